import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import type { ItemSummary } from '../../../src-main/engine/imports/read-task.ts';
import { createSourceReaders, type SourceReader } from '../../../src-main/engine/imports/source-reader.ts';
import type { ImportFormat, ImportProgress } from '../../../src-preload/contract/imports.ts';
import { everything, openWire, type WireTest } from '../support/open-wire.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { byAddress, importText, listImportable, readImport } from './support/import-text.ts';

const MIB = 1024 * 1024;
const tables = ['delivery', 'delivery_request', 'attempt', 'response_body', 'exchange', 'import_batch'];
const countRows = ({ store }: WireTest) =>
  tables.map((table) => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
const progress = ({ events }: WireTest, phase: ImportProgress['phase']) =>
  events.flatMap((event) =>
    event.name === 'imports.progress' && event.payload.phase === phase ? [event.payload] : [],
  );
const lines = (count: number, more: object = {}) =>
  `${JSON.stringify({ url: 'http://a.example/', body: 'x', response: { status: 500, body: 'no' }, ...more })}\n`.repeat(
    count,
  );

/** How often the event loop turns while something is under way. */
async function countTurns(work: Promise<unknown> | (() => unknown)): Promise<number> {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  if (typeof work === 'function') work();
  else await work.catch(() => {});
  isOver = true;
  return turns;
}

async function load(
  { call }: WireTest,
  name: string,
  bytes: Buffer,
  format: ImportFormat | null = null,
): Promise<string> {
  const { id } = await call['imports.begin']({ name, totalBytes: bytes.length, format });
  for (let at = 0; at < Math.max(1, bytes.length); at += 600_000) {
    await call['imports.append']({ id, file: name, base64: bytes.subarray(at, at + 600_000).toString('base64') });
  }
  return id;
}

const har = (entry: string) => Buffer.from(`{"log": {"entries": [${entry}]}}`);
const large: [string, Buffer][] = [
  [
    'a.har',
    har(
      `{"request": {"method": "POST", "url": "http://a/", "headers": [], "postData": {"text": "${'x'.repeat(45 * MIB)}"}}}`,
    ),
  ],
  [
    'b.har',
    har(
      `{"request": {"method": "POST", "url": "http://a/", "headers": [${'{"name":"a","value":null},'.repeat(999_999)}["a","b"]]}}`,
    ),
  ],
  ['c.http', Buffer.from(`POST http://a/\n\n${'###\n'.repeat(2_000_000)}`)],
  ['d.jsonl', Buffer.from('\\'.repeat(10 * MIB))],
  ['e.json', Buffer.from(`{"object": "list", "data": [${'{"object":"event"},'.repeat(9_999)}{}]}`)],
];

describe('a large source', () => {
  it.each(large)('%s is read on a thread while the event loop turns', async (name, bytes) => {
    const engine = await openWire(makeTemporaryDirectory());
    const id = await load(engine, name, bytes);
    const turns = await countTurns(engine.call['imports.plan']({ id }) as Promise<unknown>);
    expect(turns).toBeGreaterThan(20);
    const plan = await engine.call['imports.plan']({ id });
    expect(plan.items.length + plan.problems.length).toBeGreaterThan(0);
  });

  it('would hold up the event loop where it was read in place', async () => {
    const [[name, bytes] = ['', Buffer.alloc(0)]] = large;
    const turns = await countTurns(() => [...readSource([{ name, bytes }], 'har')]);
    expect(turns).toBeLessThan(2);
  });

  it('is let go in the middle of reading it', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const [[name, bytes] = ['', Buffer.alloc(0)]] = large;
    const id = await load(engine, name, bytes);
    const reading = engine.call['imports.plan']({ id }) as Promise<unknown>;
    const ended = expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await wait(20);
    engine.call['imports.discard']({ id });
    await ended;
    // The control: another one is read.
    expect((await readImport(engine, [{ name: 'a.jsonl', content: lines(1) }])).items).toHaveLength(1);
  });

  it('is refused for its millions of objects before they are made', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const id = await load(engine, 'a.json', Buffer.from(`{"log": {"entries": [${'{},'.repeat(16 * MIB)}{}]}}`));
    const plan = await engine.call['imports.plan']({ id });
    expect(plan.problems[0]?.message).toContain('2,000,000 objects and lists');
  });
});

describe('a large import', () => {
  it('writes 9,000 requests in many short transactions, and says how far it is', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const plan = await readImport(engine, [{ name: 'a.jsonl', content: lines(9_000) }]);
    const order = { id: plan.id, chosen: listImportable(plan), keepCredentials: false, owner: byAddress };
    const applying = engine.call['imports.apply'](order) as Promise<{ lines: number }>;
    const turns = await countTurns(applying);
    expect((await applying).lines).toBe(9_000);
    expect(turns).toBeGreaterThan(180);
    const steps = progress(engine, 'writing');
    expect(steps.length).toBeGreaterThan(150);
    expect(steps.at(-1)).toMatchObject({ requests: 9_000, totalRequests: 9_000 });
    expect(countRows(engine)).toEqual([9_000, 9_000, 9_000, 9_000, 9_000, 1]);
  });

  it('leaves nothing where it is cancelled in the middle, and can be made again', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    await importText(engine, 'before.jsonl', lines(3));
    const before = countRows(engine);
    const plan = await readImport(engine, [{ name: 'a.jsonl', content: lines(2_000) }]);
    const order = { id: plan.id, chosen: listImportable(plan), keepCredentials: false, owner: byAddress };
    const applying = engine.call['imports.apply'](order) as Promise<unknown>;
    const ended = expect(applying).rejects.toMatchObject({ code: 'cancelled' });
    while ((progress(engine, 'writing').at(-1)?.requests ?? 0) < 300) await wait(1);
    expect(countRows(engine)).not.toEqual(before);
    engine.call['imports.discard']({ id: plan.id });
    await ended;
    expect(countRows(engine)).toEqual(before);
    expect((await importText(engine, 'a.jsonl', lines(5))).batch.lines).toBe(5);
  });

  it('that a stop cut off is gone after the next start, and what came before it is not', async () => {
    const directory = makeTemporaryDirectory();
    const engine = await openWire(directory);
    await importText(engine, 'before.jsonl', lines(3));
    const before = countRows(engine);
    const plan = await readImport(engine, [{ name: 'a.jsonl', content: lines(2_000) }]);
    const order = { id: plan.id, chosen: listImportable(plan), keepCredentials: false, owner: byAddress };
    const applying = Promise.resolve(engine.call['imports.apply'](order)).catch(() => {});
    while ((progress(engine, 'writing').at(-1)?.requests ?? 0) < 300) await wait(1);
    engine.store.close();
    await applying;
    await engine.close();
    const again = await openWire(directory);
    expect(await again.call['imports.list']({})).toHaveLength(1);
    await expect.poll(() => countRows(again)).toEqual(before);
  });

  it('is not in the log before it is whole, and clearing the log leaves it alone', async () => {
    const engine = await openWire(makeTemporaryDirectory(), { providers: [signedProvider] });
    const secret = { signing: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
    const webhook = await engine.createWebhook('signed', { url: engine.captureUrl('/x') }, secret);
    await importText(engine, 'before.jsonl', lines(3));
    const plan = await readImport(engine, [{ name: 'a.jsonl', content: lines(3_000) }]);
    const owner = { by: 'webhook' as const, webhookId: webhook.id };
    const order = { id: plan.id, chosen: listImportable(plan), keepCredentials: false, owner };
    const applying = engine.call['imports.apply'](order) as Promise<{ id: string }>;
    while ((progress(engine, 'writing').at(-1)?.requests ?? 0) < 100) await wait(1);
    const sent = await engine.send(webhook, 'made');
    await engine.finished(sent.id);
    // The control: it is still being written, and its rows are in the database.
    expect(progress(engine, 'writing').at(-1)?.requests).toBeLessThan(3_000);
    expect(countRows(engine)[4]).toBeGreaterThan(100);
    const total = async () => {
      const { success, failure } = await engine.call['log.histogram']({ from: Date.now() - 3_600_000, buckets: 10 });
      return [...success, ...failure].reduce((sum, each) => sum + each, 0);
    };
    expect((await engine.rows()).map(({ sent: side }) => side?.kind)).toEqual(['event', 'import', 'import', 'import']);
    expect(await engine.rows({ imported: 'any' })).toHaveLength(3);
    expect(await engine.rows({ text: 'a.example' })).toHaveLength(3);
    expect(await total()).toBe(4);
    const question = { webhookId: webhook.id, deliveryId: null, from: null, to: null };
    expect(engine.wire.readOutage(question).attempts).toBe(1);
    await engine.call['log.clear']({});
    expect(await engine.rows()).toEqual([]);
    const { id } = await applying;
    const filter = { ...everything, imported: id };
    expect(await engine.call['log.page']({ filter, before: null, after: null, limit: 10 })).toMatchObject({
      count: 3_000,
    });
    expect(await total()).toBe(3_000);
    expect(engine.events.filter(({ name }) => name === 'log.cleared')).toHaveLength(2);
  });

  it('takes out its own rows alone where others were written in between', async () => {
    const engine = await openWire(makeTemporaryDirectory(), { providers: [signedProvider] });
    const secret = { signing: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
    const webhook = await engine.createWebhook('signed', { url: engine.captureUrl('/x') }, secret);
    const plan = await readImport(engine, [{ name: 'a.jsonl', content: lines(1_000) }]);
    const order = { id: plan.id, chosen: listImportable(plan), keepCredentials: false, owner: byAddress };
    const applying = engine.call['imports.apply'](order) as Promise<{ id: string }>;
    while ((progress(engine, 'writing').at(-1)?.requests ?? 0) < 100) await wait(1);
    const sent = await engine.send(webhook, 'made');
    await engine.finished(sent.id);
    const batch = await applying;
    expect(await engine.call['imports.remove']({ id: batch.id })).toEqual({ removed: 1_000 });
    const rows = await engine.rows();
    expect(rows.map(({ sent: side }) => side?.kind)).toEqual(['event']);
    expect(await engine.call['deliveries.get']({ id: sent.id })).toMatchObject({ state: 'delivered' });
  });
});

/** All that a source has, however many slices of time it takes. */
async function readItems(reader: SourceReader): Promise<ItemSummary[]> {
  const found: ItemSummary[] = [];
  for (;;) {
    const { items, done } = await reader.next();
    found.push(...items);
    if (done) return found;
  }
}

describe('the thread that reads', () => {
  it('reads one source after the other, and nothing of the last is left', async () => {
    const readers = createSourceReaders();
    onTestFinished(() => readers.close());
    const first = readers.open();
    first.append('a.jsonl', Buffer.from(lines(2)));
    expect(await first.read(null, false)).toMatchObject({ format: 'json-lines' });
    expect(await readItems(first)).toHaveLength(2);
    first.close();
    await expect(first.take([0], false)).rejects.toMatchObject({ code: 'cancelled' });
    const second = readers.open();
    second.append('a.jsonl', Buffer.from(lines(1)));
    await second.read(null, false);
    expect(await second.take([0], false)).toEqual([]);
    expect(await readItems(second)).toHaveLength(1);
    second.close();
  });

  it('ends where it is let go while it is busy, and another one reads the next source', async () => {
    const readers = createSourceReaders();
    onTestFinished(() => readers.close());
    const [[name, bytes] = ['', Buffer.alloc(0)]] = large;
    const first = readers.open();
    first.append(name, bytes);
    const reading = expect(first.read('har', false)).rejects.toMatchObject({ code: 'cancelled' });
    first.close();
    await reading;
    const second = readers.open();
    second.append('a.jsonl', Buffer.from(lines(1)));
    await second.read(null, false);
    expect(await readItems(second)).toHaveLength(1);
  });
});
