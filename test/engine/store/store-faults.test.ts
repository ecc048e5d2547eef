import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EngineError } from '../../../src-main/engine/errors.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { setAsideDatabase } from '../../../src-main/engine/store/set-aside.ts';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const databaseOf = (directory: string): string => join(directory, 'hookwright.db');
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const ownNotes: readonly string[] = ['hookwright.lock', 'hookwright.clean'];

/** Every file of the store but what it notes for itself, with its content: what a refusal must not change. */
function snapshot(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter((name) => !ownNotes.includes(name) && !name.endsWith('-shm'));
  return Object.fromEntries(names.map((name) => [name, hash(join(directory, name))]));
}

function openError(directory: string): EngineError | null {
  try {
    openStore({ directory }).close();
    return null;
  } catch (error) {
    return error as EngineError;
  }
}

/** A workspace with rows on many pages, closed in order. */
function makeWorkspace(): string {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  const insert = store.db.prepare('INSERT INTO meta VALUES (?, ?)');
  store.commitNow(() => {
    for (let row = 0; row < 500; row += 1) insert.run(`row ${row}`, 'x'.repeat(200));
  });
  store.close();
  return directory;
}

function spoil(directory: string, at: number, bytes: Buffer): void {
  const content = readFileSync(databaseOf(directory));
  bytes.copy(content, at);
  writeFileSync(databaseOf(directory), content);
}

function runSql(directory: string, sql: string): void {
  const db = connectSqlite(databaseOf(directory), { timeoutMs: 0 });
  db.exec(sql);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Each takes a good workspace and spoils one thing. */
const faults: [what: string, spoil: (directory: string) => void, code: string, message: RegExp][] = [
  [
    'a newer version',
    (directory) => runSql(directory, 'PRAGMA user_version = 999'),
    'database-newer',
    /newer version.*Install/s,
  ],
  [
    'text in the place of the database',
    (directory) => writeFileSync(databaseOf(directory), 'not a database, but longer than a header would be '.repeat(9)),
    'database-invalid',
    /not a database of Hookwright.*Set it aside/s,
  ],
  [
    'a few bytes in the place of the database',
    (directory) => writeFileSync(databaseOf(directory), 'short'),
    'database-invalid',
    /not a database/,
  ],
  [
    'a database of another program',
    (directory) => runSql(directory, 'PRAGMA application_id = 7'),
    'database-invalid',
    /not a database of Hookwright/,
  ],
  [
    'a database of nobody',
    (directory) => runSql(directory, 'PRAGMA application_id = 0; PRAGMA user_version = 1'),
    'database-invalid',
    /not a database of Hookwright/,
  ],
  [
    'a damaged page',
    (directory) => spoil(directory, 4096 * 8, Buffer.alloc(2048, 0xa5)),
    'database-damaged',
    /damaged.*backup/s,
  ],
  [
    'a damaged first page',
    (directory) => spoil(directory, 110, Buffer.alloc(1000, 0xa5)),
    'database-damaged',
    /damaged/,
  ],
  [
    'a database that was cut off',
    (directory) => truncateSync(databaseOf(directory), statSync(databaseOf(directory)).size - 4096 * 5),
    'database-damaged',
    /damaged/,
  ],
];

describe('refuses, says what to do, and leaves every byte as it was', () => {
  test.each(faults)('%s', (_what, spoilIt, code, message) => {
    const directory = makeWorkspace();
    spoilIt(directory);
    const before = snapshot(directory);
    const error = openError(directory);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error?.detail.subject).toContain(directory);
    expect(snapshot(directory)).toEqual(before);
  });

  test('control: the same workspace, not spoilt, opens', () => {
    const directory = makeWorkspace();
    expect(openError(directory)).toBeNull();
  });

  test('control: a read of all rows does not see the damaged page', () => {
    const directory = makeWorkspace();
    const db = connectSqlite(databaseOf(directory), { readonly: true, timeoutMs: 0 });
    const page = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'event_type'").pluck().get());
    db.close();
    spoil(directory, 4096 * (page - 1), Buffer.alloc(2048, 0xa5));
    const reader = connectSqlite(databaseOf(directory), { readonly: true, timeoutMs: 0 });
    expect(reader.prepare('SELECT count(value) FROM meta').pluck().get()).toBe(500);
    reader.close();
    expect(openError(directory)).toMatchObject({ code: 'database-damaged' });
  });

  test('a newer version that is still in the write-ahead log', () => {
    const directory = makeWorkspace();
    const db = connectSqlite(databaseOf(directory), { timeoutMs: 0 });
    db.pragma('journal_mode = WAL');
    db.pragma('user_version = 999');
    const [database, wal] = ['', '-wal'].map((end) => readFileSync(databaseOf(directory) + end));
    db.close();
    // As a kill leaves it: closing has moved everything into the database.
    writeFileSync(databaseOf(directory), database ?? '');
    writeFileSync(`${databaseOf(directory)}-wal`, wal ?? '');
    const before = snapshot(directory);
    expect(openError(directory)).toMatchObject({ code: 'database-newer' });
    expect(snapshot(directory)).toEqual(before);
  });

  test('a folder in the place of the database', () => {
    const directory = makeTemporaryDirectory();
    mkdirSync(databaseOf(directory));
    writeFileSync(join(databaseOf(directory), 'inside'), 'kept');
    expect(openError(directory)).toMatchObject({ code: 'database-invalid' });
    expect(readFileSync(join(databaseOf(directory), 'inside'), 'utf8')).toBe('kept');
  });

  test('a file in the place of the folder', () => {
    const directory = join(makeTemporaryDirectory(), 'file');
    writeFileSync(directory, 'kept');
    expect(openError(directory)).toMatchObject({ code: 'directory-unwritable', detail: { subject: directory } });
    expect(readFileSync(directory, 'utf8')).toBe('kept');
  });

  test('a folder that nobody can make', () => {
    expect(openError('/proc/hookwright')).toMatchObject({ code: 'directory-unwritable' });
  });

  test('a lock that somebody else holds on the database', () => {
    const directory = makeWorkspace();
    const other = connectSqlite(databaseOf(directory), { timeoutMs: 0 });
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    expect(openError(directory)).toMatchObject({ code: 'database-in-use', message: expect.stringMatching(/Close/) });
    other.exec('ROLLBACK');
    other.close();
    expect(openError(directory)).toBeNull();
  });
});

test('takes an empty file, and one that a killed first start left behind', () => {
  const empty = makeTemporaryDirectory();
  writeFileSync(databaseOf(empty), '');
  expect(openError(empty)).toBeNull();
  const begun = makeTemporaryDirectory();
  runSql(begun, 'PRAGMA journal_mode = WAL; CREATE TABLE a (b); DROP TABLE a');
  expect(openError(begun)).toBeNull();
});

test('ignores random bytes in the write-ahead log', () => {
  const directory = makeWorkspace();
  writeFileSync(`${databaseOf(directory)}-wal`, Buffer.alloc(5000, 0x5a));
  expect(openError(directory)).toBeNull();
});

test('follows a link to where the database really is', () => {
  const directory = makeWorkspace();
  const link = join(makeTemporaryDirectory(), 'link');
  symlinkSync(directory, link);
  expect(openError(link)).toBeNull();
});

describe('setting aside', () => {
  const date = new Date('2026-03-04T05:06:07Z');

  test('keeps every byte under another name, and a new database begins', () => {
    const directory = makeWorkspace();
    writeFileSync(databaseOf(directory), 'not a database '.repeat(20));
    const before = hash(databaseOf(directory));
    const target = setAsideDatabase(directory, date);
    expect(target).toBe(`${databaseOf(directory)}.corrupt-2026-03-04`);
    expect(hash(target)).toBe(before);
    expect(openError(directory)).toBeNull();
    writeFileSync(databaseOf(directory), 'once more '.repeat(20));
    expect(setAsideDatabase(directory, date)).toBe(`${databaseOf(directory)}.corrupt-2026-03-04-2`);
  });

  test('takes the write-ahead log along', () => {
    const directory = makeWorkspace();
    writeFileSync(`${databaseOf(directory)}-wal`, 'log');
    const target = setAsideDatabase(directory, date);
    expect(readFileSync(`${target}-wal`, 'utf8')).toBe('log');
    expect(existsSync(`${databaseOf(directory)}-wal`)).toBe(false);
  });

  test('never puts a newer database away, nor one that is open', () => {
    const newer = makeWorkspace();
    runSql(newer, 'PRAGMA user_version = 999');
    expect(() => setAsideDatabase(newer, date)).toThrowError(expect.objectContaining({ code: 'database-newer' }));
    const open = makeTemporaryDirectory();
    const store = openStore({ directory: open });
    expect(() => setAsideDatabase(open, date)).toThrowError(expect.objectContaining({ code: 'database-in-use' }));
    store.close();
  });
});
