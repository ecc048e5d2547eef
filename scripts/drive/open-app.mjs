import { createServer } from 'node:net';
import { join } from 'node:path';
import { _electron, expect } from '@playwright/test';
import { projectRoot } from '../setup/cache.mjs';
import { sandboxFlags } from '../setup/prepare.mjs';

/** @typedef {import('@playwright/test').ElectronApplication} ElectronApplication */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} Options
 * @property {string} profile folder of the profile; made where it is missing
 * @property {number} [capturePort] for the first start of a profile
 * @property {{ width: number, height: number }} [size] of the page, in pixels; as the app remembers it when left out
 * @property {NodeJS.ProcessEnv} [env] in place of this process's own
 */

/**
 * @typedef {object} OpenApp
 * @property {ElectronApplication} app
 * @property {Page} page
 * @property {() => Promise<void>} close closes the window as a person does, and waits for the process to end
 */

/**
 * Opens the app as built, on the Electron that `prepareElectron` named. Nothing in the app knows that it is driven.
 * @param {Options} options
 * @returns {Promise<OpenApp>}
 */
export async function openApp({ profile, capturePort, size, env }) {
  const executablePath = process.env.HOOKWRIGHT_ELECTRON;
  if (!executablePath) throw new Error('HOOKWRIGHT_ELECTRON names no Electron. Run prepareElectron() first.');
  const app = await _electron.launch({
    executablePath,
    args: [
      '-r',
      join(import.meta.dirname, 'hold-start.cjs'),
      projectRoot,
      `--user-data-dir=${profile}`,
      // The same on every machine: without a keyring, the app asks for a passphrase.
      '--password-store=basic',
      '--force-prefers-reduced-motion',
      ...(capturePort === undefined ? [] : [`--capture-port=${capturePort}`]),
    ],
    cwd: projectRoot,
    ...(env === undefined ? {} : { env: withoutGaps(env) }),
    // Without this, Playwright takes the sandbox away from everybody.
    chromiumSandbox: sandboxFlags().length === 0,
    // Playwright would otherwise pretend to the page that the system's theme is light, whatever the app says.
    colorScheme: null,
  });
  askAgain(app);
  const page = await app.firstWindow();
  if (size) await resizeWindow(app, page, size);
  return { app, page, close: () => closeWindow(app, page) };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function withoutGaps(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const LOST_ANSWER = 'promise was garbage collected';
const MOST_TRIES = 5;

/**
 * Repeats a question to the main process whose answer was lost: on a busy machine its inspector now and then loses one to the
 * garbage collector. Questions that set or read something can be repeated without harm.
 * @param {ElectronApplication} app
 */
export function askAgain(app) {
  Object.assign(app, {
    evaluate: again(app.evaluate.bind(app)),
    browserWindow: again(app.browserWindow.bind(app)),
  });
}

/**
 * @template {unknown[]} Words
 * @template Answer
 * @param {(...words: Words) => Promise<Answer>} ask
 * @returns {(...words: Words) => Promise<Answer>}
 */
function again(ask) {
  return async (...words) => {
    for (let tries = 1; ; tries++) {
      try {
        return await ask(...words);
      } catch (error) {
        if (tries === MOST_TRIES || !String(error).includes(LOST_ANSWER)) throw error;
      }
    }
  };
}

/**
 * Gives the page a size, as dragging the window's edge does.
 * @param {ElectronApplication} app
 * @param {Page} page
 * @param {{ width: number, height: number }} size
 * @returns {Promise<void>}
 */
export async function resizeWindow(app, page, size) {
  const window = await app.browserWindow(page);
  await again(() => window.evaluate((shown, { width, height }) => shown.setContentSize(width, height), size))();
  await expect.poll(() => measurePage(page)).toEqual(size);
}

/**
 * @param {Page} page
 * @returns {Promise<{ width: number, height: number }>}
 */
function measurePage(page) {
  return page.evaluate(() => {
    const { innerWidth, innerHeight } = /** @type {{ innerWidth: number, innerHeight: number }} */ (
      /** @type {unknown} */ (globalThis)
    );
    return { width: innerWidth, height: innerHeight };
  });
}

/**
 * @param {ElectronApplication} app
 * @param {Page} page
 */
async function closeWindow(app, page) {
  const process = app.process();
  const ended = new Promise((settle) => process.once('exit', settle));
  // Not page.close(): that ends the page without its farewell, in which the last keystrokes are written.
  const window = await app.browserWindow(page);
  await window.evaluate((shown) => shown.close()).catch(() => undefined);
  await ended;
}

const FIRST_PORT = 10_000;
/** Linux gives the ports from 32768 on, and other systems higher ones, to connections that name none. */
const LAST_PORT = 32_767;

/**
 * A port on which nothing listens at this moment, and which the system gives to nobody unasked before the app takes it.
 * @returns {Promise<number>}
 */
export async function findFreePort() {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    if (await isFree(port)) return port;
  }
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(false));
    server.listen(port, '127.0.0.1', () => server.close(() => settle(true)));
  });
}
