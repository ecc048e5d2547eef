import { type Engine, openEngine } from '../../../src-main/engine/engine.ts';
import type { StartNotice } from '../../../src-preload/contract/host.ts';
import type { LogFilter } from '../../../src-preload/contract/log.ts';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { toDraft } from '../../engine/support/to-draft.ts';
import { createFakeKeyring } from '../../engine/vault/fake-keyring.ts';
import { faultProvider } from './fault-provider.ts';

export const signingKey = Buffer.alloc(24, 7);
export const signingSecret = `whsec_${signingKey.toString('base64')}`;

/** What every program and test of this folder opens a workspace with, so that one can go on where another was killed. */
export const openFaultEngine = (directory: string): Promise<Engine> =>
  openEngine({
    directory,
    capturePort: 0,
    sample: false,
    providers: [faultProvider],
    vault: { protector: createFakeKeyring('faults') },
  });

/** How many requests a start says it does not know the outcome of. */
export const countUnknown = (notices: readonly StartNotice[]): number =>
  notices.reduce((sum, { count }) => sum + count, 0);

/** An active, signed webhook. */
export async function makeWebhook(engine: Engine, changes: Partial<WebhookDraft>): Promise<Webhook> {
  const made = await engine.call('webhooks.create', {
    providerId: faultProvider.id,
    channel: null,
    name: changes.name ?? null,
  });
  const { revision } = await engine.call('secrets.set', {
    webhookId: made.id,
    field: 'signing',
    value: signingSecret,
  });
  return engine.call('webhooks.save', { draft: { ...toDraft(made), ...changes }, revision });
}

/**
 * Makes a workspace with three webhooks that lead to one receiver: `again` (at least once), `once` (at most once) and `flaky`
 * (at least once; for a path that fails at first).
 */
export async function makeFaultWorkspace(directory: string, receiver: string): Promise<void> {
  const engine = await openFaultEngine(directory);
  await makeWebhook(engine, { name: 'again', url: `${receiver}/again` });
  await makeWebhook(engine, { name: 'once', url: `${receiver}/once`, atMostOnce: true });
  await makeWebhook(engine, { name: 'flaky', url: `${receiver}/flaky` });
  await engine.close();
}

/** An event for a webhook; `id` and `text` are in the body that is sent. */
export const eventFor = (webhook: Webhook, id: string, text = '') => ({
  draft: toDraft(webhook),
  eventType: 'made',
  dataText: JSON.stringify({ thing: { id, text } }),
  kind: 'event' as const,
  confirmed: [],
});

export const everyLine: LogFilter = {
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

/** Resolves when a condition holds, however long the machine takes. */
export async function waitUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
