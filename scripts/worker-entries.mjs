import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const WORKER_URL = /(new URL\(\s*['"]\.{1,2}\/(?:[\w-]+\/)*)([\w-]+\.worker)\.ts(['"]\s*,\s*import\.meta\.url)/g;

/**
 * Worker threads cannot be found by following imports, so each file named `*.worker.ts` is a build entry of its own.
 * @param {string} directory
 * @returns {Record<string, string>} entry name (`writer.worker`) to absolute path
 */
export function findWorkerEntries(directory) {
  /** @type {Record<string, string>} */
  const entries = {};
  for (const path of listFiles(directory)) {
    if (!path.endsWith('.worker.ts')) continue;
    const name = basename(path, '.ts');
    if (name in entries) throw new Error(`Two workers are called ${name}: ${entries[name]} and ${path}`);
    entries[name] = path;
  }
  return entries;
}

/**
 * Source code says `new URL('./writer.worker.ts', import.meta.url)`, which an editor can follow; in the build every entry
 * is a `.js` file in one flat folder.
 * @returns {import('vite').Plugin}
 */
export function rewriteWorkerUrls() {
  return {
    name: 'hookwright:worker-urls',
    apply: 'build',
    transform(code) {
      if (!code.includes('.worker.ts')) return null;
      return { code: code.replace(WORKER_URL, "new URL('./$2.js$3"), map: null };
    },
  };
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function listFiles(directory) {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? listFiles(path) : [path];
    });
  } catch {
    return [];
  }
}
