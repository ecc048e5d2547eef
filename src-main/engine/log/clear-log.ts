import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogParts } from './log-parts.ts';

/** Lines deleted in one transaction. */
const PIECE = 2_000;

/**
 * Deletes what is in the log now, in pieces, so that sending and capturing go on meanwhile. Deliveries that still wait are kept,
 * and what arrives while it is cleared is not touched.
 */
export async function clearLog({
  store,
  cleaner,
  exchanges,
  emit,
}: Pick<LogParts, 'store' | 'cleaner' | 'exchanges' | 'emit'>): Promise<{
  deleted: number;
}> {
  const { oldestSeq, newestSeq, newestDelivery } = cleaner.limits();
  let deleted = 0;
  for (let from = oldestSeq; from > 0 && from <= newestSeq; from += PIECE) {
    deleted += await store.commit(() => cleaner.deleteLines(from, Math.min(newestSeq, from + PIECE - 1)));
    await nextTurn();
  }
  while ((await store.commit(() => cleaner.deleteDeliveries(newestDelivery, PIECE))) === PIECE) await nextTurn();
  await store.commit(() => cleaner.finish(newestSeq));
  exchanges.noteChange();
  emit({ name: 'log.cleared', payload: {} });
  return { deleted };
}
