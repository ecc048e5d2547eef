import { Menu, type MenuItemConstructorOptions } from 'electron';

/** The few items that a system expects; everything of the product is in the window and its command palette. */
export function installMenu(options: { devTools: boolean }): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (options.devTools) view.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' });
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      // Without a "close" item: its Ctrl+W would end the app under the hands of people who close editor tabs with it.
      mac ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] },
      { role: 'editMenu' },
      { label: '&View', submenu: view },
      ...(mac ? [{ role: 'windowMenu' } as const] : []),
    ]),
  );
}
