import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { openWire, type WireTest } from '../support/open-wire.ts';
import { answerOk, startReceiver } from '../support/receiver.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { byAddress, importText, listImportable, readImport } from './support/import-text.ts';

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const failed = (url: string, more: object = {}): string =>
  line({ method: 'POST', url, headers: [['X-One', '1']], body: '{"a": 1.0}', response: { status: 500 }, ...more });

/** Every row that an import could write. */
function countRows({ store }: WireTest): Record<string, unknown> {
  const tables = ['delivery', 'delivery_request', 'attempt', 'response_body', 'exchange', 'import_batch'];
  return Object.fromEntries(
    tables.map((table) => [table, store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]),
  );
}

async function open(options: Parameters<typeof openWire>[1] = {}) {
  const directory = makeTemporaryDirectory();
  return { directory, engine: await openWire(directory, { providers: [signedProvider], ...options }) };
}

describe('an imported request', () => {
  it('is a delivery with its headers, body and outcome, and nothing of it was sent', async () => {
    const { engine } = await open();
    const receiver = await startReceiver(answerOk);
    const headers: HeaderPair[] = [
      ['X-Zebra', '1'],
      ['x-apple', 'two  words'],
      ['X-zebra', '2'],
    ];
    const body = Buffer.from([0xff, 0x00, 0x0a]);
    const { batch } = await importText(
      engine,
      'one.jsonl',
      failed(`${receiver.url}/in?a=b%20c`, {
        headers,
        body: null,
        bodyBase64: body.toString('base64'),
        time: '2026-01-31T12:00:00Z',
        event: 'order.paid',
        durationMs: 12,
        response: { status: 503, statusText: 'Busy', headers: [['Retry-After', '5']], body: 'later' },
      }),
    );
    expect(batch).toMatchObject({ name: 'one.jsonl', format: 'json-lines', lines: 1 });
    const [row] = await engine.rows({ imported: 'any' });
    expect(row).toMatchObject({ eventType: 'order.paid', webhookId: null, webhookName: null });
    expect(row?.sent).toMatchObject({ kind: 'import', outcome: 'failure', status: 503, durationMs: 12, bodyBytes: 3 });
    const { delivery } = await engine.call['log.detail']({ seq: row?.seq ?? 0 });
    expect(delivery).toMatchObject({ kind: 'import', state: 'exhausted', createdAt: Date.UTC(2026, 0, 31, 12) });
    const attempt = delivery?.attempts[0];
    expect(attempt?.request).toMatchObject({ url: `${receiver.url}/in?a=b%20c`, headers, redacted: false });
    expect(attempt?.response).toMatchObject({ status: 503, statusText: 'Busy', headers: [['Retry-After', '5']] });
    const part = await engine.call['log.body']({ of: 'request', id: attempt?.id ?? '', offset: 0, length: 100 });
    expect(Buffer.from(part.base64, 'base64').equals(body)).toBe(true);
    expect(receiver.requests).toEqual([]);
    expect(await engine.call['deliveries.waiting']({})).toEqual([]);
  });

  it('says honestly that its outcome is not known where the source does not tell it', async () => {
    const { engine } = await open();
    await importText(engine, 'pasted', "curl -d 'x' https://hooks.example.com/in");
    const [row] = await engine.rows();
    expect(row?.sent).toMatchObject({ outcome: 'unknown', deliveryState: 'unknown', status: null });
  });

  it('counts a 202 as a failure for a webhook whose service takes only 200', async () => {
    const { engine } = await open();
    const webhook = await engine.createWebhook(
      'zenskar',
      { url: 'https://hooks.example.com/in' },
      { signing: 'secret' },
    );
    const { plan } = await importText(
      engine,
      'a.jsonl',
      failed('https://hooks.example.com/in', { response: { status: 202 } }),
    );
    expect(plan.items[0]).toMatchObject({ webhookId: webhook.id, outcome: 'failure', status: 202 });
  });
});

describe('all or nothing', () => {
  it('writes nothing where one of the chosen requests cannot be imported', async () => {
    const { engine } = await open();
    const before = countRows(engine);
    const plan = await readImport(engine, [
      { name: 'a.jsonl', content: failed('https://a.example/') + failed('file:///x') },
    ]);
    expect(plan.items.map(({ problem }) => problem !== null)).toEqual([false, true]);
    const order = { id: plan.id, keepCredentials: false, owner: byAddress };
    await expect(async () => engine.call['imports.apply']({ ...order, chosen: [0, 1] })).rejects.toMatchObject({
      code: 'invalid',
      detail: { subject: 'line 2' },
    });
    expect(countRows(engine)).toEqual(before);
    // What can be imported still can be, alone.
    await engine.call['imports.apply']({ ...order, chosen: [0] });
    expect(countRows(engine)).toMatchObject({ delivery: 1, attempt: 1, exchange: 1, import_batch: 1 });
  });

  it('writes nothing where the disk refuses in the middle', async () => {
    const { engine } = await open({
      wrapStore: (store) => ({
        ...store,
        commit: (work) =>
          store.commit(() => {
            const result = work();
            if (broken) throw new Error('disk');
            return result;
          }),
      }),
    });
    let broken = true;
    const before = countRows(engine);
    await expect(importText(engine, 'a.jsonl', failed('https://a.example/').repeat(50))).rejects.toThrow();
    expect(countRows(engine)).toEqual(before);
    broken = false;
    // The control: the same source is written when nothing refuses.
    await importText(engine, 'a.jsonl', failed('https://a.example/').repeat(50));
    expect(countRows(engine)).toMatchObject({ delivery: 50, exchange: 50, import_batch: 1 });
  });

  it('keeps nothing of a source that was let go, and says so', async () => {
    const { engine } = await open();
    const plan = await readImport(engine, [{ name: 'a.jsonl', content: failed('https://a.example/') }]);
    engine.call['imports.discard']({ id: plan.id });
    const order = { id: plan.id, chosen: [0], keepCredentials: false, owner: byAddress };
    await expect(async () => engine.call['imports.apply'](order)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('an import as a whole', () => {
  it('can be filtered by, is known again, and is removed without a trace; what came before and after stays', async () => {
    const { engine } = await open();
    const webhook = await engine.createWebhook(
      'signed',
      { url: engine.captureUrl('/x') },
      { signing: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    );
    const first = await engine.send(webhook, 'made');
    await engine.finished(first.id);
    const before = countRows(engine);
    const source = failed('https://a.example/') + failed('https://b.example/');
    const { batch } = await importText(engine, 'a.jsonl', source);
    const other = await importText(engine, 'b.jsonl', failed('https://c.example/'));
    expect((await engine.rows({ imported: batch.id })).map(({ sent }) => sent?.host)).toEqual([
      'b.example',
      'a.example',
    ]);
    expect(await engine.rows({ imported: 'any' })).toHaveLength(3);
    expect((await readImport(engine, [{ name: 'again.jsonl', content: source }])).importedAt).toBe(batch.createdAt);
    expect(await engine.call['imports.remove']({ id: other.batch.id })).toEqual({ removed: 1 });
    expect(await engine.call['imports.remove']({ id: batch.id })).toEqual({ removed: 2 });
    expect(countRows(engine)).toEqual(before);
    expect(await engine.call['imports.list']({})).toEqual([]);
    await expect(async () => engine.call['imports.remove']({ id: batch.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('survives a restart', async () => {
    const { engine, directory } = await open();
    const { batch } = await importText(engine, 'a.jsonl', failed('https://a.example/'));
    await engine.close();
    const again = await openWire(directory, { providers: [signedProvider] });
    expect(await again.call['imports.list']({})).toEqual([batch]);
    expect(await again.rows({ imported: batch.id })).toHaveLength(1);
  });
});

describe('credentials', () => {
  const source = line({
    url: 'https://hooks.example.com/in',
    headers: [
      ['Authorization', 'Bearer needle-one'],
      ['Cookie', 'session=needle-two'],
      ['X-Plain', 'kept'],
    ],
    response: { status: 500, headers: [['Set-Cookie', 'session=needle-three']] },
  });

  it('are named, and left out unless they are asked for', async () => {
    const { engine } = await open();
    const { plan } = await importText(engine, 'a.jsonl', source);
    expect(plan.items[0]?.stripped).toEqual(['Authorization', 'Cookie', 'Set-Cookie']);
    const [row] = await engine.rows();
    const { delivery } = await engine.call['log.detail']({ seq: row?.seq ?? 0 });
    expect(delivery?.attempts[0]?.request.headers).toEqual([['X-Plain', 'kept']]);
    expect(delivery?.attempts[0]?.response?.headers).toEqual([]);
  });

  it('left out by name are not in any other place of the source either', async () => {
    const { engine, directory } = await open();
    const token = 'needle-four-0123456789';
    const text = [
      line({
        ...JSON.parse(source),
        response: { status: 500, headers: [['Set-Cookie', 'session=needle-three']], body: 'saw needle-two' },
      }),
      line({
        url: `https://hooks.example.com/in?api_key=needle-five-${token}&a=1`,
        headers: [
          ['Content-Type', 'application/json'],
          ['X-Trace', 'saw needle-one'],
        ],
        body: `{"user": "me", "password": "${token}", "n": 1.0, "echo": "needle-one"}`,
      }),
      line({
        url: 'https://hooks.example.com/in',
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: `a=1&access_token=${token}&b=2`,
        response: {
          status: 500,
          body: `again: ${Buffer.from(token).toString('base64')}`,
          headers: [['X-Plain', 'kept']],
        },
      }),
    ].join('');
    const { plan } = await importText(engine, 'a.jsonl', text);
    expect(plan.items.map(({ stripped }) => stripped)).toEqual([
      ['Authorization', 'Cookie', 'Set-Cookie'],
      ['api_key in the address', 'password in the body'],
      ['access_token in the body'],
    ]);
    const rows = await engine.rows();
    const bodies = await Promise.all(
      rows.map(async ({ seq }) => {
        const { delivery } = await engine.call['log.detail']({ seq });
        const id = delivery?.attempts[0]?.id ?? '';
        const part = await engine.call['log.body']({ of: 'request', id, offset: 0, length: 500 });
        return Buffer.from(part.base64, 'base64').toString();
      }),
    );
    expect(bodies).toEqual([
      'a=1&access_token=••••••••&b=2',
      '{"user": "me", "password": "••••••••", "n": 1.0, "echo": "••••••••"}',
      '',
    ]);
    await engine.close();
    const files = readdirSync(directory).map((name) => readFileSync(join(directory, name)).toString('latin1'));
    expect(files.join('')).not.toContain('needle-');
    expect(files.join('')).not.toContain(Buffer.from(token).toString('base64'));
    expect(files.join('')).toContain('X-Plain');
  });

  it('of a few characters are left out by name alone, since they could be anything elsewhere', async () => {
    const { engine } = await open();
    const text = line({
      url: 'https://hooks.example.com/in',
      headers: [['Cookie', 'a=one']],
      body: 'one of many',
    });
    await importText(engine, 'a.jsonl', text);
    const [row] = await engine.rows();
    expect(row?.sent?.bodyBytes).toBe(11);
  });

  it('that are kept are sealed, shown as dots, and go out with an exact replay', async () => {
    const { engine, directory } = await open();
    const receiver = await startReceiver(answerOk);
    const url = `${receiver.url}/in`;
    await importText(engine, 'a.jsonl', source.replace('https://hooks.example.com/in', url), { keepCredentials: true });
    const [row] = await engine.rows();
    const { delivery } = await engine.call['log.detail']({ seq: row?.seq ?? 0 });
    expect(delivery?.attempts[0]?.request.headers[0]).toEqual(['Authorization', '••••••••']);
    const made = await engine.call['replay.send']({
      deliveryId: delivery?.id ?? '',
      attemptId: null,
      mode: 'exact',
      target: { to: 'original' },
      bodyText: null,
      confirmed: [`new-host:${new URL(url).host}`],
    });
    await engine.finished(made.id);
    expect(receiver.requests[0]?.headers.get('authorization')).toBe('Bearer needle-one');
    await engine.close();
    const files = readdirSync(directory).map((name) => readFileSync(join(directory, name)).toString('latin1'));
    expect(files.join('').includes('needle-')).toBe(false);
    // The control: what is not a credential is found.
    expect(files.join('').includes('X-Plain')).toBe(true);
  });
});

describe('what is too large', () => {
  it('is refused where it is nested without end, before that takes any time', async () => {
    const { engine } = await open();
    const deep = `{"log": {"entries": ${'['.repeat(5_000_000)}`;
    const plan = await readImport(engine, [{ name: 'a.har', content: deep }]);
    expect(plan.problems[0]?.message).toContain('nested more than 500 levels');
    // The control: as deep as that is allowed is read.
    const line = `{"url": "http://a/", "more": ${'['.repeat(400)}${']'.repeat(400)}}`;
    expect((await readImport(engine, [{ name: 'a.jsonl', content: line }])).items[0]?.problem).toBeNull();
  });

  it('is refused before it is read, by its size and by its number', async () => {
    const { engine } = await open();
    const begin = { name: 'a', format: null, totalBytes: 60 * 1024 * 1024 };
    expect(() => engine.call['imports.begin'](begin)).toThrowError(/50 MiB/);
    const plan = await readImport(engine, [{ name: 'a.jsonl', content: '{"url":"http://a/"}\n'.repeat(10_001) }]);
    expect(plan.items).toEqual([]);
    expect(plan.problems[0]?.message).toContain('10,000 requests');
  });
});

it('several files are raw messages, each named in its place', async () => {
  const { engine } = await open();
  const plan = await readImport(engine, [
    { name: 'day/1.http', content: 'POST /a HTTP/1.1\r\nHost: a.example\r\n\r\nbody' },
    { name: 'day/2.txt', content: 'nothing' },
  ]);
  expect(plan.format).toBe('raw-http');
  expect(plan.items.map(({ place, problem }) => [place, problem === null])).toEqual([
    ['day/1.http', true],
    ['day/2.txt, line 1', false],
  ]);
  expect(listImportable(plan)).toEqual([0]);
});
