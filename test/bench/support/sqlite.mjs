import Database from 'better-sqlite3';

/**
 * @param {string} path
 * @returns {import('better-sqlite3').Database} with the binding that the set-up prepared
 */
export function connectSqlite(path) {
  const nativeBinding = process.env.HOOKWRIGHT_SQLITE_BINDING;
  return new Database(path, nativeBinding ? { nativeBinding } : {});
}
