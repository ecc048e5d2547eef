import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { hasCode } from './directory.ts';
import { createStoreError } from './faults.ts';
import type { StoreFiles } from './files.ts';
import { connectSqlite, readPragma, type Sqlite } from './sqlite.ts';

/** "Hook" in ASCII; tells our databases from those of others (SQLite file format, offset 68). */
export const applicationId = 0x486f6f6b;

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;

/**
 * Looks at the file's first bytes without SQLite, which would change files beside it. Call it only while holding the lock
 * and before any connection: closing a file drops the locks that this process has on it.
 * @returns whether there is a database; false for none yet or an empty file.
 * @throws EngineError `database-invalid`, `database-newer`
 */
export function inspectHeader(path: string, newestVersion: number): boolean {
  const header = readHeader(path);
  if (header === null || header.length === 0) return false;
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw createStoreError('database-invalid', path);
  }
  const version = header.readInt32BE(USER_VERSION_AT);
  checkOwner(path, header.readInt32BE(APPLICATION_ID_AT), version, newestVersion);
  return true;
}

/**
 * Reads the whole database through a connection that cannot write, after it was not closed in order: only this finds a
 * damaged page, and only this sees a version that is still in the write-ahead log.
 * @throws EngineError `database-damaged`, `database-invalid`, `database-newer`; SqliteError
 */
export function inspectContents({ database: path, wal, shm }: StoreFiles, newestVersion: number): void {
  const hadLog = existsSync(wal);
  const db = connectSqlite(path, { readonly: true, timeoutMs: 1000 });
  try {
    const id = Number(readPragma(db, 'application_id'));
    // A start that was killed before its first commit leaves a header and nothing else.
    if (id !== 0 || !isEmpty(db)) checkOwner(path, id, Number(readPragma(db, 'user_version')), newestVersion, true);
    const result = readPragma(db, 'quick_check(1)');
    if (result !== 'ok') throw createStoreError('database-damaged', path, new Error(String(result)));
  } finally {
    db.close();
    // A connection that cannot write leaves empty side files behind where there were none.
    if (!hadLog) for (const file of [wal, shm]) rmSync(file, { force: true });
  }
}

function checkOwner(path: string, id: number, version: number, newestVersion: number, complete = false): void {
  // 0 in the file's own header can also mean that the first commit is still in the write-ahead log.
  if (id !== applicationId && (complete || id !== 0)) throw createStoreError('database-invalid', path);
  if (id === applicationId && version > newestVersion) throw createStoreError('database-newer', path);
}

function isEmpty(db: Sqlite): boolean {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}

function readHeader(path: string): Buffer | null {
  let file: number;
  try {
    if (!statSync(path).isFile()) throw createStoreError('database-invalid', path);
    file = openSync(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    const bytes = Buffer.alloc(HEADER_BYTES);
    return bytes.subarray(0, readSync(file, bytes, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(file);
  }
}
