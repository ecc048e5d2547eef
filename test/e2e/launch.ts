import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ConsoleMessage, type ElectronApplication, type Page } from '@playwright/test';
import { askAgain, findFreePort } from '../../scripts/drive/open-app.mjs';
import { projectRoot } from '../../scripts/setup/cache.mjs';
import { sandboxFlags } from '../../scripts/setup/prepare.mjs';
import type { Bridge } from '../../src-preload/contract/methods.ts';

declare global {
  interface Window {
    readonly hookwright: Bridge;
  }
}

/** The virtual screen of this worker, among those that scripts/test.mjs started. What a test starts itself is on it too. */
const screen = process.env.HOOKWRIGHT_TEST_SCREENS?.split(' ')[Number(process.env.TEST_PARALLEL_INDEX)];
if (screen !== undefined) process.env.DISPLAY = screen;

/** Playwright's test runner would wait for ever, and the test's own time-out say nothing about why. */
const LONGEST_START = 60_000;
/** Long enough for an engine that gives its deliveries five seconds to end. */
const LONGEST_CLOSE = 60_000;

export interface LaunchOptions {
  /** Folder of the profile; a new one that goes away with the app where none is given. */
  profile?: string;
  /** More words for the app's command line. */
  args?: readonly string[];
  /** Capture port of a new profile; a free one where none is given. */
  capturePort?: number;
  /** What to start instead of the Electron of HOOKWRIGHT_ELECTRON. */
  executable?: string;
  /** Folder of the built app. */
  appFolder?: string;
  env?: Readonly<Record<string, string>>;
  /** Whether Chromium's sandbox is on; root alone has to do without. */
  sandbox?: boolean;
  /** Where Chromium looks for a keyring; nowhere, so that every machine is the same, when left out. */
  keyring?: 'basic' | 'gnome-libsecret';
}

export interface LaunchedApp {
  app: ElectronApplication;
  page: Page;
  profile: string;
  capturePort: number;
  /**
   * Errors of the page and of the main process so far. `close` fails while there are any: a test that provokes one looks for it
   * here and takes it out.
   */
  problems: string[];
  /** Ends the app as a person would and waits until its process is gone. */
  close(): Promise<void>;
}

function createProfile(): string {
  return mkdtempSync(join(tmpdir(), 'hookwright-profile-'));
}

function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts the built app in a real Electron and waits for its window. Use the `launch` fixture, which also ends it. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const profile = options.profile ?? createProfile();
  const capturePort = options.capturePort ?? (await findFreePort());
  const appFolder = options.appFolder ?? projectRoot;
  const app = await _electron.launch({
    executablePath: options.executable ?? findExecutable(),
    args: [
      '-r',
      join(appFolder, 'scripts', 'drive', 'hold-start.cjs'),
      appFolder,
      `--user-data-dir=${profile}`,
      `--capture-port=${capturePort}`,
      `--password-store=${options.keyring ?? 'basic'}`,
      ...(options.args ?? []),
    ],
    env: { ...inheritedEnvironment(), ...options.env },
    // Without this, Playwright takes the sandbox away from everybody.
    chromiumSandbox: options.sandbox ?? sandboxFlags().length === 0,
    // Playwright would make every page light, whatever the app says.
    colorScheme: null,
  });
  askAgain(app);
  // Kept, because Playwright forgets it when the process ends.
  const child = app.process();
  const page = await app.firstWindow({ timeout: LONGEST_START }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  const problems = await collectProblems(app);
  let closed: Promise<void> | null = null;
  return {
    app,
    page,
    profile,
    capturePort,
    problems,
    close() {
      closed ??= endApp(app, child).finally(() => {
        if (options.profile === undefined) removeProfile(profile);
      });
      return closed.then(() => {
        if (problems.length > 0) throw new Error(`The app had problems:\n${problems.join('\n')}`);
      });
    },
  };
}

interface Fixtures {
  /** Folder of a profile that goes away when the test is over. */
  profile: string;
  /** Starts the app in that profile, as often as a test needs it, and ends what still runs when the test is over. */
  launch(options?: LaunchOptions): Promise<LaunchedApp>;
}

/** The test function of end-to-end tests that look at the app as a program. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are needed from this pattern.
  profile: async ({}, use) => {
    const profile = createProfile();
    await use(profile);
    removeProfile(profile);
  },
  launch: async ({ profile }, use) => {
    const running: LaunchedApp[] = [];
    await use(async (options) => {
      const launched = await launchApp({ profile, ...options });
      running.push(launched);
      return launched;
    });
    const results = await Promise.allSettled(running.map((each) => each.close()));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  },
});

export { expect } from '@playwright/test';
export { keepSecretsForThisRun, protectSecrets, unlockSecrets } from '../../scripts/drive/vault.mjs';

function findExecutable(): string {
  const { HOOKWRIGHT_ELECTRON: path } = process.env;
  if (!path || !existsSync(path))
    throw new Error('HOOKWRIGHT_ELECTRON names no Electron. Run the tests with npm test.');
  return path;
}

function inheritedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries.filter(([name]) => name !== 'ELECTRON_RENDERER_URL'));
}

async function collectProblems(app: ElectronApplication): Promise<string[]> {
  const problems: string[] = [];
  const addMessage = (message: ConsoleMessage): void => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  };
  const addError = (error: Error): void => void problems.push(`page: ${error.stack ?? error.message}`);
  const watch = (page: Page): void => {
    page.on('console', addMessage);
    page.on('pageerror', addError);
    page.on('crash', () => problems.push('The page crashed.'));
  };
  app.process().stderr?.on('data', (chunk: Buffer) => {
    // The rest of stderr is Chromium's talk about D-Bus and graphics, which means nothing under a virtual display.
    for (const line of chunk.toString().split('\n')) if (line.startsWith('hookwright: ')) problems.push(line);
  });
  app.on('window', watch);
  // The first window is there before anybody could listen; Playwright kept what was said since.
  for (const page of app.windows()) {
    for (const message of await page.consoleMessages()) addMessage(message);
    for (const error of await page.pageErrors()) addError(error);
    watch(page);
  }
  return problems;
}

async function endApp(app: ElectronApplication, child: ChildProcess): Promise<void> {
  const gone = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
  const ended = Promise.all([app.close(), gone]).then(() => true);
  const inTime = await Promise.race([ended, wait(LONGEST_CLOSE).then(() => false)]);
  if (inTime) return;
  child.kill('SIGKILL');
  throw new Error(`The app did not end within ${LONGEST_CLOSE / 1000} s and was killed.`);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
