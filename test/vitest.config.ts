import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { bundleWorkersForTests } from '../scripts/worker-entries.mjs';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  cacheDir: resolve(root, '.cache/vitest'),
  plugins: [react(), bundleWorkersForTests(resolve(root, '.cache/test-workers'))],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'test/e2e/**', 'test/bench/**', 'test/faults/**', '**/fixtures/**'],
    setupFiles: [resolve(root, 'test/fix-seed.ts')],
    globalSetup: [resolve(root, 'scripts/setup/prepare-tests.mjs')],
    // A native module that is loaded in several threads of one process is one more thing that could fail; processes are alone.
    pool: 'forks',
    // The default leaves one processor idle, which on two is half of them.
    maxWorkers: '100%',
    // Against a test that hangs, so far beyond what a busy machine takes: no time is measured here.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // What one test leaves behind must not reach the next.
    restoreMocks: true,
    unstubEnvs: true,
  },
});
