import BetterSqlite3 from 'better-sqlite3';

/** A connection. It never leaves the store. */
export type Sqlite = BetterSqlite3.Database;

/**
 * Opens a connection. The compiled addon is the one that better-sqlite3 finds in its own folder: nothing of the environment
 * may name another, which would be code that runs past every protection of a packaged app.
 * @throws SqliteError where the file cannot be opened.
 */
export function connectSqlite(
  path: string,
  options: { readonly?: boolean; mustExist?: boolean; timeoutMs: number },
): Sqlite {
  return new BetterSqlite3(path, {
    readonly: options.readonly ?? false,
    fileMustExist: options.mustExist ?? false,
    timeout: options.timeoutMs,
  });
}

/** The one value of a pragma. */
export function readPragma(db: Sqlite, name: string): unknown {
  return db.pragma(name, { simple: true });
}
