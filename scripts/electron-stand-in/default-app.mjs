import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as electron from 'electron';

/**
 * Electron's own default app uses these too; its published types leave them out.
 * @typedef {Electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} FullApp
 */
const app = /** @type {FullApp} */ (electron.app);

// What Electron's own default app does for `electron <folder> …`, and the registry's build lacks: become the app in that folder.
const folder = process.argv.slice(1).find((word) => !word.startsWith('-'));
if (!folder) {
  console.error('Usage: electron <folder of an app>');
  process.exit(1);
}
const appPath = resolve(folder);
const manifest = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'));

Object.assign(process, { defaultApp: true });
app.setName(manifest.productName ?? manifest.name ?? basename(appPath));
app.setVersion(manifest.version ?? '0.0.0');
app.setAppPath(appPath);
app.setPath('userData', join(app.getPath('appData'), app.getName()));
app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`);

// Awaited at the top level: Electron holds its `ready` event back until then, and what an app has to do before it is done in time.
await import(pathToFileURL(join(appPath, manifest.main ?? 'index.js')).href);
