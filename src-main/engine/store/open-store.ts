import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { type Clock, systemClock } from '../clock.ts';
import { configureCheckpoints } from './checkpoint.ts';
import { removeCleanMark, wasClosedInOrder } from './clean-mark.ts';
import { closeToOthers, ensurePrivateFile, hasCode, prepareDirectory } from './directory.ts';
import { createStoreError, meansDamage, toOpeningError, toStoreError } from './faults.ts';
import { locateFiles, type StoreFiles } from './files.ts';
import { inspectContents, inspectHeader } from './inspect.ts';
import { inspectAside } from './inspect-aside.ts';
import { acquireLock, assertNobodyElse, type Lock, markLock } from './lock.ts';
import { type Migration, migrate, newestVersion } from './migrate.ts';
import { migrations as released } from './migrations/list.ts';
import { connectSqlite, type Sqlite } from './sqlite.ts';
import { createStore, type Store } from './store.ts';

export interface StoreOptions {
  /** The workspace's folder; made where it is missing. */
  directory: string;
  clock?: Clock;
  /** Other steps than the released ones, for tests. */
  migrations?: readonly Migration[];
}

/** From this size on, in bytes, looking through a database would hold up everything else for longer than one notices. */
const LARGE = 8 * 1024 * 1024;

/**
 * Opens the database of a workspace for this engine alone and brings it up to date. What cannot be opened is left as it is,
 * byte for byte.
 * @throws EngineError `directory-unwritable`, `database-in-use`, `database-newer`, `database-invalid`, `database-damaged`,
 * `database-read-only`, `database-full`, `database-failed`
 */
export function openStore(options: StoreOptions): Store {
  const opening = begin(options);
  try {
    if (opening.isSuspect) inspectContents(opening.files, opening.newestVersion);
    return finish(opening, options);
  } catch (error) {
    throw giveUp(opening, error);
  }
}

/** The same, but a large database that was not closed in order is looked through without keeping the event loop from turning. */
export async function openStoreAside(options: StoreOptions): Promise<Store> {
  const opening = begin(options);
  const { files, newestVersion, isSuspect } = opening;
  try {
    if (isSuspect && sizeOf(files) >= LARGE) await inspectAside(files, newestVersion);
    else if (isSuspect) inspectContents(files, newestVersion);
    return finish(opening, options);
  } catch (error) {
    throw giveUp(opening, error);
  }
}

interface Opening {
  files: StoreFiles;
  lock: Lock;
  newestVersion: number;
  /** It was not closed in order, so that a page may be damaged. */
  isSuspect: boolean;
}

function begin({ directory, migrations = released }: StoreOptions): Opening {
  const files = locateFiles(directory);
  prepareDirectory(directory);
  const opening = {
    files,
    lock: acquireLockOf(files),
    newestVersion: newestVersion(migrations),
    isSuspect: false,
  };
  try {
    const isThere = inspectHeader(files.database, opening.newestVersion) || existsSync(files.wal);
    if (isThere) checkWritable(files);
    return { ...opening, isSuspect: isThere && !wasClosedInOrder(files) };
  } catch (error) {
    throw giveUp(opening, error);
  }
}

function finish({ files, lock }: Opening, { clock = systemClock, migrations = released }: StoreOptions): Store {
  const db = connect(files, lock.isNew);
  try {
    migrate(db, files.database, migrations);
    const held = lock.isNew ? markLock(files, lock) : lock;
    return createStore(db, files, clock, held.release);
  } catch (error) {
    db.close();
    throw error;
  }
}

function giveUp({ files, lock }: Opening, error: unknown): unknown {
  const explained = toOpeningError(error, files.database);
  if (meansDamage(explained)) removeCleanMark(files);
  lock.release();
  return explained;
}

function sizeOf({ database, wal }: StoreFiles): number {
  return [database, wal].reduce((bytes, path) => bytes + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

function acquireLockOf(files: StoreFiles): Lock {
  try {
    return acquireLock(files);
  } catch (error) {
    throw toStoreError(error, files.lock);
  }
}

/** SQLite would open a protected file all the same, and fail at the first write. */
function checkWritable(files: StoreFiles): void {
  try {
    accessSync(files.database, constants.R_OK | constants.W_OK);
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) throw createStoreError('database-read-only', files.database, error);
    throw error;
  }
}

/**
 * FULL on every open: SQLite falls back to NORMAL when it reopens a database that is in WAL mode, and NORMAL loses acknowledged
 * rows when the power fails. Deleted content is overwritten, and nothing is spilled into temporary files.
 */
function connect(files: StoreFiles, isLockNew: boolean): Sqlite {
  ensurePrivateFile(files.database);
  for (const path of [files.wal, files.shm]) closeToOthers(path);
  const db = connectSqlite(files.database, { timeoutMs: 1000 });
  try {
    if (isLockNew) assertNobodyElse(db);
    const mode = db.pragma('journal_mode = WAL', { simple: true });
    if (mode !== 'wal') throw createStoreError('database-failed', files.database, new Error(`journal mode ${mode}`));
    for (const setting of [
      'synchronous = FULL',
      'secure_delete = ON',
      'foreign_keys = ON',
      'temp_store = MEMORY',
      // In KiB. The indexes of a large log do not fit into the usual 2 MB, and pages that are read again cost more than a row.
      'cache_size = -16000',
      'trusted_schema = OFF',
    ]) {
      db.pragma(setting);
    }
    configureCheckpoints(db);
    removeCleanMark(files);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
