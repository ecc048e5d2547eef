import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as electron from 'electron';

/**
 * Electron's own default app uses these too; its published types leave them out.
 * @typedef {Electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} FullApp
 */
const app = /** @type {FullApp} */ (electron.app);

// What Electron's own default app does for `electron [-r module] <folder> …`, and the registry's build lacks: become the app in
// that folder, after loading the modules that are to come before it.
const { folder, modules } = readWords(process.argv.slice(1));
if (!folder) {
  console.error('Usage: electron [-r module] <folder of an app>');
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

const require = createRequire(import.meta.url);
for (const path of modules) require(resolve(path));

// Awaited at the top level: Electron holds its `ready` event back until then, and what an app has to do before it is done in time.
await import(pathToFileURL(join(appPath, manifest.main ?? 'index.js')).href);

/**
 * @param {readonly string[]} words
 * @returns {{ folder: string | undefined, modules: string[] }}
 */
function readWords(words) {
  const modules = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '-r' || word === '--require') modules.push(words[++index] ?? '');
    else if (!word.startsWith('-')) return { folder: word, modules };
  }
  return { folder: undefined, modules };
}
