import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { ensurePrivateFile } from './directory.ts';
import { createStoreError } from './faults.ts';
import { applicationId } from './inspect.ts';
import { readPragma, type Sqlite } from './sqlite.ts';

/**
 * One step of the schema. Steps are numbered from 1 without gaps and never changed once released. Each statement is its own
 * entry, so that a test can kill the process between any two.
 */
export interface Migration {
  version: number;
  name: string;
  statements: readonly string[];
}

/**
 * Brings the schema up to date: each step in one transaction together with its number, so that whatever happens leaves the
 * step before or the step after. A database that has something in it is copied first, to `<database>.before-<version>`.
 * @throws EngineError `database-newer`; SqliteError
 */
export function migrate(db: Sqlite, path: string, migrations: readonly Migration[]): void {
  const present = Number(readPragma(db, 'user_version'));
  const newest = newestVersion(migrations);
  if (present > newest) throw createStoreError('database-newer', path);
  if (present === newest) return;
  if (present > 0) backUp(db, path, newest);
  for (const migration of migrations.slice(present)) apply(db, migration);
}

export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

function apply(db: Sqlite, migration: Migration): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const statement of migration.statements) db.exec(statement);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${migration.version}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Copies through SQLite, which also copies what is still in the write-ahead log; complete under its name or not there. */
function backUp(db: Sqlite, path: string, version: number): void {
  const finished = `${path}.before-${version}`;
  if (existsSync(finished)) return;
  const partial = `${finished}.partial`;
  rmSync(partial, { force: true });
  ensurePrivateFile(partial);
  db.prepare('VACUUM INTO ?').run(partial);
  const file = openSync(partial, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(partial, finished);
}
