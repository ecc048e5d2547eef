import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const bench = resolve(import.meta.dirname, '../bench');

/** What is promised to be fast, by the names under which it is measured. */
const names = [
  ...['whole-way', 'replay', 'capture', 'render', 'parse', 'sign', 'keystroke', 'log-open', 'log-search'],
  ...['responsive', 'start', 'memory', 'size', 'schemes', 'slow-disk', 'written'],
];

test('everything that is promised to be fast can be measured, and a name that is unknown is refused', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(bench, 'run.mjs'), 'nothing-such'], {
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  const list = /There are: (.*)\./.exec(stderr)?.[1] ?? '';
  expect(list.split(', ').sort()).toEqual([...names].sort());
});

const files = ['rows', 'support', 'programs'].flatMap((folder) =>
  readdirSync(join(bench, folder)).map((name) => join(folder, name)),
);

test.each(files)('%s is a program that Node can read', (file) => {
  execFileSync(process.execPath, ['--check', join(bench, file)], { stdio: 'pipe' });
});
