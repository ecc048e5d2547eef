import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const projectRoot = resolve(import.meta.dirname, '../..');

/**
 * Where things that take minutes to get are kept. Not in the project: a fresh clone or an `npm ci` should not fetch and compile again.
 * @returns {string}
 */
export function cacheDirectory() {
  const { HOOKWRIGHT_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (HOOKWRIGHT_CACHE) return resolve(HOOKWRIGHT_CACHE);
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'hookwright-tools');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'hookwright-tools');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hookwright-tools');
}

/**
 * Runs `work` while no other process runs work under the same name. A holder that was killed is noticed by its process id.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const lock = join(cacheDirectory(), `${name}.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited = 0; !tryTake(lock); waited += 1) {
    if (waited === 20) console.error(`Waiting for another process that is preparing ${name} …`);
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * @param {string} lock
 * @returns {boolean}
 */
function tryTake(lock) {
  try {
    // 'wx' creates and writes in one step or fails: two processes cannot both succeed.
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/**
 * @param {string} lock
 * @returns {boolean}
 */
function isHeld(lock) {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    const age = Date.now() - statSync(lock).mtimeMs;
    // Empty for the instant between creation and writing. The upper limit is for a process id that was given out again.
    if (!holder) return age < 10_000;
    return age < 30 * 60_000 && isAlive(holder);
  } catch {
    return false;
  }
}

/**
 * @param {number} processId
 * @returns {boolean}
 */
function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * A folder to build in, beside its final place so that renaming is atomic. Leftovers of builds that were killed are removed.
 * @param {string} finalPath
 * @returns {string}
 */
export function freshBuildDirectory(finalPath) {
  const prefix = `${basename(finalPath)}.building-`;
  mkdirSync(dirname(finalPath), { recursive: true });
  for (const name of readdirSync(dirname(finalPath))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    rmSync(join(dirname(finalPath), name), { recursive: true, force: true });
  }
  const directory = join(dirname(finalPath), `${prefix}${process.pid}`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  return directory;
}
