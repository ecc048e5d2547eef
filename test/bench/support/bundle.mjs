import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

/**
 * Builds a part of the engine as it ships and loads it: a benchmark of the sources through a transformer would measure that.
 * @param {string} entry relative to the project
 * @returns {Promise<Record<string, unknown>>}
 */
export async function loadPart(entry) {
  const name = createHash('sha256').update(entry).digest('hex').slice(0, 12);
  const outDir = join(root, '.cache', 'bench', name);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      ssr: true,
      rolldownOptions: { input: join(root, entry), output: { format: 'es', entryFileNames: 'part.mjs' } },
    },
    ssr: { noExternal: ['zod'] },
  });
  return import(pathToFileURL(join(outDir, 'part.mjs')).href);
}
