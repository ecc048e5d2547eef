import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogFilter, LogPage, LogRow } from '../../../src-preload/contract/log.ts';
import type { PreparedFilter } from '../store/exchange-query.ts';
import type { CountLines } from './log-counts.ts';
import type { LogParts } from './log-parts.ts';

/** Lines that a search by text looks at in one go: reading bodies is slow, and nothing else may wait for it. */
const SEARCHED_ROWS = 2_000;

/**
 * A page of the log, newest first, with how many lines match up to 10,000. A filter with text reads bodies in pieces, newest
 * first, and lets other work in between; its count is what the page holds.
 */
export async function readPage(
  { query, exchanges }: Pick<LogParts, 'query' | 'exchanges'>,
  countLines: CountLines,
  asked: { filter: LogFilter; before: number | null; after: number | null; limit: number },
): Promise<LogPage> {
  const filter = query.prepare(asked.filter);
  const first = asked.before === null && asked.after !== null ? 'oldest' : 'newest';
  if (asked.filter.text === '') {
    const rows = query.list(filter, { above: asked.after, below: asked.before, first, limit: asked.limit });
    return { rows, ...countLines(filter) };
  }
  const above = Math.max(asked.after ?? 0, filter.bounds.above ?? 0);
  const below = Math.min(asked.before ?? exchanges.newestSeq() + 1, filter.bounds.below ?? Number.MAX_SAFE_INTEGER);
  const { rows, whole } = await search(query, filter, { above, below, first, limit: asked.limit });
  return { rows, count: rows.length, countIsExact: whole && asked.before === null && asked.after === null };
}

interface SearchRange {
  above: number;
  below: number;
  first: 'newest' | 'oldest';
  limit: number;
}

async function search(
  query: LogParts['query'],
  filter: PreparedFilter,
  { above, below, first, limit }: SearchRange,
): Promise<{ rows: LogRow[]; whole: boolean }> {
  const found: LogRow[] = [];
  let [low, high] = [above, below];
  while (high - low > 1 && found.length < limit) {
    const piece =
      first === 'newest'
        ? { above: Math.max(low, high - 1 - SEARCHED_ROWS), below: high }
        : { above: low, below: Math.min(high, low + 1 + SEARCHED_ROWS) };
    const rows = query.list(filter, { ...piece, first, limit: limit - found.length });
    if (first === 'newest') {
      found.push(...rows);
      high = piece.above + 1;
    } else {
      found.unshift(...rows);
      low = piece.below - 1;
    }
    await nextTurn();
  }
  return { rows: found, whole: high - low <= 1 };
}
