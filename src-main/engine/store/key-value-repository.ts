import type { Sqlite } from './sqlite.ts';

/** Values by name; each is JSON text, or whatever its one user makes of it. */
export interface KeyValueRepository {
  list(): Map<string, string>;
  get(key: string): string | null;
  save(key: string, value: string): void;
  remove(key: string): void;
}

/** `meta`: what the engine remembers of the workspace. `setting`: the app's settings. `view_state`: what the window remembers. */
export type KeyValueTable = 'meta' | 'setting' | 'view_state';

export function createKeyValueRepository(db: Sqlite, table: KeyValueTable): KeyValueRepository {
  const list = db.prepare<[], { key: string; value: string }>(`SELECT key, value FROM ${table}`);
  const get = db.prepare<[string], string>(`SELECT value FROM ${table} WHERE key = ?`).pluck();
  const save = db.prepare(`INSERT OR REPLACE INTO ${table} (key, value) VALUES (?, ?)`);
  const remove = db.prepare(`DELETE FROM ${table} WHERE key = ?`);
  return {
    list: () => new Map(list.all().map(({ key, value }) => [key, value])),
    get: (key) => get.get(key) ?? null,
    save: (key, value) => void save.run(key, value),
    remove: (key) => void remove.run(key),
  };
}
