import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

// Chromium does not start its sandbox for root.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.on('window-all-closed', () => app.quit());
// Not awaited: Electron becomes ready only when this module has been evaluated.
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800 });
  window.loadFile(join(import.meta.dirname, '../../../.cache/bench/hello/index.html'));
});
