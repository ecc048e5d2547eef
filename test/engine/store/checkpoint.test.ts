import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import type { Store } from '../../../src-main/engine/store/store.ts';
import { bundleProgram, runProgram } from '../support/program.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const MEGABYTE = 1024 * 1024;

/** Writes 64 KiB in a transaction of its own, over and over the same rows. */
function createWriter(store: Store) {
  const insert = store.db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
  let written = 0;
  return async () => {
    written += 1;
    // SQLite writes no page that is as it was.
    await store.commit(() => void insert.run(`row ${written % 100}`, String(written % 7).repeat(64 * 1024)));
    await nextTurn();
  };
}

test('the log begins anew while writing goes on, and no commit moves it into the database', async () => {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  const write = createWriter(store);
  const sizeOf = (name: string): number => statSync(join(directory, name)).size;
  // A commit would do it itself from here on, at 4 KiB a page.
  const automatic = Number(store.db.pragma('wal_autocheckpoint', { simple: true })) * 4096;
  let transactions = 0;
  let largest = 0;
  // Far more than fits into the log before a commit would have to empty it.
  while (transactions < 1300) {
    await write();
    transactions += 1;
    largest = Math.max(largest, sizeOf('hookwright.db-wal'));
  }
  expect(transactions * 64 * 1024).toBeGreaterThan(automatic);
  expect(largest).toBeLessThan(automatic);
  store.close();
  expect(sizeOf('hookwright.db')).toBeGreaterThan(6 * MEGABYTE);
});

test('control: while somebody reads an old state, the same writing fills the log', async () => {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  const write = createWriter(store);
  await write();
  const reader = connectSqlite(join(directory, 'hookwright.db'), { readonly: true, timeoutMs: 0 });
  reader.exec('BEGIN');
  expect(reader.prepare('SELECT count(*) FROM meta').pluck().get()).toBe(1);
  for (let transaction = 0; transaction < 500; transaction += 1) await write();
  expect(statSync(join(directory, 'hookwright.db-wal')).size).toBeGreaterThan(500 * 64 * 1024);
  reader.close();
  store.close();
});

test('closing waits for a checkpoint under way, and leaves nothing in the log', async () => {
  for (let round = 0; round < 5; round += 1) {
    const directory = makeTemporaryDirectory();
    const store = openStore({ directory });
    const write = createWriter(store);
    for (let transaction = 0; transaction < 98 + round; transaction += 1) await write();
    store.close();
    expect(existsSync(join(directory, 'hookwright.db-wal'))).toBe(false);
    expect(existsSync(join(directory, 'hookwright.clean'))).toBe(true);
    const again = openStore({ directory });
    expect(again.db.prepare('SELECT count(*) FROM meta').pluck().get()).toBeGreaterThan(60);
    again.close();
  }
});

test('a process with nothing else to do waits for it, and ends by itself', async () => {
  const program = await bundleProgram(join(import.meta.dirname, 'programs/checkpoint.program.ts'));
  const running = runProgram(process.execPath, [program, makeTemporaryDirectory()]);
  expect(await running.ended).toBe(0);
});
