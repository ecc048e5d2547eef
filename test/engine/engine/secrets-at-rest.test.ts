import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Engine, openEngine } from '../../../src-main/engine/engine.ts';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import type { LogFilter } from '../../../src-preload/contract/log.ts';
import type { SecretField, Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { findNeedles } from '../support/needles.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';

const passphrase = 'a passphrase with "quotes" & ümlauts';
const signing = 'sIgNiNg/sEcReT+with "quotes" 1';
const replaced = 'RePlAcEd-before-it-was-ever-sent-2';
const bearer = 'b3aReR.t0ken-for-the-receiver_3';
const basic = 'Pa55w0rd of Basic/with+signs 4';
const inClear = 'CasesolvedSendsThisInClear5';
const deleted = 'DeLeTeD-with-its-webhook-6';
const secrets = [passphrase, signing, replaced, bearer, basic, inClear, deleted];

const everything: LogFilter = {
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

async function find(engine: Engine, name: string): Promise<Webhook> {
  return (await engine.call('webhooks.list', {})).find((webhook) => webhook.name === name)!;
}

/** Sends a test of the webhook as given and waits until it is over. */
async function send(
  engine: Engine,
  webhook: Webhook,
  changes: Partial<WebhookDraft> = {},
  dataText?: string,
): Promise<void> {
  const samples = await engine.call('samples.list', { providerId: webhook.providerId });
  const sample = samples.find(({ eventType }) => webhook.events.includes(eventType))!;
  const over = new Promise<void>((resolve) => {
    const stop = engine.on((events) => {
      if (!events.some(({ name }) => name === 'delivery.finished')) return;
      stop();
      resolve();
    });
  });
  await engine.call('deliveries.send', {
    draft: { ...toDraft(webhook), ...changes },
    eventType: sample.eventType,
    dataText: dataText ?? sample.dataText,
    kind: 'test',
    confirmed: [],
  });
  await over;
}

/** Enters secrets of every kind, sends and captures with them, changes and deletes some. */
async function runScenario(engine: Engine): Promise<void> {
  const setSecret = (webhookId: string, field: SecretField, value: string): Promise<Webhook> =>
    engine.call('secrets.set', { webhookId, field, value });

  const crm = await find(engine, 'CRM');
  await setSecret(crm.id, 'signing', replaced);
  await setSecret(crm.id, 'signing', signing);
  await send(engine, crm);
  // A secret that somebody puts into the event itself.
  await send(engine, crm, {}, JSON.stringify({ account: { email: signing, uuid: encodeURIComponent(signing) } }));

  const incidents = await find(engine, 'Incident desk');
  await setSecret(incidents.id, 'bearer', bearer);
  await setSecret(incidents.id, 'api-key', bearer);
  await send(engine, incidents, { authorization: { type: 'bearer' } });
  await send(engine, incidents, { authorization: { type: 'api-key', in: 'query', name: 'key' } });
  await setSecret(incidents.id, 'basic', basic);
  await send(engine, incidents, { authorization: { type: 'basic', username: 'ada' } });
  await engine.call('webhooks.keepUnsaved', { id: incidents.id, draft: { ...toDraft(incidents), name: 'Half' } });

  const sitePlans = await find(engine, 'Site plans');
  await setSecret(sitePlans.id, 'signing', inClear);
  await send(engine, sitePlans);
  // Nothing listens there, so the error text has its chance too.
  await send(engine, sitePlans, { url: 'http://127.0.0.1:9/nobody' });

  // The old value arrives from outside, after it was replaced.
  await fetch(crm.url, { method: 'POST', headers: { 'X-Custom': replaced }, body: `old: ${replaced}` });
  // The window asks for something that does not fit, with a secret in it.
  await engine.call('webhooks.get', { id: signing.repeat(5) }).catch(() => {});

  const copy = await engine.call('webhooks.duplicate', { id: crm.id });
  await setSecret(copy.id, 'signing', deleted);
  await send(engine, copy);
  await engine.call('webhooks.delete', { id: copy.id });
  await engine.call('secrets.clear', { webhookId: incidents.id, field: 'basic' });
}

async function open(directory: string): Promise<Engine> {
  const engine = await openEngine({ directory, capturePort: 0 });
  onTestFinished(() => engine.close());
  return engine;
}

test('no secret stands in any file, in any spelling, while it runs and after; files belong to their owner alone', async () => {
  const directory = join(makeTemporaryDirectory(), 'workspace');
  const engine = await open(directory);
  await engine.call('vault.choose', { protection: 'passphrase', passphrase });
  await runScenario(engine);

  expect(readdirSync(directory)).toContain('hookwright.db-wal');
  expect(findNeedles(directory, secrets)).toEqual([]);
  const modes = readdirSync(directory).map((name) => statSync(join(directory, name)).mode & 0o777);
  expect([statSync(directory).mode & 0o777, ...new Set(modes)]).toEqual([0o700, 0o600]);

  const page = await engine.call('log.page', { filter: everything, before: null, after: null, limit: 100 });
  expect(page.rows.length).toBeGreaterThanOrEqual(9);
  expect(page.rows.filter(({ captured }) => captured).length).toBeGreaterThanOrEqual(8);
  await engine.close();
  expect(findNeedles(directory, secrets)).toEqual([]);
});

test('no answer and no event of the whole scenario holds a secret', async () => {
  const engine = await open(makeTemporaryDirectory());
  await engine.call('vault.choose', { protection: 'memory' });
  const told: string[] = [];
  engine.on((events) => told.push(JSON.stringify(events)));
  await runScenario(engine);
  const { rows } = await engine.call('log.page', { filter: everything, before: null, after: null, limit: 100 });
  told.push(JSON.stringify([rows, await engine.call('webhooks.list', {})]));
  for (const { seq } of rows) {
    const detail = await engine.call('log.detail', { seq });
    told.push(JSON.stringify(detail));
    const bodies = [
      { of: 'request', id: detail.delivery?.attempts[0]?.id },
      { of: 'capture', id: detail.capture?.id },
    ] as const;
    for (const { of, id } of bodies) {
      if (id === undefined) continue;
      const { base64 } = await engine.call('log.body', { of, id, offset: 0, length: 100_000 });
      told.push(Buffer.from(base64, 'base64').toString('utf8'));
    }
  }
  const all = told.join('\n');
  for (const secret of secrets.slice(1)) {
    for (const text of [
      secret,
      JSON.stringify(secret).slice(1, -1),
      JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    ]) {
      expect(all.includes(text), `${secret.slice(0, 6)}…`).toBe(false);
    }
  }
});

test('in a run that keeps secrets in memory, not even their ciphertext is written', async () => {
  const directory = makeTemporaryDirectory();
  const engine = await open(directory);
  await engine.call('vault.choose', { protection: 'memory' });
  await runScenario(engine);
  await engine.close();
  expect(findNeedles(directory, secrets)).toEqual([]);
  const db = connectSqlite(join(directory, 'hookwright.db'), { readonly: true, timeoutMs: 0 });
  expect(db.prepare('SELECT count(*) FROM secret WHERE sealed IS NOT NULL').pluck().get()).toBe(0);
  expect(db.prepare('SELECT count(*) FROM vault').pluck().get()).toBe(0);
  db.close();
});

test('control: the receiver does get them', async () => {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(JSON.stringify([request.url, request.headers]));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const engine = await open(makeTemporaryDirectory());
  await engine.call('vault.choose', { protection: 'memory' });
  const url = `http://127.0.0.1:${port}/`;

  const sitePlans = await find(engine, 'Site plans');
  await engine.call('secrets.set', { webhookId: sitePlans.id, field: 'signing', value: inClear });
  await send(engine, sitePlans, { url });
  const incidents = await find(engine, 'Incident desk');
  await engine.call('secrets.set', { webhookId: incidents.id, field: 'bearer', value: bearer });
  await engine.call('secrets.set', { webhookId: incidents.id, field: 'api-key', value: bearer });
  await send(engine, incidents, { url, authorization: { type: 'bearer' } });
  await send(engine, incidents, { url, authorization: { type: 'api-key', in: 'query', name: 'key' } });
  expect(heard[0]).toContain(inClear);
  expect(heard[1]).toContain(bearer);
  expect(heard[2]).toContain(encodeURIComponent(bearer));
});

test('control: the search finds what is there, and SQLite without secure_delete keeps what was deleted', () => {
  const directory = makeTemporaryDirectory();
  const path = join(directory, 'careless.db');
  const db = connectSqlite(path, { timeoutMs: 0 });
  db.exec('PRAGMA secure_delete = OFF; CREATE TABLE a (b TEXT)');
  db.prepare('INSERT INTO a VALUES (?)').run(deleted);
  db.prepare('DELETE FROM a').run();
  db.close();
  expect(findNeedles(directory, secrets)).toContain('careless.db: DeLe… as it is');
});
