import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogFilter } from '../../../../src-preload/contract/log.ts';
import type {
  BulkOptions,
  BulkPlan,
  BulkProgress,
  BulkSummary,
  ReasonCount,
} from '../../../../src-preload/contract/replay.ts';
import { EngineError } from '../../errors.ts';
import type { ReplayItem, StoredReplayJob } from '../../store/replay-repository.ts';
import { BulkJob } from './bulk-job.ts';
import { requireConfirmed } from './replay-one.ts';
import type { ReplayParts } from './replay-parts.ts';
import { selectDeliveries } from './select-deliveries.ts';
import { sortItems } from './sort-items.ts';

/** Items written in one transaction. */
const PIECE = 500;

export interface BulkStart {
  filter: LogFilter;
  options: BulkOptions;
  upTo: number;
  confirmed: readonly string[];
}

/** Bulk replays, one at a time. */
export function createReplayBulk(parts: ReplayParts, createId: (nowMs: number) => string) {
  const { replays, store, clock, exchanges } = parts;
  let job: BulkJob | null = null;
  let preparing = false;

  function findJob(id: string): BulkJob {
    if (job === null || job.id !== id) throw new EngineError('not-found', 'This bulk replay no longer exists.');
    if (job.isOver) throw new EngineError('conflict', 'This bulk replay is over.');
    return job;
  }

  async function writeItems(number: number, items: readonly ReplayItem[]): Promise<void> {
    for (let from = 0; from < items.length; from += PIECE) {
      await store.commit(() => {
        for (const item of items.slice(from, from + PIECE)) replays.insertItem(number, item);
      });
      await nextTurn();
    }
  }

  async function prepare({ filter, options, upTo, confirmed }: BulkStart): Promise<BulkJob> {
    const { items, plan } = await sortItems(parts, await selectDeliveries(parts, filter, upTo), options);
    requireConfirmed(plan.confirmations, confirmed);
    if (plan.sends === 0) throw new EngineError('invalid', 'Nothing of this is left to replay.');
    const now = clock.now();
    const row: StoredReplayJob = {
      number: replays.nextJobNumber(),
      id: createId(now).replace('msg_', 'rep_'),
      filter: JSON.stringify(filter),
      options: JSON.stringify(options),
      confirmed: JSON.stringify(confirmed),
      state: 'preparing',
      reason: null,
      createdAt: now,
      finishedAt: null,
    };
    await store.commit(() => replays.insertJob(row));
    await writeItems(row.number, items);
    return new BulkJob(parts, createId, row);
  }

  return {
    /** What an older run left: a job that was running rests until somebody says go on. */
    async load(): Promise<void> {
      const row = replays.findNewestJob();
      if (row === null) return;
      const change =
        row.state === 'preparing'
          ? { state: 'cancelled' as const, reason: 'Hookwright was stopped before it began.', finishedAt: clock.now() }
          : row.state === 'running'
            ? {
                state: 'paused' as const,
                reason: 'Hookwright was stopped meanwhile. Resume it to go on.',
                finishedAt: null,
              }
            : null;
      if (change !== null) await store.commit(() => replays.updateJob(row.number, change));
      job = new BulkJob(parts, createId, { ...row, ...change });
    },
    /** Counts first; nothing is sent. */
    async plan(filter: LogFilter, options: BulkOptions): Promise<BulkPlan> {
      const upTo = exchanges.newestSeq();
      const { plan } = await sortItems(parts, await selectDeliveries(parts, filter, upTo), options);
      return { upTo, ...plan };
    },
    /** @throws EngineError `conflict` while another is not over, `confirm`, `invalid` where there is nothing to send */
    async start(order: BulkStart): Promise<BulkProgress> {
      if (preparing || (job !== null && !job.isOver)) {
        throw new EngineError('conflict', 'Another bulk replay is not over. Cancel it, or wait for its end.');
      }
      preparing = true;
      try {
        job = await prepare(order);
      } finally {
        preparing = false;
      }
      await job.run();
      return job.progress();
    },
    current(): BulkSummary | null {
      if (job === null) return null;
      if (job.isOver) job.recount();
      return {
        ...job.progress(),
        failures: replays.groupFailures(job.number).map(explainFailures),
        skips: replays.groupReasons(job.number, 'skipped'),
        refusals: replays.groupReasons(job.number, 'refused'),
      };
    },
    async pause(id: string): Promise<BulkProgress> {
      const found = findJob(id);
      await found.pause(null);
      return found.progress();
    },
    async resume(id: string): Promise<BulkProgress> {
      const found = findJob(id);
      await found.run();
      return found.progress();
    },
    async cancel(id: string): Promise<BulkProgress> {
      const found = findJob(id);
      await found.cancel();
      return found.progress();
    },
    noteFinished: (deliveryId: string, outcome: 'success' | 'failure' | 'unknown'): void =>
      job?.noteFinished(deliveryId, outcome),
    wake: (): void => job?.wake(),
    stop: (): void => job?.stop(),
  };
}

const codeWords: Readonly<Record<string, string>> = {
  dns: 'The name could not be resolved',
  refused: 'The connection was refused',
  unreachable: 'The host could not be reached',
  proxy: 'The proxy did not open the way',
  'connect-timeout': 'The connection took too long',
  tls: 'The certificate or TLS failed',
  reset: 'The connection was reset',
  closed: 'The connection was closed without an answer',
  truncated: 'The answer was cut off',
  'malformed-response': 'The answer was not HTTP',
  deadline: 'No answer in time',
  redirect: 'It answered with a redirect',
  'outcome-unknown': 'The outcome is unknown',
  cancelled: 'It was cancelled',
};

function explainFailures({
  code,
  status,
  host,
  count,
}: {
  code: string | null;
  status: number | null;
  host: string;
  count: number;
}): ReasonCount {
  const what = code === 'status' && status !== null ? `It answered ${status}` : (codeWords[code ?? ''] ?? 'It failed');
  return { reason: `${what}: ${host}`, count };
}
