import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { createFakeRandom } from '../support/fake-random.ts';
import { bundleProgram, type RunningProgram, runProgram } from '../support/program.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

let program = '';
beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, 'programs/store.program.ts'));
});

const KILLS = 24;

const start = (task: string, directory: string): RunningProgram =>
  runProgram(process.execPath, [program, task, directory]);

/** Kills at a moment that comes from the seed: after so many durable rows and a little more. */
async function killSomewhere(running: RunningProgram, chance: number): Promise<number[]> {
  const wanted = 1 + Math.floor(chance * 200);
  await running.waitForLine((line) => line.startsWith('durable') && running.lines.length >= wanted);
  running.child.kill('SIGKILL');
  await running.ended;
  return running.lines.filter((line) => line.startsWith('durable ')).map((line) => Number(line.slice(8)));
}

function readRows(directory: string): { rows: Set<number>; twins: Set<number>; check: unknown } {
  const store = openStore({ directory });
  const keys = store.db.prepare('SELECT key FROM meta').pluck().all() as string[];
  const check = store.db.pragma('integrity_check', { simple: true });
  store.close();
  const collect = (prefix: string): Set<number> =>
    new Set(keys.filter((key) => key.startsWith(prefix)).map((key) => Number(key.slice(prefix.length))));
  return { rows: collect('row '), twins: collect('twin of '), check };
}

describe(`killed ${KILLS} times in the middle of commits`, () => {
  test('loses no row that it called durable, and keeps no half of one', async () => {
    const directory = makeTemporaryDirectory();
    const random = createFakeRandom('kill');
    const durable: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      durable.push(...(await killSomewhere(start('write', directory), random.float())));
      const { rows, twins, check } = readRows(directory);
      expect(check).toBe('ok');
      expect(durable.filter((row) => !rows.has(row))).toEqual([]);
      expect([...twins].sort()).toEqual([...rows].sort());
    }
    expect(durable.length).toBeGreaterThan(KILLS);
  });

  test('control: a row that is called durable before it is, is lost', async () => {
    let lost = 0;
    for (let kill = 0; kill < KILLS && lost === 0; kill += 1) {
      const directory = makeTemporaryDirectory();
      const durable = await killSomewhere(start('lie', directory), kill / KILLS);
      const { rows } = readRows(directory);
      lost += durable.filter((row) => !rows.has(row)).length;
    }
    expect(lost).toBeGreaterThan(0);
  });
});
