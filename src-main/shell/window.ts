import { BrowserWindow, dialog, screen } from 'electron';
import { canvasColor, followTheme } from './theme.ts';
import type { WindowMemory } from './window-memory.ts';
import { MINIMUM_SIZE, placeWindow, type WindowPlace } from './window-place.ts';

const SAVE_DELAY = 400;
const CRASHES_IN_A_ROW = 3;
const CALM_AFTER = 60_000;

export interface WindowOptions {
  readonly url: string;
  readonly preload: string;
  readonly devTools: boolean;
  readonly place: WindowMemory['place'];
  onPlaced(place: WindowPlace): void;
}

/** Opens the window where it was last time, painted in the theme's colour until its page is there. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placeWindow(options.place, screen.getAllDisplays(), screen.getPrimaryDisplay()),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Hookwright',
    backgroundColor: canvasColor(),
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: false,
      // Asks nobody before it opens a picker, whose files a page may then change. Ours go through the engine.
      disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal',
      devTools: options.devTools,
    },
  });
  if (options.place?.maximized) window.maximize();
  // Not only once there is something to see: the coloured window is the sign that the click was heard.
  window.show();
  followTheme(window);
  rememberPlace(window, options.onPlaced);
  reloadAfterCrash(window);
  returnToPage(window, options.url);
  askBeforeClosing(window);
  void window.loadURL(options.url);
  return window;
}

/** Tells the window's place a moment after it was last changed, so that it is known even when the app is killed. */
function rememberPlace(window: BrowserWindow, onPlaced: (place: WindowPlace) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    const display = screen.getDisplayMatching(window.getBounds());
    onPlaced({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      screen: { id: display.id, bounds: display.bounds },
    });
  };
  const tellSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(tell, SAVE_DELAY);
  };
  window.on('resize', tellSoon);
  window.on('move', tellSoon);
  window.on('maximize', tellSoon);
  window.on('unmaximize', tellSoon);
  window.on('close', tell);
  window.on('closed', () => clearTimeout(timer));
}

/** The engine lives on when the page's process dies, so the page is loaded again; but not for ever. */
function reloadAfterCrash(window: BrowserWindow): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const now = performance.now();
    crashes = [...crashes.filter((at) => now - at < CALM_AFTER), now];
    if (crashes.length <= CRASHES_IN_A_ROW) window.webContents.reload();
  });
}

/** The page delays closing while a typed secret is not saved. It never delays a reload: the command that reloads has asked. */
function askBeforeClosing(window: BrowserWindow): void {
  let closing = false;
  window.on('close', () => {
    closing = true;
  });
  window.webContents.on('will-prevent-unload', (event) => {
    if (closing && !mayLoseSecret(window)) {
      closing = false;
      return;
    }
    event.preventDefault();
  });
}

function mayLoseSecret(window: BrowserWindow): boolean {
  const chosen = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: 'A secret was typed and is not saved.',
    detail: 'Close Hookwright and lose it, or keep the window open and save it.',
    buttons: ['Keep open', 'Close and lose it'],
    defaultId: 0,
    cancelId: 0,
  });
  return chosen === 1;
}

/** Chromium asks nobody before it shows about:blank, so a window that was led there is led back. */
function returnToPage(window: BrowserWindow, url: string): void {
  const ours = url.slice(0, url.lastIndexOf('/') + 1);
  window.webContents.on('did-navigate', (_event, reached) => {
    if (!reached.startsWith(ours)) void window.loadURL(url);
  });
}
