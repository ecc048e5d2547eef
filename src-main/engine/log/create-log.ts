import type { logMethods } from '../../../src-preload/contract/log.ts';
import { toDelivery } from '../dispatch/to-contract.ts';
import type { HandlersOf } from '../handlers/types.ts';
import { clearLog } from './clear-log.ts';
import { countOverTime } from './histogram.ts';
import { createLineCounter } from './log-counts.ts';
import type { LogParts } from './log-parts.ts';
import { readBody } from './read-body.ts';
import { readDetail } from './read-detail.ts';
import { readPage } from './read-page.ts';

/** Answers what the window asks of the log. */
export function createLogHandlers(parts: LogParts): HandlersOf<typeof logMethods> {
  const countLines = createLineCounter(parts);
  return {
    'log.page': (asked) => readPage(parts, countLines, asked),
    'log.rows': ({ seqs }) => parts.exchanges.findRows(seqs),
    'log.detail': ({ seq }) => readDetail(parts, seq),
    'log.body': (asked) => readBody(parts, asked),
    'log.histogram': ({ from, buckets }) => countOverTime(parts, from, buckets),
    'log.clear': () => clearLog(parts),
    'deliveries.waiting': () => parts.deliveries.listOpen().map(toDelivery),
  };
}
