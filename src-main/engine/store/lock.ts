import { ensurePrivateFile } from './directory.ts';
import { createStoreError, toStoreError } from './faults.ts';
import type { StoreFiles } from './files.ts';
import { connectSqlite, readPragma, type Sqlite } from './sqlite.ts';

export interface Lock {
  /**
   * The file of the lock was not there, or somebody put an empty one there: another engine may hold the lock on the file that was.
   * Then the database has to be asked, see `assertNobodyElse`.
   */
  isNew: boolean;
  release(): void;
}

/**
 * Takes the workspace for this engine alone. The lock is SQLite's own exclusive lock on a file beside the database: the
 * system drops it when the process ends, however it ends, and SQLite refuses it to a second engine in the same process too. The
 * database itself stays open to readers.
 * @throws EngineError `database-in-use` where another engine has it.
 */
export function acquireLock(files: StoreFiles): Lock {
  ensurePrivateFile(files.lock);
  const db = connectSqlite(files.lock, { timeoutMs: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return { isNew: readPragma(db, 'user_version') !== USED, release: () => db.close() };
  } catch (error) {
    db.close();
    throw isBusy(error) ? createStoreError('database-in-use', files.directory, error) : toStoreError(error, files.lock);
  }
}

/** Version in the header of a lock under which a database was opened. */
const USED = 1;

/**
 * Leaves its mark in the lock's file, so that the next start knows that it is not new. Call it while the database is open: for a
 * moment the lock is not held. A mark that cannot be written only means that the next start asks the database too.
 * @returns the lock
 */
export function markLock(files: StoreFiles, lock: Lock): Lock {
  lock.release();
  const db = connectSqlite(files.lock, { timeoutMs: 0 });
  try {
    db.pragma(`user_version = ${USED}`);
  } catch (error) {
    if (isBusy(error)) throw createStoreError('database-in-use', files.directory, error);
  } finally {
    db.close();
  }
  return acquireLock(files);
}

/**
 * Makes sure that no other connection has the database open: only then can it leave the mode in which readers and a writer share
 * it. Every engine keeps a connection for as long as it lives, so this finds one whose lock's file was removed.
 * @param db opened to write, before anything was done with it
 * @throws SqliteError `SQLITE_BUSY`
 */
export function assertNobodyElse(db: Sqlite): void {
  db.pragma('journal_mode = DELETE');
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}
