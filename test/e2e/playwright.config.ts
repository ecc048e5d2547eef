import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
const screens = (process.env.HOOKWRIGHT_TEST_SCREENS ?? '').split(' ');

// Started by scripts/test.mjs, which prepares the Electron named in HOOKWRIGHT_ELECTRON, the display and the build.
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '**/*.e2e.ts',
  outputDir: resolve(root, 'test-results/e2e'),
  // One window at a time on each screen: a screen has one keyboard focus and one clipboard.
  workers: screens.length,
  fullyParallel: true,
  // A test that passes on its second try is a test that fails.
  retries: 0,
  // Against a test that hangs, so far beyond what a busy machine takes: no time is measured here.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: resolve(root, '.cache/results/e2e.json') }]],
});
