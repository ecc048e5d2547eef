import { join } from 'node:path';
import { app, type BrowserWindow, clipboard, safeStorage, session, shell } from 'electron';
import { systemClock } from '../engine/clock.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import type { KeyProtector } from '../engine/vault/key-protector.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { createDialogs } from './dialogs.ts';
import { reportInternalError, surviveInternalErrors } from './failures.ts';
import { createHostMethods } from './host-methods.ts';
import { answerCalls, createEventSender } from './ipc.ts';
import { createKeyProtector } from './key-protector.ts';
import { denyNavigation, denyNetwork, denyPermissions } from './lockdown.ts';
import { installMenu } from './menu.ts';
import { choosePageSource, isDevelopmentUrl, type PageSource } from './page-source.ts';
import { chooseProfile, type Profile } from './profile.ts';
import { createRunCall } from './run-call.ts';
import { createSecretClipboard, type SecretClipboard } from './secret-clipboard.ts';
import { createSystemProxy } from './system-proxy.ts';
import { applyTheme } from './theme.ts';
import { createUserInput } from './user-input.ts';
import { openWindow } from './window.ts';
import { readWindowMemory, type WindowMemory, writeWindowMemory } from './window-memory.ts';
import { createWorkspace, type Workspace } from './workspace.ts';
import { createMissingError, FIRST, openWorkspaceList, type WorkspaceList } from './workspace-list.ts';

const LONGEST_CLOSE = 15_000;

/** What the composition root hands over: the way to the engine, and where the other parts of the build are. */
export interface ShellParts {
  openEngine(given: {
    directory: string;
    protector: KeyProtector;
    capturePort: number | null;
    sample: boolean;
    resolveProxy: (url: string) => Promise<string>;
  }): Promise<Engine>;
  setAsideDatabase(directory: string): Promise<void>;
  readonly preload: string;
  readonly page: string;
  /** Of electron-vite's development server; undefined in everything that was built to be used. */
  readonly developmentUrl: string | undefined;
}

/**
 * Runs the desktop app: prepares what has to be before Electron is ready, opens the window, and opens the engine beside it. A
 * second start of the same profile brings the first one's window to the front and ends.
 */
export function startShell(parts: ShellParts): void {
  surviveInternalErrors();
  const profile = readProfile();
  if (!profile) {
    app.exit(2);
    return;
  }
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  sandboxEveryPage();
  registerAppScheme();
  app
    .whenReady()
    .then(() => run(parts, profile))
    .catch((error: unknown) => {
      reportInternalError(error, 'start');
      app.exit(1);
    });
}

/**
 * Every page in the sandbox, whatever its window or the command line asks for: this takes `--no-sandbox` back. Except for root,
 * for whom Chromium has no sandbox: taken back there, no page would ever start.
 */
function sandboxEveryPage(): void {
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  if (!(root && app.commandLine.hasSwitch('no-sandbox'))) app.enableSandbox();
}

function readProfile(): Profile | null {
  try {
    return chooseProfile();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'The command line cannot be read.'}\n`);
    return null;
  }
}

function run(parts: ShellParts, profile: Profile): void {
  const source = choosePageSource(app.isPackaged, parts.developmentUrl);
  const devTools = !app.isPackaged;
  lockDown(parts, source);
  const tell = createEventSender(() => window);
  const reloadPage = (): void => {
    if (!window.isDestroyed()) window.webContents.reload();
  };
  installMenu({
    devTools,
    run: (command) => tell([{ name: 'app.command', payload: { id: command } }]),
    reload: reloadPage,
  });

  const memoryPath = join(profile.directory, 'window.json');
  let memory = readWindowMemory(memoryPath);
  const remember = (change: Partial<WindowMemory>): void => {
    memory = { ...memory, ...change };
    writeWindowMemory(memoryPath, memory);
  };
  applyTheme(memory.theme);

  const input = createUserInput(systemClock.monotonic);
  const window = openWindow({
    url: source.url,
    preload: parts.preload,
    devTools,
    place: memory.place,
    onPlaced: (place) => remember({ place }),
  });
  const { id } = window.webContents;
  window.webContents.on('input-event', (_event, { type }) => input.record(type));

  const workspaces = openWorkspaceList(profile.directory);
  const workspace = openWorkspace(parts, profile, workspaces, window, (theme) => {
    if (theme === memory.theme) return;
    remember({ theme });
    applyTheme(theme);
  });
  // Whoever moved the folder comes back to this window from a file manager. What it finds is an event.
  window.on('focus', () => {
    workspace
      .engine()
      .then((engine) => engine.call('storage.check', {}))
      .catch(() => undefined);
  });
  const secrets = createSecretClipboard(clipboard, systemClock.setTimeout);
  const host = createHostMethods({
    workspace,
    clipboard: secrets,
    about: {
      version: app.getVersion(),
      platform: namePlatform(process.platform),
      electron: process.versions.electron ?? '',
    },
    workspaces,
    dialogs: createDialogs(window),
    reloadPage,
    wasTouched: input.wasRecent,
    openExternal: (url) => shell.openExternal(url),
    openFolder: (path) => shell.openPath(path),
  });
  answerCalls({
    trusted: { origin: source.origin, isOurs: (webContentsId) => webContentsId === id },
    run: createRunCall(workspace, host),
    isClosing: workspace.isClosing,
    onInternalError: reportInternalError,
  });
  app.on('second-instance', () => bringToFront(window));
  closeInOrder(workspace, secrets);
}

function lockDown(parts: ShellParts, source: PageSource): void {
  const isDevelopment = (url: string): boolean => isDevelopmentUrl(source, url);
  denyNavigation(isDevelopment);
  denyPermissions(session.defaultSession);
  denyNetwork(session.defaultSession, isDevelopment, source.development);
  if (!source.development) serveApp(session.defaultSession, parts.page);
}

function openWorkspace(
  parts: ShellParts,
  profile: Profile,
  workspaces: WorkspaceList,
  window: BrowserWindow,
  onTheme: (theme: WindowMemory['theme']) => void,
): Workspace {
  const protector = createKeyProtector(safeStorage, process.platform);
  const resolveProxy = createSystemProxy();
  const send = createEventSender(() => window);
  let readTheme: () => Promise<void> = async () => undefined;
  return createWorkspace(
    {
      async open() {
        const { id, directory, missing } = workspaces.current();
        if (missing) throw createMissingError(directory);
        const { capturePort } = profile;
        return parts.openEngine({ directory, protector, capturePort, sample: id === FIRST, resolveProxy });
      },
      async setAside() {
        await parts.setAsideDatabase(workspaces.current().directory);
        workspaces.noteSetAside();
      },
    },
    {
      onOpened(engine) {
        workspaces.noteOpened();
        readTheme = async () => onTheme((await engine.call('settings.get', {})).theme);
        readTheme().catch((error: unknown) => reportInternalError(error, 'settings.get'));
      },
      onEvents(events) {
        send(events);
        if (!events.some(({ name }) => name === 'settings.changed')) return;
        readTheme().catch((error: unknown) => reportInternalError(error, 'settings.get'));
      },
      onFailed(error) {
        if (!(error instanceof EngineError)) reportInternalError(error, 'start');
      },
    },
  );
}

function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Lets the window go first, so that what it still saves is heard, then ends the engine, then the process. */
function closeInOrder(workspace: Workspace, secrets: SecretClipboard): void {
  let ending = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    // The engine gives its deliveries 5 s; a disk that hangs must not keep a windowless process for ever.
    setTimeout(() => app.exit(1), LONGEST_CLOSE);
    Promise.allSettled([secrets.clear(), workspace.close()]).then((results) => {
      for (const result of results) if (result.status === 'rejected') reportInternalError(result.reason, 'background');
      // Not at once: as long as Electron is inside `will-quit`, it overhears everything that would end it.
      setImmediate(() => app.exit(0));
    });
  });
}

function namePlatform(platform: NodeJS.Platform): 'linux' | 'darwin' | 'win32' {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
