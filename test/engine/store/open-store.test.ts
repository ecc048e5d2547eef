import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applicationId } from '../../../src-main/engine/store/inspect.ts';
import { migrations } from '../../../src-main/engine/store/migrations/list.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import type { Store } from '../../../src-main/engine/store/store.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const read = (store: Store, pragma: string): unknown => store.db.pragma(pragma, { simple: true });
const keep = (store: Store, key: string, value: string): void =>
  void store.db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, value);
const find = (store: Store, key: string): unknown =>
  store.db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key);

test('makes the folder and an empty database of the newest version', () => {
  const directory = join(makeTemporaryDirectory(), 'made', 'here');
  const store = openStore({ directory });
  expect(read(store, 'user_version')).toBe(migrations.length);
  expect(read(store, 'application_id')).toBe(applicationId);
  store.close();
});

test('syncs fully on the first open and on every later one', () => {
  const directory = makeTemporaryDirectory();
  for (let open = 1; open <= 3; open += 1) {
    const store = openStore({ directory });
    expect(read(store, 'synchronous')).toBe(2);
    expect(read(store, 'journal_mode')).toBe('wal');
    expect(read(store, 'secure_delete')).toBe(1);
    expect(read(store, 'foreign_keys')).toBe(1);
    store.close();
  }
});

test('finds everything again, after closing in order and without', () => {
  const directory = makeTemporaryDirectory();
  const first = openStore({ directory });
  first.commitNow(() => keep(first, 'a', 'closed in order'));
  first.close();
  const second = openStore({ directory });
  expect(find(second, 'a')).toBe('closed in order');
  second.close();
  expect(readdirSync(directory).sort()).toEqual(['hookwright.clean', 'hookwright.db', 'hookwright.lock']);
});

test('keeps folder and files to their owner while open and after', () => {
  const directory = join(makeTemporaryDirectory(), 'workspace');
  const store = openStore({ directory });
  store.commitNow(() => keep(store, 'a', 'b'));
  const modes = (): string[] =>
    readdirSync(directory).map((name) => (statSync(join(directory, name)).mode & 0o777).toString(8));
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(readdirSync(directory)).toContain('hookwright.db-wal');
  expect(new Set(modes())).toEqual(new Set(['600']));
  store.close();
  expect(new Set(modes())).toEqual(new Set(['600']));
});

test('closes files to others that somebody had opened', async () => {
  const directory = join(makeTemporaryDirectory(), 'workspace');
  openStore({ directory }).close();
  const { chmodSync } = await import('node:fs');
  chmodSync(directory, 0o755);
  chmodSync(join(directory, 'hookwright.db'), 0o644);
  const store = openStore({ directory });
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'hookwright.db')).mode & 0o777).toBe(0o600);
  store.close();
});
