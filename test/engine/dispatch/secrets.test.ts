import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJob } from '../../../src-main/engine/dispatch/stored-request.ts';
import type { Authorization } from '../../../src-preload/contract/webhook.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openWire, type WireTest } from '../support/open-wire.ts';
import { answerInTurn, answerOk, startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const token = 'tok/8f3a+22c9d1';

const spellings = {
  raw: token,
  base64: Buffer.from(token).toString('base64'),
  'base64 in Basic': Buffer.from(`me:${token}`).toString('base64'),
  hex: Buffer.from(token).toString('hex'),
  url: encodeURIComponent(token),
  json: JSON.stringify(token).slice(1, -1),
};

/** How often each spelling stands in the files of the workspace. */
function search(directory: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const file of readdirSync(directory)) {
    const bytes = readFileSync(join(directory, file));
    for (const [name, needle] of Object.entries(spellings)) if (bytes.includes(needle)) found[`${file}: ${name}`] = 1;
  }
  return found;
}

/** Answers with everything that it got, as careless receivers do. */
const echo = answerInTurn((response, request) => {
  response.writeHead(500, { 'X-Echo': request.headers.get('authorization') ?? '' });
  response.end(JSON.stringify([...request.headers, request.url, request.body.toString('utf8')]));
}, answerOk);

type Credentialed = Exclude<Authorization, { type: 'none' }>;

async function exercise(engine: WireTest, url: string, ...authorizations: Credentialed[]): Promise<void> {
  for (const authorization of authorizations) {
    const webhook = await engine.createWebhook(
      'callgoose',
      {
        url,
        name: `Hook ${JSON.stringify(authorization).length}`,
        authorization,
        headers: [{ name: 'X-Note', value: `by hand ${token}` }],
        templates: { 'custom-url/*': `{"oops":"${token}"}` },
      },
      { [authorization.type]: token, signing: 'signing secret' },
    );
    const delivery = await engine.send(webhook, webhook.events[0] ?? '', 'test');
    await engine.finished(delivery.id);
  }
}

describe('a live secret', () => {
  it('is nowhere in the files, wherever it was sent, echoed or captured', async () => {
    const directory = makeTemporaryDirectory();
    const receiver = await startReceiver(echo);
    const engine = await openWire(directory);
    for (const url of [receiver.url, engine.captureUrl('/callgoose/x')]) {
      await exercise(
        engine,
        url,
        { type: 'bearer' },
        { type: 'api-key', in: 'query', name: 'key' },
        { type: 'api-key', in: 'header', name: 'X-Mine' },
      );
    }
    expect(receiver.requests.some(({ headers }) => headers.get('authorization') === `Bearer ${token}`)).toBe(true);
    const rows = await engine.rows();
    expect(rows.filter(({ captured }) => captured !== null)).toHaveLength(3);
    // What the window gets to see.
    for (const { seq } of rows) {
      const detail = JSON.stringify(await engine.call['log.detail']({ seq }));
      for (const needle of Object.values(spellings)) expect(detail).not.toContain(needle);
      for (const [of, id] of [
        ['request', `a${seq}`],
        ['response', `a${seq}`],
      ] as const) {
        const { base64 } = await engine.call['log.body']({ of, id, offset: 0, length: 10_000 });
        expect(Buffer.from(base64, 'base64').toString('utf8')).not.toContain(token);
      }
    }
    expect(await engine.rows({ text: token })).toEqual([]);
    // The webhook's own template and header hold it because it was typed there; only the log is looked at here.
    engine.store.db.exec('DELETE FROM webhook');
    engine.store.scrub();
    engine.store.db.pragma('wal_checkpoint(TRUNCATE)');
    expect(search(directory)).toEqual({});
    // The control: the same search finds what is not protected.
    engine.store.db.prepare("INSERT INTO meta (key, value) VALUES ('x', ?)").run(token);
    engine.store.db.pragma('wal_checkpoint(TRUNCATE)');
    expect(Object.keys(search(directory))).toEqual(['hookwright.db: raw', 'hookwright.db: json']);
  });

  it('is sealed with the request, which is sent again to the byte', async () => {
    const clock = createFakeClock();
    const receiver = await startReceiver(echo);
    const engine = await openWire(makeTemporaryDirectory(), { clock });
    const webhook = await engine.createWebhook(
      'callgoose',
      {
        url: receiver.url,
        retryCount: 1,
        retryIntervalMinutes: 1,
        authorization: { type: 'bearer' },
        templates: { 'custom-url/*': `{"oops":"${token}"}` },
      },
      { bearer: token, signing: 'signing secret' },
    );
    const delivery = await engine.send(webhook, webhook.events[0] ?? '');
    await engine.finished(delivery.id);
    clock.advance(60_000);
    await receiver.arrived(2);
    expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
    expect(receiver.requests[1]?.body.toString()).toBe(`{"oops":"${token}"}`);
    const stored = engine.store.db
      .prepare<[], { plan: string; body: Buffer; sealed: Buffer }>('SELECT plan, body, sealed FROM delivery_request')
      .get();
    expect(stored?.body.toString()).toBe('{"oops":"••••••••"}');
    const job = stored && readJob(stored, delivery.id, { ...engine.guard });
    expect(job?.body?.toString()).toBe(`{"oops":"${token}"}`);
  });

  it('is dots in the address of the log, not the code of dots', async () => {
    const receiver = await startReceiver(answerOk);
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook(
      'callgoose',
      { url: `${receiver.url}/in?a=1`, authorization: { type: 'api-key', in: 'query', name: 'api_key' } },
      { 'api-key': token, signing: 'signing secret' },
    );
    const delivery = await engine.send(webhook, webhook.events[0] ?? '');
    await engine.finished(delivery.id);
    const [row] = await engine.rows();
    expect(row?.sent?.target).toBe('/in?a=1&api_key=••••••••');
    expect(receiver.requests[0]?.url).toContain(encodeURIComponent(token));
  });
});
