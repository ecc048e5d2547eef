import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { LongWork } from '../../../src-main/engine/store/long-transaction.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

function openKeys(directory = makeTemporaryDirectory()) {
  const store = openStore({ directory });
  const insert = store.db.prepare('INSERT INTO meta VALUES (?, ?)');
  const list = store.db.prepare<[], string>("SELECT key FROM meta WHERE key NOT LIKE 'probe%' ORDER BY key").pluck();
  return { store, directory, keep: (key: string) => void insert.run(key, 'x'), keys: (): string[] => list.all() };
}

/** Writes the keys `long 0` to `long 9`, one in each turn. */
function createWork(changes: Partial<LongWork> = {}, seen: string[] = []): LongWork {
  return {
    steps: Array.from(
      { length: 10 },
      (_each, index) =>
        ({ meta }) =>
          meta.save(`long ${index}`, 'x'),
    ),
    check: () => void seen.push('check'),
    pause: async () => void (await nextTurn()),
    last: () => void seen.push('last'),
    stored: () => void seen.push('stored'),
    ...changes,
  };
}

const long = Array.from({ length: 10 }, (_each, index) => `long ${index}`);

describe('a transaction of many turns', () => {
  test('is seen by nobody before its end, and then whole', async () => {
    const { store, keys } = openKeys();
    const seen: string[] = [];
    const counts = new Set<number>();
    const pause = async (): Promise<void> => {
      counts.add(keys().length);
      await nextTurn();
    };
    await store.transact(createWork({ pause, stored: () => seen.push(`stored ${keys().length}`) }, seen));
    expect([...counts]).toEqual([0]);
    expect(seen).toEqual(['check', 'last', 'stored 10']);
    store.close();
  });

  test('lets other commits wait, which are durable after it and are no part of it', async () => {
    const { store, keep, keys } = openKeys();
    let other: Promise<void> | undefined;
    const pause = async (done: number): Promise<void> => {
      if (done === 3) other = store.commit(() => keep('other'));
      await nextTurn();
    };
    await store.transact(createWork({ pause }));
    expect(keys()).toEqual(long);
    await other;
    expect(keys()).toEqual([...long, 'other']);
    store.close();
  });

  test('begins again after a commit that cannot wait, and is checked again', async () => {
    const { store, keep, keys } = openKeys();
    const seen: string[] = [];
    let isFirst = true;
    const pause = async (done: number): Promise<void> => {
      if (done === 5 && isFirst) {
        isFirst = false;
        void store.commit(() => keep('waited'));
        store.commitNow(() => keep('now'));
        expect(keys()).toEqual(['now', 'waited']);
      }
      await nextTurn();
    };
    await store.transact(createWork({ pause }, seen));
    expect(keys()).toEqual([...long, 'now', 'waited']);
    expect(seen).toEqual(['check', 'check', 'last', 'stored']);
    store.close();
  });

  test('ends, however often others go first', async () => {
    const { store, keep, keys } = openKeys();
    let count = 0;
    const pause = async (): Promise<void> => {
      count += 1;
      store.commitNow(() => keep(`now ${count}`));
      await nextTurn();
    };
    await store.transact(createWork({ pause }));
    expect(keys()).toEqual([...long, ...Array.from({ length: count }, (_each, index) => `now ${index + 1}`)].sort());
    store.close();
  });

  test.each<[where: string, changes: Partial<LongWork>]>([
    ['a step', { steps: [...createWork().steps, () => failNow()] }],
    ['a pause', { pause: (done) => (done === 7 ? failNow() : nextTurn()) }],
    ['the check', { check: () => failNow() }],
    ['the last look', { last: () => failNow() }],
  ])('stores nothing where %s throws, and what waited goes on', async (_where, changes) => {
    const { store, keep, keys } = openKeys();
    const transaction = store.transact(createWork(changes));
    const other = store.commit(() => keep('other'));
    await expect(transaction).rejects.toThrow('no further');
    await other;
    expect(keys()).toEqual(['other']);
    await store.transact(createWork());
    expect(keys()).toEqual([...long, 'other']);
    store.close();
  });

  test('stores nothing where the store is closed meanwhile', async () => {
    const { store, directory } = openKeys();
    const pause = async (done: number): Promise<void> => {
      if (done === 4) store.close();
      await nextTurn();
    };
    await expect(store.transact(createWork({ pause }))).rejects.toMatchObject({ code: 'closing' });
    const next = openKeys(directory);
    expect(next.keys()).toEqual([]);
    next.store.close();
  });

  test('goes after what needs the log for itself', async () => {
    const { store, keys } = openKeys();
    const seen: string[] = [];
    let isFirst = true;
    const pause = async (): Promise<void> => {
      if (isFirst) store.scrub();
      isFirst = false;
      await nextTurn();
    };
    await store.transact(createWork({ pause }, seen));
    expect(keys()).toEqual(long);
    expect(seen).toEqual(['check', 'check', 'last', 'stored']);
    store.close();
  });

  test('is refused while another one is under way', async () => {
    const { store, keys } = openKeys();
    const first = store.transact(createWork());
    await expect(store.transact(createWork())).rejects.toMatchObject({ code: 'conflict' });
    await first;
    expect(keys()).toEqual(long);
    store.close();
  });
});

function failNow(): never {
  throw new Error('no further');
}
