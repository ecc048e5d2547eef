import BetterSqlite3 from 'better-sqlite3';

/** A connection. It never leaves the store. */
export type Sqlite = BetterSqlite3.Database;

/**
 * Opens a connection. The compiled addon is better-sqlite3's own, or the one that the set-up compiled for an older Node
 * and names in `HOOKWRIGHT_SQLITE_BINDING`.
 * @throws SqliteError where the file cannot be opened.
 */
export function connectSqlite(path: string, options: { readonly?: boolean; timeoutMs: number }): Sqlite {
  const nativeBinding = process.env.HOOKWRIGHT_SQLITE_BINDING;
  return new BetterSqlite3(path, {
    readonly: options.readonly ?? false,
    timeout: options.timeoutMs,
    ...(nativeBinding ? { nativeBinding } : {}),
  });
}

/** The one value of a pragma. */
export function readPragma(db: Sqlite, name: string): unknown {
  return db.pragma(name, { simple: true });
}
