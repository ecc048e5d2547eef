import type { LogParts } from './log-parts.ts';

/** Lines per bucket of time from `from` (wall milliseconds) until now; what is still in flight does not count. */
export function countOverTime(
  { histogram, exchanges, clock }: Pick<LogParts, 'histogram' | 'exchanges' | 'clock'>,
  from: number,
  buckets: number,
): { from: number; bucketMs: number; success: number[]; failure: number[] } {
  const bucketMs = Math.max(1, Math.ceil((clock.now() - from + 1) / buckets));
  const counts = { success: new Array<number>(buckets).fill(0), failure: new Array<number>(buckets).fill(0) };
  const { above } = exchanges.time.bounds(from, null);
  for (const { bucket, outcome, rows } of histogram.count(from, bucketMs, above ?? 0, exchanges.newestSeq())) {
    // A line dated after now (the clock was put back) belongs to the newest bucket.
    const index = Math.min(bucket, buckets - 1);
    counts[outcome][index] = (counts[outcome][index] ?? 0) + rows;
  }
  return { from, bucketMs, ...counts };
}
