import { ensurePrivateFile } from './directory.ts';
import { createStoreError, toStoreError } from './faults.ts';
import type { StoreFiles } from './files.ts';
import { connectSqlite } from './sqlite.ts';

/**
 * Takes the workspace for this engine alone. The lock is SQLite's own exclusive lock on an empty file beside the database: the
 * system drops it when the process ends, however it ends, and SQLite refuses it to a second engine in the same process too. The
 * database itself stays open to readers.
 * @returns gives the workspace free again.
 * @throws EngineError `database-in-use` where another engine has it.
 */
export function acquireLock(files: StoreFiles): () => void {
  ensurePrivateFile(files.lock);
  const db = connectSqlite(files.lock, { timeoutMs: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw isBusy(error) ? createStoreError('database-in-use', files.directory, error) : toStoreError(error, files.lock);
  }
  return () => db.close();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}
