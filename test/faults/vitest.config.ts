import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { bundleWorkersForTests } from '../../scripts/worker-entries.mjs';
import { isLong } from './support/amounts.ts';

const root = resolve(import.meta.dirname, '../..');

/** Tests that kill, starve and cut off. Two files run side by side; in the long form, which measures, each file runs alone. */
export default defineConfig({
  root,
  cacheDir: resolve(root, '.cache/vitest-faults'),
  plugins: [bundleWorkersForTests(resolve(root, '.cache/test-workers'))],
  test: {
    include: ['test/faults/**/*.test.ts'],
    setupFiles: [resolve(root, 'test/fix-seed.ts')],
    globalSetup: [resolve(root, 'scripts/setup/prepare-fault-tests.mjs')],
    pool: 'forks',
    fileParallelism: !isLong,
    maxWorkers: isLong ? 1 : 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    retry: 0,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
