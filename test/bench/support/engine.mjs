import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @typedef {import('../../../src-main/engine/engine.ts').Engine} Engine */
/** @typedef {import('../../../src-preload/contract/webhook.ts').Webhook} Webhook */
/** @typedef {import('../../../src-preload/contract/webhook.ts').WebhookDraft} WebhookDraft */

const root = resolve(import.meta.dirname, '../../..');

/** The engine as it ships, for programs that run it by themselves too. */
const engineUrl = pathToFileURL(join(root, 'out/main/engine.js')).href;

/** Everything in the log. */
export const wholeLog = {
  text: '',
  providerId: null,
  webhookId: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  side: null,
  from: null,
  to: null,
};

/**
 * A workspace of its own, thrown away afterwards.
 * @template Result
 * @param {(directory: string) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withDirectory(work) {
  const directory = mkdtempSync(join(tmpdir(), 'hookwright-bench-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Stands for a keyring, so that secrets are there again when the next program opens the workspace. */
const keyring = {
  name: 'bench',
  available: async () => true,
  wrap: async (/** @type {Buffer} */ key) => Buffer.from(key),
  unwrap: async (/** @type {Buffer} */ wrapped) => Buffer.from(wrapped),
};

/**
 * @param {string} directory
 * @param {number} parallel requests under way at once
 * @returns {Promise<Engine>} capturing on a free port
 */
export async function openKeptEngine(directory, parallel) {
  const { openEngine } = /** @type {typeof import('../../../src-main/engine/engine.ts')} */ (await import(engineUrl));
  const limits = { perLane: parallel, overall: parallel };
  return openEngine({ directory, capturePort: 0, limits, sample: false, vault: { protector: keyring } });
}

/**
 * A webhook whose requests are signed, and a sample event of about 1 KB for it.
 * @param {Engine} engine
 * @param {(captureAddress: string) => string} chooseUrl
 * @returns {Promise<{ draft: WebhookDraft, eventType: string, dataText: string, secret: string }>}
 */
export async function createSignedWebhook(engine, chooseUrl) {
  const capture = await engine.call('capture.state', {});
  if (capture.state !== 'listening') throw new Error('The capture server does not listen.');
  const { id } = await engine.call('webhooks.create', { providerId: 'zenskar', channel: null, name: 'Bench' });
  const secret = 'a secret of the benchmark';
  await engine.call('secrets.set', { webhookId: id, field: 'signing', value: secret });
  const webhook = await engine.call('webhooks.get', { id });
  const keys = await listDraftKeys();
  const draft = /** @type {WebhookDraft} */ (
    Object.fromEntries(Object.entries(webhook).filter(([key]) => keys.includes(key)))
  );
  const saved = { ...draft, url: chooseUrl(capture.address) };
  await engine.call('webhooks.save', { draft: saved, revision: webhook.revision });
  const states = await engine.call('providers.list', {});
  const sample = states.find(({ provider }) => provider.id === 'zenskar')?.provider.samples[0];
  if (sample === undefined) throw new Error('There is no sample.');
  return { draft: saved, eventType: sample.eventType, dataText: sample.dataText, secret };
}

/**
 * Sends an event again and again, so many at once, each until its outcome is durable.
 * @param {Engine} engine
 * @param {Pick<Awaited<ReturnType<typeof createSignedWebhook>>, 'draft' | 'eventType' | 'dataText'>} event
 * @param {number} count
 * @param {number} parallel
 * @param {'event' | 'test'} [kind]
 */
export async function sendMany(engine, { draft, eventType, dataText }, count, parallel, kind = 'event') {
  /** @type {Map<string, () => void>} */
  const waiting = new Map();
  /** @type {Set<string>} */
  const early = new Set();
  const stop = engine.on((events) => {
    for (const event of events) {
      if (event.name !== 'delivery.finished') continue;
      const { deliveryId } = event.payload;
      const tell = waiting.get(deliveryId);
      if (tell === undefined) early.add(deliveryId);
      waiting.delete(deliveryId);
      tell?.();
    }
  });
  let left = count;
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (left-- > 0) {
        const { id } = await engine.call('deliveries.send', { draft, eventType, dataText, kind, confirmed: [] });
        if (!early.delete(id)) await /** @type {Promise<void>} */ (new Promise((done) => waiting.set(id, done)));
      }
    }),
  );
  stop();
}

/** @returns {Promise<string[]>} what of a webhook is its draft */
export async function listDraftKeys() {
  const { loadPart } = await import('./bundle.mjs');
  const { webhookDraftSchema } = /** @type {typeof import('../../../src-preload/contract/webhook.ts')} */ (
    await loadPart('src-preload/contract/webhook.ts')
  );
  return Object.keys(webhookDraftSchema.shape);
}
