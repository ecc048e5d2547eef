import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { capture } from './run.mjs';

// Newer Debian and Ubuntu releases renamed two of these; the first name that the machine knows is taken.
const LIBRARIES = [['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3'], ['libasound2', 'libasound2t64'], ['libgbm1']];
const DISPLAY = [['xvfb'], ['xauth']];
const EMOJI = [['fonts-noto-color-emoji']];
const COMPILER = [['g++'], ['make'], ['python3']];
const FAULTS = [['strace'], ['faketime'], ['gcc'], ['libc6-dev']];
const CURL = [['curl']];
const PYTHON = [['python3'], ['python3-flask']];
const KEYRING = [['gnome-keyring'], ['dbus-daemon', 'dbus']];

/**
 * Makes sure that the shared libraries of an Electron are there, and with `virtualDisplay` what a machine without a screen needs.
 * @param {string} electron path of the executable
 * @param {{ virtualDisplay: boolean }} options
 * @returns {Promise<void>} rejects with the command to run where it may not install them itself
 */
export async function ensureElectronLibraries(electron, { virtualDisplay }) {
  if (process.platform !== 'linux') return;
  const missing = missingLibraries(electron);
  const wanted = [
    ...(missing.length > 0 ? LIBRARIES : []),
    ...(virtualDisplay && !isOnPath('Xvfb') ? DISPLAY : []),
    // Without this font, emoji in a message are empty boxes. Ugly, not fatal: nobody is asked for a password because of it.
    ...(isRoot() ? EMOJI : []),
  ];
  const [example] = missing;
  await installPackages(
    wanted,
    example
      ? `Electron misses ${example}${missing.length > 1 ? ` and ${missing.length - 1} more` : ''}`
      : 'for a machine without a screen',
  );
  const still = missingLibraries(electron);
  if (still.length > 0) throw new Error(`Electron still misses ${still.join(', ')} after the packages were installed.`);
}

/** @returns {Promise<void>} */
export async function ensureCompiler() {
  if (process.platform !== 'linux') return;
  const wanted = COMPILER.filter(([name]) => !isOnPath(name ?? ''));
  await installPackages(wanted, 'to compile the SQLite binding');
}

/**
 * A keyring for the tests to talk to.
 * @returns {Promise<void>} rejects with the command to run where it may not install it itself
 */
export async function ensureKeyring() {
  const isThere = ['gnome-keyring-daemon', 'dbus-run-session'].every(isOnPath);
  if (process.platform === 'linux' && !isThere) await installPackages(KEYRING, 'to test with a real keyring');
}

/**
 * Flask for the system's Python, on which the receivers of the services' own documents run in the tests.
 * @returns {Promise<void>} rejects with the command to run where it may not install it itself
 */
export async function ensurePythonReceivers() {
  if (process.platform !== 'linux' || spawnSync('/usr/bin/python3', ['-c', 'import flask']).status === 0) return;
  await installPackages(PYTHON, 'to run the receivers of the documents');
}

/**
 * The cURL that imports of its commands are held against.
 * @returns {Promise<void>} rejects with the command to run where it may not install it itself
 */
export async function ensureCurl() {
  if (!isOnPath('curl')) await installPackages(CURL, 'to hold imports of commands against it');
}

/**
 * What the fault tests watch and break processes with.
 * @returns {Promise<void>} rejects with the command to run where it may not install it itself
 */
export async function ensureFaultTools() {
  const isThere = ['strace', 'faketime', 'cc'].every(isOnPath);
  if (!isThere) await installPackages(FAULTS, 'to test faults of the disk, the clock and the power');
}

/**
 * A compiler for the slow disk of the benchmarks.
 * @returns {Promise<void>} rejects with the command to run where it may not install it itself
 */
export async function ensureSlowDiskTools() {
  if (!isOnPath('cc')) await installPackages([['gcc'], ['libc6-dev']], 'to measure with a slow disk');
}

/**
 * @param {string} electron
 * @returns {string[]} names of shared objects that the loader does not find
 */
function missingLibraries(electron) {
  const { stdout } = spawnSync('ldd', [electron], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name ?? '');
}

/**
 * @param {string[][]} wanted each an ordered choice of names
 * @param {string} why
 */
async function installPackages(wanted, why) {
  if (wanted.length === 0) return;
  const absent = wanted.filter((names) => !names.some(isInstalled));
  if (absent.length === 0) return;
  const hasApt = existsSync('/usr/bin/apt-get');
  const first = absent.map(([name]) => name).join(' ');
  if (!hasApt) throw new Error(`These packages, or your system's equal of them, are needed (${why}): ${first}`);
  if (!isRoot()) throw new Error(`Needed (${why}). Run this, then try again:\n  sudo apt-get install -y ${first}`);

  console.error(`Installing ${first} (${why}) …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ ...words) =>
    capture('apt-get', ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300', ...words], { env: environment });
  await apt('update');
  const { code, output } = await apt('install', '--no-install-recommends', ...absent.map(pickKnown));
  if (code !== 0) throw new Error(`apt-get could not install ${first}:\n${output.slice(-2000)}`);
}

/**
 * @param {string[]} names
 * @returns {string}
 */
function pickKnown(names) {
  return names.find((name) => spawnSync('apt-cache', ['show', name]).status === 0) ?? names[0] ?? '';
}

/**
 * @param {string} name
 * @returns {boolean}
 */
function isInstalled(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholder.
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return stdout === 'installed';
}

/**
 * @param {string} command
 * @returns {boolean}
 */
function isOnPath(command) {
  return (process.env.PATH ?? '').split(':').some((directory) => existsSync(`${directory}/${command}`));
}

/** @returns {boolean} */
function isRoot() {
  return process.getuid?.() === 0;
}
