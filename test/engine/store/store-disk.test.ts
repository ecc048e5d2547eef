import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { bundleProgram, type RunningProgram, runProgram } from '../support/program.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

let program = '';
beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, 'programs/store.program.ts'));
});

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

const isDurable = (line: string): boolean => line.startsWith('durable');
const count = ({ lines }: RunningProgram): number => lines.filter(isDurable).length;

/** Ends the program and compares what it called durable with what is there. */
async function findLost(running: RunningProgram, directory: string): Promise<string[]> {
  running.child.kill('SIGKILL');
  await running.ended;
  const store = openStore({ directory });
  const keys = new Set(store.db.prepare('SELECT key FROM meta').pluck().all());
  expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
  store.close();
  return running.lines.filter((line) => isDurable(line) && !keys.has(`row ${line.slice(8)}`));
}

describe.runIf(process.platform !== 'win32')('limits and permissions', () => {
  test('a file that may not grow: writes are refused, the process lives, nothing durable is lost', async () => {
    const directory = makeTemporaryDirectory();
    const command = `trap '' XFSZ; ulimit -f 1200; exec "$0" "$@"`;
    const running = runProgram('sh', ['-c', command, process.execPath, program, 'drip', directory]);
    await running.waitForLine((line) => line === 'refused database-failed');
    expect(running.child.exitCode).toBeNull();
    expect(count(running)).toBeGreaterThan(0);
    expect(await findLost(running, directory)).toEqual([]);
  });

  /** Runs as somebody who is not root, on files that belong to them. */
  function runAsOrdinaryUser(directory: string): RunningProgram {
    const env = { ...process.env, ...(isRoot ? { STEP_DOWN_TO: String(NOBODY) } : {}) };
    return runProgram(process.execPath, [program, 'close', directory], { env });
  }

  function giveAway(...paths: string[]): void {
    if (isRoot) for (const path of paths) chownSync(path, NOBODY, NOBODY);
  }

  test('a database that may only be read is refused and stays as it is', async () => {
    const parent = makeTemporaryDirectory();
    const directory = join(parent, 'workspace');
    openStore({ directory }).close();
    const database = join(directory, 'hookwright.db');
    chmodSync(database, 0o400);
    giveAway(parent, directory, database, join(directory, 'hookwright.lock'), join(directory, 'hookwright.clean'));
    const before = readFileSync(database);
    const running = runAsOrdinaryUser(directory);
    expect(await running.waitForLine(() => true)).toMatch(/^failed database-read-only .*Take the protection away/);
    expect(readFileSync(database).equals(before)).toBe(true);
    expect(statSync(database).mode & 0o777).toBe(0o400);
    chmodSync(database, 0o600);
    expect(await runAsOrdinaryUser(directory).waitForLine(() => true)).toBe('open');
  });

  test('a folder of somebody else is refused', async () => {
    const parent = makeTemporaryDirectory();
    chmodSync(parent, 0o755);
    const directory = isRoot ? join(parent, 'workspace') : '/usr/hookwright-test';
    if (isRoot) mkdirSync(directory, { mode: 0o755 });
    const running = runAsOrdinaryUser(directory);
    expect(await running.waitForLine(() => true)).toMatch(/^failed directory-unwritable .*choose another folder/);
  });
});
