import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { migrations } from '../../../src-main/engine/store/migrations/list.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import { bundleProgram, runProgram } from '../support/program.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { laterMigrations } from './later-migrations.ts';

let program = '';
beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, 'programs/migrate.program.ts'));
});

const OLD = migrations.length;
const NEWEST = laterMigrations.length;

/** What is in a database that nobody has open, without changing it into something else. */
function look(path: string): { version: number; tables: string[]; kept: number; check: unknown } {
  const db = connectSqlite(path, { readonly: true, timeoutMs: 0 });
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  const kept = tables.includes('meta') ? "SELECT count(*) FROM meta WHERE key LIKE 'kept %'" : 'SELECT 0';
  const found = {
    version: Number(db.pragma('user_version', { simple: true })),
    tables,
    kept: Number(db.prepare(kept).pluck().get()),
    check: db.pragma('integrity_check', { simple: true }),
  };
  db.close();
  return found;
}

/** Runs the program again and again, each time ended one statement later. @returns how often it was ended. */
async function killAtEachStatement(prepare: () => string, inspect: (directory: string) => void): Promise<number> {
  for (let statement = 1; ; statement += 1) {
    const directory = prepare();
    const running = runProgram(process.execPath, [program, directory, String(statement)]);
    const code = await running.ended;
    if (code === 0) return statement - 1;
    expect(running.child.signalCode, running.errors()).toBe('SIGKILL');
    inspect(directory);
  }
}

test('killed before each statement, a step leaves the version before or after it, never one between', async () => {
  const seen = new Set<number>();
  const kills = await killAtEachStatement(
    () => {
      const directory = makeTemporaryDirectory();
      const store = openStore({ directory });
      store.commitNow(() => store.db.exec("INSERT INTO meta VALUES ('kept 1', 'x'), ('kept 2', 'x')"));
      store.close();
      return directory;
    },
    (directory) => {
      const { version, tables, kept, check } = look(join(directory, 'hookwright.db'));
      seen.add(version);
      expect(check).toBe('ok');
      expect({ note: tables.includes('note'), remark: tables.includes('remark'), kept }).toEqual(
        {
          [OLD]: { note: false, remark: false, kept: 2 },
          [OLD + 1]: { note: true, remark: false, kept: 2 },
          [NEWEST]: { note: false, remark: true, kept: 0 },
        }[version],
      );
      const copy = join(directory, `hookwright.db.before-${NEWEST}`);
      if (existsSync(copy)) expect(look(copy)).toMatchObject({ version: OLD, kept: 2, check: 'ok' });
      else expect(version).toBe(OLD);
      const store = openStore({ directory, migrations: laterMigrations });
      expect(store.db.prepare('SELECT text FROM remark').pluck().all()).toEqual(['kept 1', 'kept 2']);
      store.close();
      expect(readdirSync(directory).filter((name) => name.endsWith('.partial'))).toEqual([]);
    },
  );
  expect(kills).toBeGreaterThanOrEqual(12);
  expect([...seen].sort((one, other) => one - other)).toEqual([OLD, OLD + 1, NEWEST]);
});

test('killed before each statement, a first start can be repeated', { timeout: 600_000 }, async () => {
  const kills = await killAtEachStatement(makeTemporaryDirectory, (directory) => {
    const store = openStore({ directory, migrations: laterMigrations });
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    store.close();
  });
  expect(kills).toBeGreaterThanOrEqual(12);
});
