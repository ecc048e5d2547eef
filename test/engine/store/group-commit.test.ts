import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import type { Store } from '../../../src-main/engine/store/store.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

function openKeys() {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  const insert = store.db.prepare('INSERT INTO meta VALUES (?, ?)');
  return { store, directory, keep: (key: string) => void insert.run(key, 'x'), keys: () => listKeys(store) };
}

const listKeys = (store: Store): unknown[] => store.db.prepare('SELECT key FROM meta ORDER BY key').pluck().all();

/** Counts transactions by the only thing that shows them: what a second connection sees. */
function openReader(directory: string) {
  const db = connectSqlite(`${directory}/hookwright.db`, { readonly: true, timeoutMs: 0 });
  const count = db.prepare('SELECT count(*) FROM meta').pluck();
  return { count: () => Number(count.get()), version: () => Number(db.pragma('data_version', { simple: true })), db };
}

test('commits all work of one turn together, and each piece answers for itself', async () => {
  const { store, directory, keep } = openKeys();
  const reader = openReader(directory);
  const before = reader.version();
  const answers = [1, 2, 3].map((n) =>
    store.commit(() => {
      keep(`key ${n}`);
      return n * 10;
    }),
  );
  expect(reader.count()).toBe(0);
  expect(await Promise.all(answers)).toEqual([10, 20, 30]);
  expect(reader.count()).toBe(3);
  expect(reader.version()).toBe(before + 1);
  reader.db.close();
  store.close();
});

test('however much comes in one turn, the event loop turns between transactions', async () => {
  const { store, directory, keep } = openKeys();
  const reader = openReader(directory);
  let answered = 0;
  for (let n = 0; n < 1000; n += 1) void store.commit(() => keep(`key ${n}`)).then(() => (answered += 1));
  const seen: number[] = [];
  while (answered < 1000) {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(reader.count());
  }
  const most = Math.max(...seen.map((count, index) => count - (seen[index - 1] ?? 0)));
  expect(most).toBeLessThanOrEqual(128);
  expect(reader.count()).toBe(1000);
  // Control: what cannot wait for a turn commits everything before it at once.
  for (let n = 0; n < 1000; n += 1) void store.commit(() => keep(`other ${n}`));
  store.commitNow(() => keep('now'));
  expect(reader.count()).toBe(2001);
  reader.db.close();
  store.close();
});

test('a transaction ends when its time is over, and what is left goes into the next one', async () => {
  const directory = makeTemporaryDirectory();
  let now = 0;
  const store = openStore({ directory, clock: { ...systemClock, monotonic: () => now } });
  const insert = store.db.prepare('INSERT INTO meta VALUES (?, ?)');
  const reader = openReader(directory);
  const countTransactions = async (msOfPiece: number, name: string): Promise<number> => {
    const before = reader.version();
    const seen = new Set<number>();
    const order: number[] = [];
    const pieces = Array.from({ length: 12 }, (_, n) =>
      store
        .commit(() => {
          now += msOfPiece;
          if (n === 5) throw new Error('This piece fails.');
          insert.run(`${name} ${n}`, 'x');
        })
        .catch(() => {})
        .then(() => {
          order.push(n);
          seen.add(reader.version() - before);
        }),
    );
    await Promise.all(pieces);
    expect(order).toEqual(pieces.map((_, n) => n));
    return seen.size;
  };
  expect(await countTransactions(3, 'slow')).toBe(4);
  // Control: pieces that take no time share one.
  expect(await countTransactions(0, 'quick')).toBe(1);
  expect(reader.count()).toBe(22);
  reader.db.close();
  store.close();
});

test('has committed when it answers', async () => {
  const { store, directory, keep } = openKeys();
  const reader = openReader(directory);
  await store.commit(() => keep('first'));
  expect(reader.count()).toBe(1);
  store.commitNow(() => keep('second'));
  expect(reader.count()).toBe(2);
  reader.db.close();
  store.close();
});

test('a piece that fails undoes itself and nobody else', async () => {
  const { store, keep, keys } = openKeys();
  const [first, second, third] = await Promise.allSettled([
    store.commit(() => keep('a')),
    store.commit(() => {
      keep('half of b');
      throw new Error('b is not possible');
    }),
    store.commit(() => keep('c')),
  ]);
  expect([first?.status, third?.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(second).toMatchObject({ status: 'rejected', reason: { message: 'b is not possible' } });
  expect(keys()).toEqual(['a', 'c']);
  store.close();
});

describe('commitNow', () => {
  test('keeps the order: what waits is committed before it', async () => {
    const { store, keep, keys } = openKeys();
    const waiting = store.commit(() => keys());
    const now = store.commitNow(() => {
      keep('now');
      return keys();
    });
    expect(now).toEqual(['now']);
    expect(await waiting).toEqual([]);
    store.close();
  });

  test('within another piece is part of it', () => {
    const { store, keep, keys } = openKeys();
    const outer = () =>
      store.commitNow(() => {
        store.commitNow(() => keep('inner'));
        throw new Error('outer');
      });
    expect(outer).toThrowError('outer');
    expect(keys()).toEqual([]);
    store.close();
  });

  test('within another piece may fail by itself', () => {
    const { store, keep, keys } = openKeys();
    store.commitNow(() => {
      keep('outer');
      const inner = (): void =>
        store.commitNow(() => {
          keep('inner');
          throw new Error('inner');
        });
      expect(inner).toThrowError('inner');
    });
    expect(keys()).toEqual(['outer']);
    store.close();
  });
});

test('closing commits what waits, and refuses what comes later', async () => {
  const { store, directory, keep } = openKeys();
  const waiting = store.commit(() => keep('just in time'));
  store.close();
  await waiting;
  await expect(store.commit(() => keep('too late'))).rejects.toMatchObject({ code: 'closing' });
  expect(() => store.commitNow(() => keep('too late'))).toThrowError(expect.objectContaining({ code: 'closing' }));
  const again = openStore({ directory });
  expect(listKeys(again)).toEqual(['just in time']);
  again.close();
});
