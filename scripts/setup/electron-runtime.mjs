import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheDirectory, withLock } from './cache.mjs';
import { capture } from './run.mjs';
import { ensureStandIn, STAND_IN_VERSION } from './stand-in.mjs';

const PROBE_MILLISECONDS = 6_000;
const DOWNLOAD_MILLISECONDS = 15 * 60_000;
const ONE_DAY = 24 * 60 * 60_000;

/**
 * @typedef {object} ElectronRuntime
 * @property {string} path the executable
 * @property {string} directory what ELECTRON_OVERRIDE_DIST_PATH wants
 * @property {string} version
 * @property {boolean} standIn true where the declared Electron could not be had
 * @property {number | null} napi version of Node-API, where it is known without starting it
 */

/**
 * Finds the Electron to run: the one given by ELECTRON_OVERRIDE_DIST_PATH, the declared one (downloaded now where that works),
 * or the stand-in from the package registry.
 * @returns {Promise<ElectronRuntime>}
 */
export async function findElectron() {
  const declared = declaredElectron();
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return describe(given, join(given, declared.file), false);
  if (isDownloaded(declared)) return describeDeclared(declared);

  return withLock('electron', async () => {
    if (isDownloaded(declared)) return describeDeclared(declared);
    if (await download(declared)) return describeDeclared(declared);
    const directory = await ensureStandIn();
    return describe(directory, join(directory, 'electron'), true);
  });
}

/**
 * Tells the tools that look for an Electron by themselves (the electron package, electron-vite, the test helpers) where it is.
 * @param {ElectronRuntime} runtime
 */
export function exportElectron(runtime) {
  process.env.HOOKWRIGHT_ELECTRON = runtime.path;
  process.env.ELECTRON_EXEC_PATH = runtime.path;
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.directory;
}

/** @typedef {ReturnType<typeof declaredElectron>} DeclaredElectron */

function declaredElectron() {
  const manifest = createRequire(import.meta.url).resolve('electron/package.json');
  const home = dirname(manifest);
  const { version } = /** @type {{ version: string }} */ (JSON.parse(readFileSync(manifest, 'utf8')));
  const files = new Map([
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
    ['win32', 'electron.exe'],
  ]);
  const file = files.get(process.platform) ?? 'electron';
  return { home, version, file, path: join(home, 'dist', file) };
}

/**
 * @param {DeclaredElectron} declared
 * @returns {boolean}
 */
function isDownloaded({ home, version, path }) {
  // path.txt is written last by the package's own installer: without it an extraction was cut off.
  const versionFile = join(home, 'dist', 'version');
  if (!existsSync(join(home, 'path.txt')) || !existsSync(path) || !existsSync(versionFile)) return false;
  return readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === version;
}

/**
 * @param {DeclaredElectron} declared
 * @returns {Promise<boolean>}
 */
async function download(declared) {
  const memory = join(cacheDirectory(), 'electron', `${declared.version}.unreachable`);
  const retry = process.env.HOOKWRIGHT_RETRY_DOWNLOAD === '1';
  if (!retry && existsSync(memory) && Date.now() - statSync(memory).mtimeMs < ONE_DAY) return false;

  if (await isReachable(declared)) {
    console.error(`Downloading Electron ${declared.version} …`);
    const installer = join(declared.home, 'install.js');
    const { code, output } = await capture(process.execPath, [installer], { timeout: DOWNLOAD_MILLISECONDS });
    if (code === 0 && isDownloaded(declared)) return true;
    console.error(output.trim().split('\n').slice(0, 3).join('\n'));
  }
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, '');
  console.error(
    `Electron ${declared.version} cannot be downloaded from here. Using ${STAND_IN_VERSION} from the package registry instead, ` +
      'for development and tests. HOOKWRIGHT_RETRY_DOWNLOAD=1 tries again; otherwise it is tried again in a day.',
  );
  return false;
}

/**
 * Asks for the file's head before downloading it: a closed network is noticed in seconds, and a slow one is not cut off.
 * @param {DeclaredElectron} declared
 * @returns {Promise<boolean>}
 */
async function isReachable({ version }) {
  const { ELECTRON_MIRROR, npm_config_electron_mirror, HTTPS_PROXY, https_proxy } = process.env;
  // Behind a proxy only the installer knows the way.
  if (HTTPS_PROXY || https_proxy) return true;
  const mirror =
    ELECTRON_MIRROR ?? npm_config_electron_mirror ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const url = new URL(`v${version}/SHASUMS256.txt`, mirror);
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MILLISECONDS) });
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * @param {DeclaredElectron} declared
 * @returns {ElectronRuntime}
 */
function describeDeclared(declared) {
  return describe(join(declared.home, 'dist'), declared.path, false);
}

/**
 * @param {string} directory
 * @param {string} path
 * @param {boolean} standIn
 * @returns {ElectronRuntime}
 */
function describe(directory, path, standIn) {
  if (!existsSync(path)) throw new Error(`There is no Electron at ${path}.`);
  const version = readFileSync(join(directory, 'version'), 'utf8').trim().replace(/^v/, '');
  // Electron took Node-API 10 with the Node 22.14 of its version 35.
  const napi = Number.parseInt(version, 10) >= 36 ? 10 : 9;
  return { path, directory, version, standIn, napi };
}
