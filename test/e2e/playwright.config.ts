import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');

// Started by scripts/test.mjs, which prepares the Electron named in HOOKWRIGHT_ELECTRON, the display and the build.
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '**/*.e2e.ts',
  outputDir: resolve(root, 'test-results/e2e'),
  // One window at a time: the tests share a screen and its keyboard focus.
  workers: 1,
  fullyParallel: false,
  // A test that passes on its second try is a test that fails.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: resolve(root, '.cache/results/e2e.json') }]],
});
