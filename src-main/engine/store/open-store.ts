import { accessSync, constants, existsSync } from 'node:fs';
import { type Clock, systemClock } from '../clock.ts';
import { configureCheckpoints } from './checkpoint.ts';
import { removeCleanMark, wasClosedInOrder } from './clean-mark.ts';
import { closeToOthers, ensurePrivateFile, hasCode, prepareDirectory } from './directory.ts';
import { createStoreError, toStoreError } from './faults.ts';
import { locateFiles, type StoreFiles } from './files.ts';
import { inspectContents, inspectHeader } from './inspect.ts';
import { acquireLock } from './lock.ts';
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

/**
 * Opens the database of a workspace for this engine alone and brings it up to date. What cannot be opened is left as it is,
 * byte for byte.
 * @throws EngineError `directory-unwritable`, `database-in-use`, `database-newer`, `database-invalid`, `database-damaged`,
 * `database-read-only`, `database-full`, `database-failed`
 */
export function openStore({ directory, clock = systemClock, migrations = released }: StoreOptions): Store {
  const files = locateFiles(directory);
  prepareDirectory(directory);
  const releaseLock = acquireLockOf(files);
  try {
    inspect(files, newestVersion(migrations));
    const db = connect(files);
    try {
      migrate(db, files.database, migrations);
      return createStore(db, files, clock, releaseLock);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    releaseLock();
    throw toStoreError(error, files.database);
  }
}

function acquireLockOf(files: StoreFiles): () => void {
  try {
    return acquireLock(files);
  } catch (error) {
    throw toStoreError(error, files.lock);
  }
}

function inspect(files: StoreFiles, newest: number): void {
  const present = inspectHeader(files.database, newest);
  if (!present && !existsSync(files.wal)) return;
  checkWritable(files);
  if (!wasClosedInOrder(files)) inspectContents(files, newest);
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
function connect(files: StoreFiles): Sqlite {
  ensurePrivateFile(files.database);
  for (const path of [files.wal, files.shm]) closeToOthers(path);
  const db = connectSqlite(files.database, { timeoutMs: 1000 });
  try {
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
