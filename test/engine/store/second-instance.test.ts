import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import { bundleProgram, runProgram } from '../support/program.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

let program = '';
beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, 'programs/store.program.ts'));
});

const start = (task: string, directory: string) => runProgram(process.execPath, [program, task, directory]);
const inUse = expect.objectContaining({ code: 'database-in-use', message: expect.stringMatching(/Close Hookwright/) });

test('refuses a second engine in the same process, and lets it in when the first is closed', () => {
  const directory = makeTemporaryDirectory();
  const first = openStore({ directory });
  expect(() => openStore({ directory })).toThrowError(inUse);
  // Once more: the refused attempt must not have taken the lock away.
  expect(() => openStore({ directory })).toThrowError(inUse);
  first.close();
  openStore({ directory }).close();
});

test('refuses a second engine in another process, also after one was refused in the first', async () => {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  expect(() => openStore({ directory })).toThrowError(inUse);
  const other = start('close', directory);
  expect(await other.waitForLine(() => true)).toMatch(/^failed database-in-use/);
  store.commitNow(() => store.db.exec("INSERT INTO meta VALUES ('still', 'writing')"));
  store.close();
});

test('is let in when the other process was killed', async () => {
  const directory = makeTemporaryDirectory();
  const other = start('hold', directory);
  await other.waitForLine((line) => line === 'open');
  expect(() => openStore({ directory })).toThrowError(inUse);
  other.child.kill('SIGKILL');
  await other.ended;
  openStore({ directory }).close();
});

describe('with the file of the lock removed, or an empty one in its place', () => {
  const spoil = (directory: string, how: string): void => {
    const lock = join(directory, 'hookwright.lock');
    rmSync(lock);
    if (how === 'empty') writeFileSync(lock, '');
  };

  test.each(['removed', 'empty'])('%s: a second engine is refused all the same, however often it tries', (how) => {
    const directory = makeTemporaryDirectory();
    const store = openStore({ directory });
    spoil(directory, how);
    expect(() => openStore({ directory })).toThrowError(inUse);
    expect(() => openStore({ directory })).toThrowError(inUse);
    store.commitNow(() => store.db.exec("INSERT INTO meta VALUES ('still', 'writing')"));
    store.close();
    const again = openStore({ directory });
    expect(again.db.prepare('SELECT key FROM meta').pluck().all()).toEqual(['still']);
    expect(() => openStore({ directory })).toThrowError(inUse);
    again.close();
  });

  test('so is one of another process', async () => {
    const directory = makeTemporaryDirectory();
    const store = openStore({ directory });
    spoil(directory, 'removed');
    expect(await start('close', directory).waitForLine(() => true)).toMatch(/^failed database-in-use/);
    store.close();
  });

  test('control: with nobody there it opens, and a reader is let in beside it', () => {
    const directory = makeTemporaryDirectory();
    openStore({ directory }).close();
    spoil(directory, 'removed');
    const store = openStore({ directory });
    const reader = connectSqlite(join(directory, 'hookwright.db'), { readonly: true, timeoutMs: 0 });
    expect(reader.prepare('SELECT count(*) FROM meta').pluck().get()).toBe(0);
    store.close();
    // The next start finds its lock, and asks the database nothing that would shut the reader out.
    openStore({ directory }).close();
    reader.close();
  });
});

test('control: the database by itself would let a second one in', () => {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  const other = connectSqlite(join(directory, 'hookwright.db'), { timeoutMs: 0 });
  other.exec("INSERT INTO meta VALUES ('from', 'another')");
  other.close();
  store.close();
});
