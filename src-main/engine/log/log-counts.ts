import type { LogPage } from '../../../src-preload/contract/log.ts';
import type { PreparedFilter } from '../store/exchange-query.ts';
import type { LogParts } from './log-parts.ts';

type Count = Pick<LogPage, 'count' | 'countIsExact'>;

const COUNTED_ROWS = 10_000;
const KEPT_FILTERS = 16;

export type CountLines = (filter: PreparedFilter) => Count;

/** Counts the lines of a filter up to 10,000, once for each state of the log: paging asks again and again. */
export function createLineCounter({ query, exchanges }: Pick<LogParts, 'query' | 'exchanges'>): CountLines {
  const kept = new Map<string, { version: number; count: Count }>();
  return (filter) => {
    const key = JSON.stringify(filter.filter);
    const version = exchanges.version();
    const known = kept.get(key);
    if (known?.version === version) return known.count;
    const rows = query.count(filter, COUNTED_ROWS + 1);
    const count = { count: Math.min(rows, COUNTED_ROWS), countIsExact: rows <= COUNTED_ROWS };
    kept.delete(key);
    kept.set(key, { version, count });
    const [oldest] = kept.keys();
    if (kept.size > KEPT_FILTERS && oldest !== undefined) kept.delete(oldest);
    return count;
  };
}
