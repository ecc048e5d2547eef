import type { Sqlite } from './sqlite.ts';
import { createUnfinishedImport } from './unfinished-import.ts';

export interface HistogramSlice {
  bucket: number;
  outcome: 'success' | 'failure';
  rows: number;
}

/**
 * Counts lines per bucket of time. A line without an attempt counts by what the capture server made of it; one in flight
 * does not count yet.
 */
export function createExchangeHistogram(db: Sqlite) {
  const statement = db.prepare<[number, number, number, number, number, number], HistogramSlice>(
    `SELECT CAST((at - ?) / ? AS INTEGER) AS bucket,
       CASE WHEN outcome = 'success' OR (outcome IS NULL AND capture_malformed = 0 AND coalesce(verdict, '') <> 'invalid')
         THEN 'success' ELSE 'failure' END AS outcome,
       count(*) AS rows
     FROM exchange WHERE seq > ? AND seq <= ? AND at >= ? AND outcome IS NOT 'in_flight'
       AND (seq < ? OR attempt_kind IS NOT 'import') GROUP BY 1, 2`,
  );
  const findUnfinished = createUnfinishedImport(db);
  return {
    /** Lines above one number up to another, dated `from` or later. */
    count: (from: number, bucketMs: number, above: number, upTo: number): HistogramSlice[] =>
      statement.all(from, bucketMs, above, upTo, from, findUnfinished()),
  };
}
