import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

app.enableSandbox();
await app.whenReady();
const window = new BrowserWindow({ width: 1280, height: 800 });
await window.loadFile(join(import.meta.dirname, '../../../.cache/bench/hello/index.html'));
app.on('window-all-closed', () => app.quit());
