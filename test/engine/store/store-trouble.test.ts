import { describe, expect, test } from 'vitest';
import type { Trouble } from '../../../src-main/engine/store/faults.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

/** A store whose disk is full at will: SQLite counts pages and refuses with its own SQLITE_FULL. */
function openLimited() {
  const clock = createFakeClock();
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory, clock });
  const insert = store.db.prepare('INSERT INTO meta VALUES (?, ?)');
  const told: (Trouble | null)[] = [];
  store.onTrouble((trouble) => told.push(trouble));
  const pages = (): number => Number(store.db.pragma('page_count', { simple: true }));
  return {
    store,
    directory,
    clock,
    told,
    fill: () => void store.db.pragma(`max_page_count = ${pages()}`),
    free: () => void store.db.pragma(`max_page_count = ${pages() + 10_000}`),
    keep: (key: string, bytes = 100) => void insert.run(key, 'x'.repeat(bytes)),
    keys: () => store.db.prepare('SELECT key FROM meta ORDER BY key').pluck().all(),
  };
}

const BIG = 100_000;

describe('when the disk is full', () => {
  test('a write is refused with what to do, and what was saved before stays', async () => {
    const { store, fill, keep, keys, told } = openLimited();
    store.commitNow(() => keep('before'));
    fill();
    await expect(store.commit(() => keep('too big', BIG))).rejects.toMatchObject({
      code: 'database-full',
      message: expect.stringMatching(/disk is full.*Free some space/s),
    });
    expect(keys()).toEqual(['before']);
    expect(store.trouble()).toMatchObject({ code: 'database-full' });
    expect(told).toMatchObject([{ code: 'database-full' }]);
    store.close();
  });

  test('every write of the turn that does not fit is refused, and nothing of it is half there', async () => {
    const { store, fill, keep, keys } = openLimited();
    fill();
    const results = await Promise.allSettled([
      store.commit(() => {
        keep('one');
        keep('one, big', BIG);
      }),
      store.commit(() => keep('two, big', BIG)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(keys()).toEqual([]);
    store.close();
  });

  test('later writes are refused without being tried, until there is room; then it goes on by itself', async () => {
    const { store, fill, free, keep, keys, told, clock } = openLimited();
    fill();
    await store.commit(() => keep('too big', BIG)).catch(() => {});
    let tried = false;
    const later = store.commit(() => {
      tried = true;
    });
    await expect(later).rejects.toMatchObject({ code: 'database-full' });
    expect(tried).toBe(false);
    clock.advance(5000);
    expect(store.trouble()).not.toBeNull();
    free();
    clock.advance(1000);
    expect(store.trouble()).toBeNull();
    await store.commit(() => keep('after', BIG));
    expect(keys()).toEqual(['after']);
    expect(told.map((trouble) => trouble?.code ?? null)).toEqual(['database-full', null]);
    store.close();
  });

  test('a person who tries again is not told to wait', async () => {
    const { store, fill, free, keep, told } = openLimited();
    fill();
    await store.commit(() => keep('too big', BIG)).catch(() => {});
    free();
    store.commitNow(() => keep('saved'));
    expect(told.at(-1)).toBeNull();
    store.close();
  });

  test('closing works, and everything is there at the next start', async () => {
    const { store, directory, fill, keep } = openLimited();
    store.commitNow(() => keep('before'));
    fill();
    await store.commit(() => keep('too big', BIG)).catch(() => {});
    store.close();
    const again = openStore({ directory });
    expect(again.db.prepare('SELECT key FROM meta').pluck().all()).toEqual(['before']);
    again.close();
  });
});

test('an error of one write is not taken for trouble with the disk', async () => {
  const { store, keep, told } = openLimited();
  store.commitNow(() => keep('once'));
  await expect(store.commit(() => keep('once'))).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  expect(store.trouble()).toBeNull();
  expect(told).toEqual([]);
  store.close();
});
