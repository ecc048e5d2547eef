import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore, openStoreAside } from '../../../src-main/engine/store/open-store.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const PAGE = 4096;

/** A database of 12 MB that was not closed in order. */
function makeLargeWorkspace(): string {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  const insert = store.db.prepare('INSERT INTO meta VALUES (?, ?)');
  store.commitNow(() => {
    for (let row = 0; row < 12_000; row += 1) insert.run(`row ${row}`, 'x'.repeat(1000));
  });
  store.close();
  rmSync(join(directory, 'hookwright.clean'));
  return directory;
}

/** How often the event loop turns while something is waited for. */
async function countTurns<Result>(
  work: Promise<Result>,
): Promise<{ turns: number; result: PromiseSettledResult<Result> }> {
  let turns = 0;
  let over = false;
  const settled = Promise.allSettled([work]).then(([result]) => {
    over = true;
    return result;
  });
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  return { turns, result: await settled };
}

test('a large database that was not closed in order is looked through beside everything else', async () => {
  const directory = makeLargeWorkspace();
  const { turns, result } = await countTurns(openStoreAside({ directory }));
  expect(turns).toBeGreaterThan(10);
  expect(result.status).toBe('fulfilled');
  if (result.status !== 'fulfilled') return;
  expect(result.value.db.prepare('SELECT count(*) FROM meta').pluck().get()).toBe(12_000);
  result.value.close();
  // Control: one that was closed in order is not looked through, and opens at once.
  const again = await countTurns(openStoreAside({ directory }));
  expect(again.turns).toBeLessThan(3);
  if (again.result.status === 'fulfilled') again.result.value.close();
});

test('a damaged page in it is found all the same, and no byte is changed', async () => {
  const directory = makeLargeWorkspace();
  const database = join(directory, 'hookwright.db');
  const content = readFileSync(database);
  Buffer.alloc(PAGE / 2, 0xa5).copy(content, PAGE * 1500);
  writeFileSync(database, content);
  const hash = (): string => createHash('sha256').update(readFileSync(database)).digest('hex');
  const before = hash();
  const copy = join(makeTemporaryDirectory(), 'copy');
  cpSync(directory, copy, { recursive: true });
  await expect(openStoreAside({ directory })).rejects.toMatchObject({
    code: 'database-damaged',
    message: expect.stringMatching(/damaged.*backup/s),
    detail: { subject: database },
  });
  expect(hash()).toBe(before);
  // It is free again, and the same is found without the thread.
  expect(() => openStore({ directory })).toThrowError(expect.objectContaining({ code: 'database-damaged' }));
  expect(() => openStore({ directory: copy })).toThrowError(expect.objectContaining({ code: 'database-damaged' }));
});
