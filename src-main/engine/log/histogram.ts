import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogParts } from './log-parts.ts';

/** Lines counted in one go; a long log must not hold up anything. */
const COUNTED_ROWS = 20_000;

/** Lines per bucket of time from `from` (wall milliseconds) until now; what is still in flight does not count. */
export async function countOverTime(
  { histogram, exchanges, clock }: Pick<LogParts, 'histogram' | 'exchanges' | 'clock'>,
  from: number,
  buckets: number,
): Promise<{ from: number; bucketMs: number; success: number[]; failure: number[] }> {
  const bucketMs = Math.max(1, Math.ceil((clock.now() - from + 1) / buckets));
  const counts = { success: new Array<number>(buckets).fill(0), failure: new Array<number>(buckets).fill(0) };
  const newest = exchanges.newestSeq();
  let above = exchanges.time.bounds(from, null).above ?? exchanges.oldestSeq() - 1;
  while (above < newest) {
    const upTo = Math.min(newest, above + COUNTED_ROWS);
    for (const { bucket, outcome, rows } of histogram.count(from, bucketMs, above, upTo)) {
      // A line dated after now (the clock was put back) belongs to the newest bucket.
      const index = Math.min(bucket, buckets - 1);
      counts[outcome][index] = (counts[outcome][index] ?? 0) + rows;
    }
    above = upTo;
    if (above < newest) await nextTurn();
  }
  return { from, bucketMs, ...counts };
}
