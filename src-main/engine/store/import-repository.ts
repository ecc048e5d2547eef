import type { Sqlite } from './sqlite.ts';

/** One import. Its lines of the log and its deliveries are those with the numbers from the first to the last. */
export interface NewImportBatch {
  id: string;
  name: string;
  format: string;
  /** Of the source, so that the same one is known again. */
  sha256: Buffer;
  createdAt: number;
  firstSeq: number;
  lastSeq: number;
  firstDelivery: number;
  lastDelivery: number;
}

export interface StoredImportBatch extends Omit<NewImportBatch, 'sha256'> {
  /** Lines that are still in the log. */
  lines: number;
}

const columns = `i.id, i.name, i.format, i.created_at AS createdAt, i.first_seq AS firstSeq, i.last_seq AS lastSeq,
  i.first_delivery AS firstDelivery, i.last_delivery AS lastDelivery,
  (SELECT count(*) FROM exchange e WHERE e.seq BETWEEN i.first_seq AND i.last_seq AND +e.attempt_kind = 'import') AS lines`;

export type ImportRepository = ReturnType<typeof createImportRepository>;

/** Imports of failed requests. Everything is synchronous; writes belong inside a commit. */
export function createImportRepository(db: Sqlite) {
  const insert = db.prepare<unknown[]>(
    `INSERT INTO import_batch (id, name, format, sha256, created_at, first_seq, last_seq, first_delivery, last_delivery)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const list = db.prepare<[], StoredImportBatch>(`SELECT ${columns} FROM import_batch i ORDER BY i.number DESC`);
  const find = db.prepare<[string], StoredImportBatch>(`SELECT ${columns} FROM import_batch i WHERE i.id = ?`);
  const same = db.prepare<[Buffer], StoredImportBatch>(
    `SELECT ${columns} FROM import_batch i WHERE i.sha256 = ? ORDER BY i.number DESC`,
  );
  const lines = db.prepare<[number, number]>(
    "DELETE FROM exchange WHERE seq BETWEEN ? AND ? AND +attempt_kind = 'import'",
  );
  const attempts = db.prepare<[number, number]>('DELETE FROM attempt WHERE seq BETWEEN ? AND ?');
  const bodies = db.prepare<[number, number]>('DELETE FROM response_body WHERE seq BETWEEN ? AND ?');
  const requests = db.prepare<[number, number]>('DELETE FROM delivery_request WHERE delivery BETWEEN ? AND ?');
  const deliveries = db.prepare<[number, number]>('DELETE FROM delivery WHERE number BETWEEN ? AND ?');
  const batch = db.prepare<[string]>('DELETE FROM import_batch WHERE id = ?');

  return {
    insert(row: NewImportBatch): void {
      insert.run(
        row.id,
        row.name,
        row.format,
        row.sha256,
        row.createdAt,
        row.firstSeq,
        row.lastSeq,
        row.firstDelivery,
        row.lastDelivery,
      );
    },
    /** Newest first; those of which nothing is left in the log are left out. */
    list: (): StoredImportBatch[] => list.all().filter((row) => row.lines > 0),
    find: (id: string): StoredImportBatch | null => find.get(id) ?? null,
    /** The newest import of the very same source that is still in the log. */
    findSame: (sha256: Buffer): StoredImportBatch | null => same.all(sha256).find((row) => row.lines > 0) ?? null,
    /** Takes an import out of the log with everything that belongs to it. @returns how many lines it had. */
    remove({ id, firstSeq, lastSeq, firstDelivery, lastDelivery }: StoredImportBatch): number {
      const { changes } = lines.run(firstSeq, lastSeq);
      attempts.run(firstSeq, lastSeq);
      bodies.run(firstSeq, lastSeq);
      requests.run(firstDelivery, lastDelivery);
      deliveries.run(firstDelivery, lastDelivery);
      batch.run(id);
      return changes;
    },
  };
}
