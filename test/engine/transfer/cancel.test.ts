import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src-main/engine/engine.ts';
import type { TransferProgress } from '../../../src-preload/contract/transfer.ts';
import { openForTransfer, parse } from './support/open-for-transfer.ts';

const COUNT = 2_000;
const SMALL_COUNT = 40;

/** A file of the workspace with so many more webhooks. */
async function writeLarge(engine: Engine, count: number): Promise<string> {
  const { text } = await engine.call('transfer.export', { webhookIds: null, settings: false, passphrase: null });
  const file = parse(text);
  const one = file.webhooks.find(({ provider }) => provider === 'zenskar');
  if (one === undefined) throw new Error('the sample has no webhook of Zenskar');
  file.webhooks = Array.from({ length: count }, (_each, index) => ({ ...one, id: `w-${index}`, name: `W ${index}` }));
  return JSON.stringify(file);
}

function follow(engine: Engine, each: (progress: TransferProgress) => void = () => {}): TransferProgress[] {
  const seen: TransferProgress[] = [];
  engine.on((events) => {
    for (const event of events) {
      if (event.name !== 'transfer.progress') continue;
      seen.push(event.payload);
      each(event.payload);
    }
  });
  return seen;
}

const long = { timeout: 60_000 };
const cancelled = { code: 'cancelled' };

describe('a workspace file', () => {
  it('reports how many of its webhooks were compared, under the id of the caller', long, async () => {
    const { engine } = await openForTransfer();
    const text = await writeLarge(engine, COUNT);
    const seen = follow(engine);
    await engine.call('transfer.plan', { text, passphrase: null, id: 'a' });
    expect(seen[0]).toEqual({ id: 'a', phase: 'compare', done: 0, total: COUNT });
    expect(seen.every(({ id, total }) => id === 'a' && total === COUNT)).toBe(true);
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((one, other) => one - other));
  });

  it('reports nothing to a caller without an id', long, async () => {
    const { engine } = await openForTransfer();
    const seen = follow(engine);
    await engine.call('transfer.plan', { text: await writeLarge(engine, COUNT), passphrase: null });
    expect(seen).toEqual([]);
  });

  it('is cancelled while a thread reads it', long, async () => {
    const { engine } = await openForTransfer();
    const plan = engine.call('transfer.plan', { text: await writeLarge(engine, COUNT), passphrase: null, id: 'a' });
    expect(await engine.call('transfer.cancel', { id: 'a' })).toEqual({ cancelled: true });
    await expect(plan).rejects.toMatchObject(cancelled);
    expect(await engine.call('transfer.cancel', { id: 'a' })).toEqual({ cancelled: false });
  });

  it('is cancelled while its webhooks are compared', long, async () => {
    const { engine } = await openForTransfer();
    const text = await writeLarge(engine, COUNT);
    const seen = follow(engine, ({ id }) => void engine.call('transfer.cancel', { id }));
    await expect(engine.call('transfer.plan', { text, passphrase: null, id: 'a' })).rejects.toMatchObject(cancelled);
    expect(seen.at(-1)?.done).toBeLessThan(COUNT);
  });

  it('changes nothing where its import is cancelled, and can be imported afterwards', long, async () => {
    const { engine } = await openForTransfer();
    const text = await writeLarge(engine, COUNT);
    const before = await engine.call('webhooks.list', {});
    const { hash } = await engine.call('transfer.plan', { text, passphrase: null });
    const order = { text, passphrase: null, hash, replaceSecrets: false };
    let isFirst = true;
    follow(engine, ({ id }) => {
      if (isFirst) void engine.call('transfer.cancel', { id });
      isFirst = false;
    });
    await expect(engine.call('transfer.apply', { ...order, id: 'a' })).rejects.toMatchObject(cancelled);
    expect(await engine.call('webhooks.list', {})).toEqual(before);
    await engine.call('transfer.apply', { ...order, id: 'a' });
    expect(await engine.call('webhooks.list', {})).toHaveLength(before.length + COUNT);
  });

  it('is refused under an id that is in use, which the first keeps', long, async () => {
    const { engine } = await openForTransfer();
    const order = { text: await writeLarge(engine, COUNT), passphrase: null, id: 'a' };
    const first = engine.call('transfer.plan', order);
    await expect(engine.call('transfer.plan', order)).rejects.toMatchObject({ code: 'conflict' });
    expect((await first).problems).toEqual([]);
  });

  it('of a few webhooks is read and reported too', async () => {
    const { engine } = await openForTransfer();
    const text = await writeLarge(engine, SMALL_COUNT);
    const seen = follow(engine);
    await engine.call('transfer.plan', { text, passphrase: null, id: 'b' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen[0]).toEqual({ id: 'b', phase: 'compare', done: 0, total: SMALL_COUNT });
  });
});
