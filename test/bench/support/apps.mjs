import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { build } from 'vite';
import { buildIfChanged } from '../../../scripts/setup/build.mjs';
import { prepareElectron, sandboxFlags } from '../../../scripts/setup/prepare.mjs';

const root = resolve(import.meta.dirname, '../../..');
const hello = join(root, 'test/bench/hello');

/**
 * @typedef {object} MeasuredApp
 * @property {string} directory what Electron is given
 * @property {string} profile
 * @property {(page: import('@playwright/test').Page) => Promise<void>} becomesUsable
 */

/**
 * The two apps that are compared: ours, in a profile that was used before, and a window with Monaco in it and nothing else.
 * @returns {Promise<{ ours: MeasuredApp, hello: MeasuredApp, electron: string, dispose(): void }>}
 */
export async function prepareApps() {
  const runtime = await prepareElectron();
  await buildIfChanged();
  await build({
    root: hello,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: join(root, '.cache/bench/hello'),
      emptyOutDir: true,
      chunkSizeWarningLimit: 9000,
      target: 'chrome130',
    },
  });
  const profiles = mkdtempSync(join(tmpdir(), 'hookwright-bench-'));
  /** @type {MeasuredApp['becomesUsable']} */
  const showsText = (page) => page.locator('.monaco-editor .view-line').first().waitFor();
  const ours = { directory: root, profile: join(profiles, 'ours'), becomesUsable: showsText };
  const helloApp = { directory: hello, profile: join(profiles, 'hello'), becomesUsable: showsText };
  const first = await open(ours);
  await keepSecretsForThisRun(first.page);
  await first.close();
  return {
    ours,
    hello: helloApp,
    electron: runtime.version,
    dispose: () => rmSync(profiles, { recursive: true, force: true }),
  };
}

/** @param {import('@playwright/test').Page} page */
async function keepSecretsForThisRun(page) {
  const button = page.getByRole('button', { name: 'Keep secrets for this run only' });
  // Where the system has a keyring nothing is asked.
  if (
    await button.waitFor({ timeout: 15_000 }).then(
      () => true,
      () => false,
    )
  )
    await button.click();
  await page.locator('.monaco-editor .view-line').first().waitFor();
}

/**
 * @param {MeasuredApp} app
 * @returns {Promise<{ page: import('@playwright/test').Page, running: import('@playwright/test').ElectronApplication, pid: number,
 *   milliseconds: number, close(): Promise<void> }>}
 *   milliseconds: from starting the process to the first line of text in the editor
 */
export async function open(app) {
  const executablePath = process.env.HOOKWRIGHT_ELECTRON ?? '';
  const start = performance.now();
  const running = await _electron.launch({
    executablePath,
    args: [...sandboxFlags(), app.directory, `--user-data-dir=${app.profile}`],
    cwd: root,
  });
  const page = await running.firstWindow();
  await app.becomesUsable(page);
  const milliseconds = performance.now() - start;
  return { page, running, pid: running.process().pid ?? 0, milliseconds, close: () => running.close() };
}
