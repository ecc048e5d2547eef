import type { ErrorCode } from '../../../src-preload/contract/errors.ts';
import type { StorageTrouble } from '../../../src-preload/contract/storage.ts';
import { EngineError } from '../errors.ts';

/** Why writes are refused at the moment. */
export type Trouble = StorageTrouble;

type StoreCode = Extract<ErrorCode, `database-${string}` | 'directory-unwritable'>;

const messages: Readonly<Record<StoreCode, string>> = {
  'database-newer':
    'The database was made by a newer version of Hookwright. Nothing in it was changed. Install the newer version to open ' +
    'this workspace, or open another workspace.',
  'database-invalid':
    'There is something under the name of the database that is not a database of Hookwright. It was left as it is. Set it ' +
    'aside to start with an empty workspace, or put the right file back.',
  'database-damaged':
    'The database is damaged: part of it cannot be read. It was left as it is. Put a backup in its place, or set it aside to ' +
    'start with an empty workspace.',
  'database-in-use':
    'The database is in use by another program. Close Hookwright, or the tool that has it open, and try again; or open ' +
    'another workspace.',
  'database-read-only':
    'The database may only be read: the file or its disk is write-protected. Take the protection away and try again.',
  'database-full':
    'The disk is full, so nothing more can be saved. Free some space: Hookwright goes on by itself, and nothing that was ' +
    'saved before is lost.',
  'database-failed':
    'The disk refuses to write or read the database. Check the disk and its cable or network: Hookwright tries again by ' +
    'itself, and nothing that was saved before is lost.',
  'database-missing':
    'The file of this workspace was deleted, moved or replaced while it was open, so nothing more can be saved in it. Put it ' +
    'back under its name and Hookwright goes on by itself, or save a copy: everything is still here until Hookwright is closed.',
  'directory-unwritable':
    'Hookwright cannot open or create its files in the folder of this workspace. Make it writable for your user, or choose ' +
    'another folder.',
};

/** Codes of SQLite and of the file system, longest prefix first; extended codes (`SQLITE_IOERR_FSYNC`) follow their prefix. */
const prefixes: readonly (readonly [string, StoreCode])[] = [
  ['SQLITE_FULL', 'database-full'],
  ['ENOSPC', 'database-full'],
  ['EDQUOT', 'database-full'],
  ['SQLITE_READONLY', 'database-read-only'],
  ['EROFS', 'database-read-only'],
  ['SQLITE_NOTADB', 'database-invalid'],
  ['EISDIR', 'database-invalid'],
  ['SQLITE_CORRUPT', 'database-damaged'],
  ['SQLITE_BUSY', 'database-in-use'],
  ['SQLITE_LOCKED', 'database-in-use'],
  ['SQLITE_CANTOPEN', 'directory-unwritable'],
  ['SQLITE_PERM', 'directory-unwritable'],
  ['EACCES', 'directory-unwritable'],
  ['EPERM', 'directory-unwritable'],
  ['ENOTDIR', 'directory-unwritable'],
  ['ENOENT', 'directory-unwritable'],
  ['SQLITE_IOERR', 'database-failed'],
  ['SQLITE_PROTOCOL', 'database-failed'],
  ['SQLITE_NOMEM', 'database-failed'],
  ['EIO', 'database-failed'],
  ['EFBIG', 'database-failed'],
  ['EMFILE', 'database-failed'],
  ['ENFILE', 'database-failed'],
];

/** An error of the store with the message that belongs to its code. `subject` is the path it is about. */
export function createStoreError(code: StoreCode, subject: string, cause?: unknown): EngineError {
  return new EngineError(code, messages[code], { subject }, cause === undefined ? {} : { cause });
}

/**
 * What the disk or SQLite did, as an error for a person. Anything else (a broken constraint, a bug) is answered as it came.
 * @param path the file it is about
 */
export function toStoreError(error: unknown, path: string): unknown {
  if (error instanceof EngineError) return error;
  const code = findStoreCode(error);
  return code === null ? error : createStoreError(code, path, error);
}

/**
 * The same for an error of opening, where everything that SQLite or the reading of a row refuses means that the database is not
 * what was written: an overwritten page may be a valid one with other rows on it.
 */
export function toOpeningError(error: unknown, path: string): unknown {
  const known = toStoreError(error, path);
  const isOfContent = error instanceof SyntaxError || (error instanceof Error && error.name === 'SqliteError');
  return known instanceof EngineError || !isOfContent ? known : createStoreError('database-damaged', path, error);
}

/** Whether an error says that a page is not what was written there. */
export function meansDamage(error: unknown): boolean {
  const code = error instanceof EngineError ? error.code : findStoreCode(error);
  return code === 'database-damaged' || code === 'database-invalid';
}

/** The trouble that an error of a write means for all writes, or null where it is about that one write alone. */
export function toTrouble(error: unknown): Trouble | null {
  const code = error instanceof EngineError ? error.code : findStoreCode(error);
  switch (code) {
    case 'database-full':
    case 'database-read-only':
    case 'database-missing':
      return { code, message: messages[code] };
    case 'database-failed':
    case 'database-damaged':
    case 'database-in-use':
    case 'directory-unwritable':
      return { code: 'database-failed', message: messages[code] };
    default:
      return null;
  }
}

function findStoreCode(error: unknown): StoreCode | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const code = error.code;
  return prefixes.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
}
