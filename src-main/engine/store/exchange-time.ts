import type { Sqlite } from './sqlite.ts';

/**
 * Times in the log rise with `seq` but for this much: a request is dated when it begins and numbered when it is written down.
 */
const SLACK_MS = 120_000;

/** Between which numbers the lines of a period stand; both exclusive, null where there is no bound. */
export interface SeqBounds {
  above: number | null;
  below: number | null;
}

/**
 * Finds a period in the log by its index of times, without reading the lines in it. That only holds while times rise with
 * `seq`; where the clock was once put back by more than the slack, there are no bounds and every line is compared.
 */
export function createExchangeTime(db: Sqlite) {
  const lastBefore = db
    .prepare<[number], number>('SELECT seq FROM exchange WHERE at < ? ORDER BY at DESC LIMIT 1')
    .pluck();
  const firstAfter = db.prepare<[number], number>('SELECT seq FROM exchange WHERE at > ? ORDER BY at LIMIT 1').pluck();
  const noteStep = db.prepare<[number]>('INSERT OR REPLACE INTO log_clock_step (only, seq) VALUES (1, ?)');
  const findStep = db.prepare<[], number>('SELECT seq FROM log_clock_step').pluck();
  const forgetStep = db.prepare<[number]>('DELETE FROM log_clock_step WHERE seq <= ?');
  const latest = db.prepare<[], number | null>('SELECT max(at) FROM exchange').pluck();
  const readLatest = (): number => latest.get() ?? Number.NEGATIVE_INFINITY;
  let newest = readLatest();

  return {
    /** Takes note of a new line's time, in the transaction that writes the line. */
    note(seq: number, at: number): void {
      if (at < newest - SLACK_MS) noteStep.run(seq);
      else if (at > newest) newest = at;
    },
    bounds(from: number | null, to: number | null): SeqBounds {
      if (findStep.get() !== undefined) return { above: null, below: null };
      return {
        above: from === null ? null : (lastBefore.get(from - SLACK_MS) ?? null),
        below: to === null ? null : (firstAfter.get(to + SLACK_MS) ?? null),
      };
    },
    /** Lines up to `seq` were deleted. */
    forget(seq: number): void {
      forgetStep.run(seq);
      newest = readLatest();
    },
  };
}
