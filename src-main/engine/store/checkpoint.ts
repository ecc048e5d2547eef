import { readPragma, type Sqlite } from './sqlite.ts';

/** Pages of 4 KiB in the write-ahead log before a commit moves them into the database: SQLite's own default. */
const AUTOMATIC_PAGES = 1000;
const LOG_SIZE_LIMIT = 64 * 1024 * 1024;

/** Everything that moves committed pages from the write-ahead log into the database file, in one place. */
export function configureCheckpoints(db: Sqlite): void {
  db.pragma(`wal_autocheckpoint = ${AUTOMATIC_PAGES}`);
  db.pragma(`journal_size_limit = ${LOG_SIZE_LIMIT}`);
}

/**
 * Moves everything into the database and empties the log, which still holds what was deleted until then.
 * @returns false where a reader or the disk prevented it.
 */
export function emptyLog(db: Sqlite): boolean {
  try {
    // The first column: 0, or 1 where a reader prevented it.
    return readPragma(db, 'wal_checkpoint(TRUNCATE)') === 0;
  } catch {
    return false;
  }
}
