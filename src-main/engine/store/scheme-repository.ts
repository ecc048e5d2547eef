import type { Sqlite } from './sqlite.ts';

/** One own scheme as stored; `scheme` is JSON text, times are milliseconds since 1970. */
export interface SchemeRow {
  id: string;
  scheme: string;
  revision: number;
  createdAt: number;
  updatedAt: number;
  /** Set while deleting can be taken back. */
  deletedAt: number | null;
}

export interface SchemeRepository {
  /** In the order in which they were made, deleted ones included. */
  list(): SchemeRow[];
  /** Inserts it, or replaces the one with its id. */
  save(row: SchemeRow): void;
  /** Removes one for good. */
  remove(id: string): void;
}

const columns = `id, scheme, revision, created_at AS createdAt, updated_at AS updatedAt, deleted_at AS deletedAt`;

export function createSchemeRepository(db: Sqlite): SchemeRepository {
  const list = db.prepare<[], SchemeRow>(`SELECT ${columns} FROM own_scheme ORDER BY number`);
  const save = db.prepare<SchemeRow>(
    `INSERT INTO own_scheme (id, scheme, revision, created_at, updated_at, deleted_at)
     VALUES (@id, @scheme, @revision, @createdAt, @updatedAt, @deletedAt)
     ON CONFLICT (id) DO UPDATE SET scheme = excluded.scheme, revision = excluded.revision,
       updated_at = excluded.updated_at, deleted_at = excluded.deleted_at`,
  );
  const remove = db.prepare<[string]>('DELETE FROM own_scheme WHERE id = ?');
  return {
    list: () => list.all(),
    save: (row) => void save.run(row),
    remove: (id) => void remove.run(id),
  };
}
