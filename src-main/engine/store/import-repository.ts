import type { Sqlite } from './sqlite.ts';

/**
 * One import. Its lines of the log and its deliveries are those of kind `import` with the numbers from the first to the last; other work
 * may have numbers in between. While it is written the last ones are 0: it is not listed, and what a stop leaves of it can be taken back.
 */
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
  const unfinished = db.prepare<[], StoredImportBatch>(
    `SELECT ${columns} FROM import_batch i WHERE i.last_delivery = 0`,
  );
  const finish = db.prepare<[number, number, string]>(
    'UPDATE import_batch SET last_seq = ?, last_delivery = ? WHERE id = ?',
  );
  const numbers = db
    .prepare<[number, number, number], number>(
      "SELECT number FROM delivery WHERE number BETWEEN ? AND ? AND kind = 'import' ORDER BY number LIMIT ?",
    )
    .pluck();
  const seqs = db.prepare<[number], number>('SELECT seq FROM attempt WHERE delivery = ?').pluck();
  const line = db.prepare<[number]>('DELETE FROM exchange WHERE seq = ?');
  const attempt = db.prepare<[number]>('DELETE FROM attempt WHERE seq = ?');
  const body = db.prepare<[number]>('DELETE FROM response_body WHERE seq = ?');
  const request = db.prepare<[number]>('DELETE FROM delivery_request WHERE delivery = ?');
  const delivery = db.prepare<[number]>('DELETE FROM delivery WHERE number = ?');
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
    /** One that is finished. */
    find(id: string): StoredImportBatch | null {
      const row = find.get(id);
      return row === undefined || row.lastDelivery === 0 ? null : row;
    },
    /** The newest import of the very same source that is still in the log. */
    findSame: (sha256: Buffer): StoredImportBatch | null => same.all(sha256).find((row) => row.lines > 0) ?? null,
    /** Those that were being written when the engine was stopped. */
    listUnfinished: (): StoredImportBatch[] => unfinished.all(),
    finish({ id, lastSeq, lastDelivery }: Pick<NewImportBatch, 'id' | 'lastSeq' | 'lastDelivery'>): void {
      finish.run(lastSeq, lastDelivery, id);
    },
    /**
     * Takes up to `limit` deliveries of an import out of the log, with everything that belongs to them.
     * @returns how many lines that were, and from which number to go on; null where none is left.
     */
    removePart(from: number, to: number, limit: number): { lines: number; next: number | null } {
      const found = numbers.all(from, to, limit);
      let lines = 0;
      for (const number of found) {
        for (const seq of seqs.all(number)) {
          lines += line.run(seq).changes;
          attempt.run(seq);
          body.run(seq);
        }
        request.run(number);
        delivery.run(number);
      }
      return { lines, next: found.length < limit ? null : (found.at(-1) ?? to) + 1 };
    },
    removeBatch(id: string): void {
      batch.run(id);
    },
  };
}
