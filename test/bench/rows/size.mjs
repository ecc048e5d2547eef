import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lessIsBetter } from '../support/row.mjs';

const root = resolve(import.meta.dirname, '../../..');
const LIMIT_MEGABYTES = 25;

/**
 * The app's own code and data as packed for release, unpacked on disk, without Electron.
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure() {
  execFileSync(process.execPath, [join(root, 'scripts/dist.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const packed = findFolders(join(root, 'dist')).find((path) => path.endsWith('-unpacked'));
  if (packed === undefined) throw new Error('npm run dist left no unpacked folder in dist/.');
  const resources = join(packed, 'resources');
  const own = readdirSync(resources).filter((name) => name.startsWith('app'));
  const bytes = own.reduce((sum, name) => sum + sizeOf(join(resources, name)), 0);
  return [
    lessIsBetter({
      name: 'size',
      ours: bytes / 1e6,
      other: LIMIT_MEGABYTES,
      otherName: 'the limit set for it',
      unit: 'MB',
      runs: 1,
      atMost: 1,
    }),
  ];
}

/** @param {string} directory @returns {string[]} folders two levels down */
function findFolders(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return [path, ...readdirSync(path).map((name) => join(path, name))];
    });
}

/** @param {string} path @returns {number} bytes */
function sizeOf(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
