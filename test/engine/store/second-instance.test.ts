import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
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

test('control: the database by itself would let a second one in', () => {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  const other = connectSqlite(join(directory, 'hookwright.db'), { timeoutMs: 0 });
  other.exec("INSERT INTO meta VALUES ('from', 'another')");
  other.close();
  store.close();
});
