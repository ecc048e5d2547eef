import type { createExchangeTime } from './exchange-time.ts';
import type { Sqlite } from './sqlite.ts';
import { createUnfinishedImport } from './unfinished-import.ts';

const open = "state IN ('queued', 'in_flight', 'failed_will_retry', 'blocked')";

export interface ClearLimits {
  oldestSeq: number;
  newestSeq: number;
  newestDelivery: number;
}

/** Deletes the log in pieces, so that nothing waits long for the database. Deliveries that still have work are kept whole, and so is an import that is being written. */
export function createExchangeCleaner(db: Sqlite, time: ReturnType<typeof createExchangeTime>) {
  const limits = db.prepare<[], ClearLimits>(
    `SELECT coalesce((SELECT min(seq) FROM exchange), 0) AS oldestSeq,
       coalesce((SELECT max(seq) FROM exchange), 0) AS newestSeq,
       coalesce((SELECT max(number) FROM delivery), 0) AS newestDelivery`,
  );
  const findUnfinished = createUnfinishedImport(db);
  const exchanges = db.prepare<[number, number, number]>(
    `DELETE FROM exchange WHERE seq BETWEEN ? AND ?
       AND (delivery IS NULL OR delivery NOT IN (SELECT number FROM delivery WHERE ${open}))
       AND (seq < ? OR attempt_kind IS NOT 'import')`,
  );
  const dependents = ['attempt', 'response_body', 'capture'].map((table) =>
    db.prepare<[number, number]>(
      `DELETE FROM ${table} WHERE seq BETWEEN ? AND ? AND seq NOT IN (SELECT seq FROM exchange)`,
    ),
  );
  const finished = db
    .prepare<[number, number], number>(
      `SELECT number FROM delivery WHERE number <= ? AND NOT (${open})
         AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.delivery = delivery.number) LIMIT ?`,
    )
    .pluck();
  const requestOf = db.prepare<[number]>('DELETE FROM delivery_request WHERE delivery = ?');
  const deliveryOf = db.prepare<[number]>('DELETE FROM delivery WHERE number = ?');
  const setFloor = db.prepare<[number]>('INSERT OR REPLACE INTO log_floor (only, seq) VALUES (1, ?)');

  return {
    /** What there is to delete; what comes after it is not touched. */
    limits: (): ClearLimits => limits.get() ?? { oldestSeq: 0, newestSeq: 0, newestDelivery: 0 },
    /** @returns how many lines were deleted between two numbers, both inclusive. */
    deleteLines(from: number, to: number): number {
      const { changes } = exchanges.run(from, to, findUnfinished());
      for (const statement of dependents) statement.run(from, to);
      return changes;
    },
    /** Deletes up to `limit` deliveries that are over and have no line left. @returns how many. */
    deleteDeliveries(newest: number, limit: number): number {
      const numbers = finished.all(newest, limit);
      for (const number of numbers) {
        requestOf.run(number);
        deliveryOf.run(number);
      }
      return numbers.length;
    },
    /** Numbers up to here are never given again. */
    finish(newestSeq: number): void {
      setFloor.run(newestSeq);
      time.forget(newestSeq);
    },
  };
}
