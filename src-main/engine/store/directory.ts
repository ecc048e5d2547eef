import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EngineError } from '../errors.ts';

const PRIVATE_DIRECTORY = 0o700;
const PRIVATE_FILE = 0o600;

/**
 * Makes the workspace's folder where it is missing, closes it to other users and checks that it takes files.
 * @throws EngineError `directory-unwritable`
 */
export function prepareDirectory(directory: string): void {
  try {
    makeDirectory(directory);
    closeDirectoryToOthers(directory);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new EngineError(
      'directory-unwritable',
      'Hookwright cannot write to the folder of this workspace. Make it writable for your user, free it from a file of ' +
        'the same name, or choose another folder.',
      { subject: directory },
      { cause: error },
    );
  }
}

/** Not Node's own recursion: that never ends where a parent is there and takes no folder (`/proc`). */
function makeDirectory(path: string): void {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(path, { mode: PRIVATE_DIRECTORY });
  } catch (error) {
    if (!hasCode(error, 'EEXIST') || !statSync(path).isDirectory()) throw error;
  }
}

/** A folder that belongs to somebody else may still be writable for us; then its mode is not ours to set. */
function closeDirectoryToOthers(directory: string): void {
  try {
    chmodSync(directory, PRIVATE_DIRECTORY);
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOTSUP')) throw error;
  }
}

/**
 * Makes an empty file that only its owner may read, before SQLite opens it: SQLite would make it readable for everybody, and
 * gives its side files the mode of the main one. An existing file is closed to others. Opens no existing file, because closing
 * it again would drop the locks that this process holds on it (POSIX).
 */
export function ensurePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', PRIVATE_FILE));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  closeToOthers(path);
}

/** Closes a file to other users, where it exists and the file system knows modes. */
export function closeToOthers(path: string): void {
  try {
    chmodSync(path, PRIVATE_FILE);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'EROFS', 'EPERM', 'ENOTSUP')) throw error;
  }
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}
