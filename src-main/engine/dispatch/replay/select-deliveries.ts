import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogFilter } from '../../../../src-preload/contract/log.ts';
import type { ReplayParts } from './replay-parts.ts';

export interface Selection {
  /** Newest line that matches, by the number of the delivery. */
  newestSeq: Map<number, number>;
  lines: number;
  /** Lines that were only captured. */
  onlyCaptured: number;
}

/** Lines read in one go. */
const PIECE = 1_000;

/** Lines that a search by text looks at in one go: it reads bodies. */
const SEARCHED = 500;

/** Everything that matches a filter up to a line of the log, read in pieces so that nothing waits for it. */
export async function selectDeliveries(
  { query }: Pick<ReplayParts, 'query'>,
  filter: LogFilter,
  upTo: number,
): Promise<Selection> {
  const prepared = query.prepare(filter);
  const searches = filter.text !== '';
  const selection: Selection = { newestSeq: new Map(), lines: 0, onlyCaptured: 0 };
  let above = prepared.bounds.above ?? 0;
  const end = Math.min(upTo + 1, prepared.bounds.below ?? Number.MAX_SAFE_INTEGER);
  while (above < end - 1) {
    const below = searches ? Math.min(end, above + 1 + SEARCHED) : end;
    const rows = query.listDeliveries(prepared, above, below, PIECE);
    for (const { seq, delivery } of rows) {
      selection.lines += 1;
      if (delivery === null) selection.onlyCaptured += 1;
      else selection.newestSeq.set(delivery, seq);
    }
    above = rows.length === PIECE ? (rows.at(-1)?.seq ?? below - 1) : below - 1;
    await nextTurn();
  }
  return selection;
}
