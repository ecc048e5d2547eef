import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { findWorkerEntries, rewriteWorkerUrls } from './scripts/worker-entries.mjs';

const root = import.meta.dirname;
const from = (path: string): string => resolve(root, path);

// The oldest Electron that the code runs on (33: Node 20.18, Chromium 130), not the declared one that electron-vite would take.
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

export default defineConfig({
  main: {
    plugins: [rewriteWorkerUrls()],
    build: {
      outDir: from('out/main'),
      target: nodeTarget,
      sourcemap: true,
      // zod is bundled: hundreds of small files read one by one at start cost more than the bytes used.
      externalizeDeps: { include: ['better-sqlite3', 'undici', 'nodemailer'], exclude: ['zod'] },
      rolldownOptions: {
        input: {
          index: from('src-main/index.ts'),
          engine: from('src-main/engine/engine.ts'),
          ...findWorkerEntries(from('src-main/engine')),
        },
        // Shared chunks lie beside the entries, so that a worker's URL relative to import.meta.url is right from any of them.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: from('out/preload'),
      target: nodeTarget,
      // A sandboxed preload can require nothing but electron: everything else has to be inside the one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: from('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: from('src-renderer'),
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: from('out/renderer'),
      target: chromeTarget,
      minify: true,
      // The page's policy allows fonts and scripts from 'self' only, never from data: URLs.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 5000,
      rolldownOptions: {
        input: from('src-renderer/index.html'),
        output: {
          codeSplitting: {
            groups: [
              // Vite's small import helper would else be put into Monaco's chunk, and all of Monaco be loaded before the first paint.
              { name: 'import-helper', test: /vite\/preload-helper/, priority: 2 },
              { name: 'monaco', test: /node_modules[\\/]monaco-editor[\\/]/, priority: 1 },
            ],
          },
        },
      },
    },
  },
});
