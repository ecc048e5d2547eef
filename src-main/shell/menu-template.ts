import type { MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  mac: boolean;
  devTools: boolean;
  /** Runs a command of the window by its id. */
  run(command: string): void;
  reload(): void;
}

/** An item for a command of the window, which listens to the key itself; here it is only shown. */
function toItem(label: string, accelerator: string, run: () => void): MenuItemConstructorOptions {
  return { label, accelerator, registerAccelerator: false, click: run };
}

/** The few items that a system expects, and what takes a deletion back; the rest is in the window and its command palette. */
export function createMenuTemplate({ mac, devTools, run, reload }: MenuOptions): MenuItemConstructorOptions[] {
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'delete' },
    { role: 'selectAll' },
    { type: 'separator' },
    toItem('Restore what was deleted last', 'CmdOrCtrl+Shift+T', () => run('deleted.restore')),
    toItem('Recently deleted…', 'CmdOrCtrl+Shift+X', () => run('deleted.show')),
  ];
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  // No `reload` role: its Ctrl+R is the key of a replay, and a reload throws away what is typed.
  if (devTools)
    view.push({ type: 'separator' }, { label: 'Reload the page', click: reload }, { role: 'toggleDevTools' });
  return [
    // Without a "close" item: its Ctrl+W would end the app under the hands of people who close editor tabs with it.
    mac ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] },
    { label: '&Edit', submenu: edit },
    { label: '&View', submenu: view },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
  ];
}
