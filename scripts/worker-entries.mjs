import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const WORKER_SOURCE = /new URL\(\s*['"](\.{1,2}\/[\w\-./]+\.worker\.ts)['"]/g;

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
      const rename = (/** @type {string} */ _whole, /** @type {string} */ path) =>
        `new URL('./${basename(path, '.ts')}.js'`;
      return { code: code.replace(WORKER_SOURCE, rename), map: null };
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

/**
 * The same for tests, which run from source: Node cannot start a thread from TypeScript, so the worker is bundled aside and
 * its URL points there.
 * @param {string} directory where bundles go
 * @returns {import('vite').Plugin}
 */
export function bundleWorkersForTests(directory) {
  return {
    name: 'hookwright:test-workers',
    async transform(code, id) {
      if (!code.includes('.worker.ts') || id.includes('node_modules')) return null;
      const matches = [...code.matchAll(WORKER_SOURCE)];
      let rewritten = code;
      for (const [whole, specifier] of matches) {
        const source = resolve(dirname(id), specifier ?? '');
        // Text that only looks like a worker's URL.
        if (!existsSync(source)) continue;
        const bundle = await bundleWorker(source, directory);
        rewritten = rewritten.replace(whole, `new URL(${JSON.stringify(pathToFileURL(bundle).href)}`);
      }
      return rewritten === code ? null : { code: rewritten, map: null };
    },
  };
}

/**
 * @param {string} source
 * @param {string} directory
 * @returns {Promise<string>} path of the bundle
 */
async function bundleWorker(source, directory) {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: source,
    platform: 'node',
    external: /^(?:node:|better-sqlite3$|undici(?:\/|$)|nodemailer$)/,
  });
  const { output } = await bundle.generate({ format: 'es', codeSplitting: false });
  await bundle.close();
  const [chunk] = output;
  // Named by content: test processes that bundle the same worker at the same moment write the same file.
  const hash = createHash('sha256').update(chunk.code).digest('hex').slice(0, 12);
  const file = join(directory, `${basename(source, '.ts')}-${hash}.mjs`);
  mkdirSync(directory, { recursive: true });
  if (!existsSync(file)) {
    writeFileSync(`${file}.${process.pid}`, chunk.code);
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}
