// The long form of the fault tests, and their figures as a table.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './setup/cache.mjs';
import { exitWith } from './setup/launch.mjs';
import { run } from './setup/run.mjs';

/** @typedef {{ promise: number, what: string, figure: string }} Figure */

const figures = join(projectRoot, '.cache', 'results', 'fault-figures.jsonl');

await exitWith(async () => {
  mkdirSync(join(figures, '..'), { recursive: true });
  rmSync(figures, { force: true });
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const words = ['run', '--config', 'test/faults/vitest.config.ts', ...process.argv.slice(2)];
  const env = { ...process.env, HOOKWRIGHT_FAULTS: 'long', HOOKWRIGHT_FAULT_FIGURES: figures };
  const code = await run(process.execPath, [vitest, ...words], { cwd: projectRoot, env });
  printTable(readFigures());
  return code;
});

/** @returns {Figure[]} by the number of the promise */
function readFigures() {
  if (!existsSync(figures)) return [];
  const lines = readFileSync(figures, 'utf8').trimEnd().split('\n');
  return lines.map((line) => /** @type {Figure} */ (JSON.parse(line))).sort((a, b) => a.promise - b.promise);
}

/** @param {Figure[]} rows */
function printTable(rows) {
  console.log('\n| promise | what | figure |\n|---|---|---|');
  for (const { promise, what, figure } of rows) console.log(`| ${promise} | ${what} | ${figure} |`);
}
