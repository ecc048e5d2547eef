import type { BulkState } from '../../../src-preload/contract/replay.ts';
import type { Sqlite } from './sqlite.ts';

export interface StoredReplayJob {
  number: number;
  id: string;
  /** JSON text, like `options` and `confirmed`. */
  filter: string;
  options: string;
  confirmed: string;
  state: BulkState | 'preparing';
  reason: string | null;
  createdAt: number;
  finishedAt: number | null;
}

export interface ReplayItem {
  /** Number of the delivery that is replayed. */
  source: number;
  state: 'waiting' | 'skipped' | 'refused';
  reason: string | null;
}

export interface ItemCounts {
  waiting: number;
  sent: number;
  skipped: number;
  refused: number;
}

export interface OutcomeCounts {
  delivered: number;
  failed: number;
  unknown: number;
  underWay: number;
}

const columns =
  'number, id, filter, options, confirmed, state, reason, created_at AS createdAt, finished_at AS finishedAt';

export type ReplayRepository = ReturnType<typeof createReplayRepository>;

/** Bulk replays, what they are made of, and families of deliveries. Everything is synchronous; writes belong inside a commit. */
export function createReplayRepository(db: Sqlite) {
  const insertJob = db.prepare<unknown[]>(
    `INSERT INTO replay_job (number, id, filter, options, confirmed, state, reason, created_at, finished_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const highest = db.prepare<[], number>('SELECT coalesce(max(number), 0) FROM replay_job').pluck();
  const newest = db.prepare<[], StoredReplayJob>(`SELECT ${columns} FROM replay_job ORDER BY number DESC LIMIT 1`);
  const updateJob = db.prepare<[string, string | null, number | null, number]>(
    'UPDATE replay_job SET state = ?, reason = ?, finished_at = ? WHERE number = ?',
  );
  const insertItem = db.prepare<[number, number, string, string | null]>(
    'INSERT INTO replay_item (job, source, state, reason) VALUES (?, ?, ?, ?)',
  );
  const nextItems = db
    .prepare<[number, number, number], number>(
      "SELECT source FROM replay_item WHERE job = ? AND state = 'waiting' AND source > ? ORDER BY source LIMIT ?",
    )
    .pluck();
  const markSent = db.prepare<[number, number, number]>(
    "UPDATE replay_item SET state = 'sent', delivery = ? WHERE job = ? AND source = ? AND state = 'waiting'",
  );
  const markLeftOut = db.prepare<[string, string, number, number]>(
    "UPDATE replay_item SET state = ?, reason = ? WHERE job = ? AND source = ? AND state = 'waiting'",
  );
  const countItems = db.prepare<[number], { state: keyof ItemCounts; items: number }>(
    'SELECT state, count(*) AS items FROM replay_item WHERE job = ? GROUP BY state',
  );
  const countOutcomes = db.prepare<[number], OutcomeCounts>(
    `SELECT coalesce(sum(d.state = 'delivered'), 0) AS delivered,
       coalesce(sum(d.state IN ('exhausted', 'failed_will_retry', 'cancelled')), 0) AS failed,
       coalesce(sum(d.state = 'unknown'), 0) AS unknown,
       coalesce(sum(d.state IN ('queued', 'in_flight', 'blocked')), 0) AS underWay
     FROM replay_item i JOIN delivery d ON d.number = i.delivery WHERE i.job = ? AND i.state = 'sent'`,
  );
  const groupReasons = db.prepare<[number, string], { reason: string; count: number }>(
    `SELECT coalesce(reason, '') AS reason, count(*) AS count FROM replay_item WHERE job = ? AND state = ?
     GROUP BY reason ORDER BY count DESC LIMIT 50`,
  );
  const groupFailures = db.prepare<
    [number],
    { code: string | null; status: number | null; host: string; count: number }
  >(
    `SELECT a.error_code AS code, a.status, e.attempt_host AS host, count(*) AS count
     FROM replay_item i JOIN delivery d ON d.number = i.delivery
       JOIN attempt a ON a.seq = (SELECT max(seq) FROM attempt WHERE delivery = d.number)
       JOIN exchange e ON e.seq = a.seq
     WHERE i.job = ? AND i.state = 'sent' AND d.state IN ('exhausted', 'failed_will_retry', 'cancelled', 'unknown')
     GROUP BY a.error_code, a.status, e.attempt_host ORDER BY count DESC LIMIT 50`,
  );
  const succeededAfter = db
    .prepare<[number, number], number>("SELECT 1 FROM attempt WHERE delivery = ? AND seq > ? AND outcome = 'success'")
    .pluck();
  const childrenOf = db
    .prepare<[string], number>('SELECT number FROM delivery WHERE replay_of = ? ORDER BY number LIMIT 200')
    .pluck();

  return {
    insertJob(job: StoredReplayJob): void {
      const { number, id, filter, options, confirmed, state, reason, createdAt, finishedAt } = job;
      insertJob.run(number, id, filter, options, confirmed, state, reason, createdAt, finishedAt);
    },
    nextJobNumber: (): number => (highest.get() ?? 0) + 1,
    findNewestJob: (): StoredReplayJob | null => newest.get() ?? null,
    updateJob(
      number: number,
      { state, reason, finishedAt }: Pick<StoredReplayJob, 'state' | 'reason' | 'finishedAt'>,
    ): void {
      updateJob.run(state, reason, finishedAt, number);
    },
    insertItem: (job: number, { source, state, reason }: ReplayItem): void =>
      void insertItem.run(job, source, state, reason),
    /** Numbers of deliveries that still wait to be replayed, from the lowest above `after`. */
    listWaiting: (job: number, after: number, limit: number): number[] => nextItems.all(job, after, limit),
    /** @returns false where it was sent or left out before. */
    markSent: (job: number, source: number, delivery: number): boolean =>
      markSent.run(delivery, job, source).changes === 1,
    markLeftOut: (job: number, source: number, state: 'skipped' | 'refused', reason: string): void =>
      void markLeftOut.run(state, reason, job, source),
    countItems(job: number): ItemCounts {
      const counts: ItemCounts = { waiting: 0, sent: 0, skipped: 0, refused: 0 };
      for (const { state, items } of countItems.all(job)) counts[state] = items;
      return counts;
    },
    /** What became of what was sent. */
    countOutcomes: (job: number): OutcomeCounts =>
      countOutcomes.get(job) ?? { delivered: 0, failed: 0, unknown: 0, underWay: 0 },
    groupReasons: (job: number, state: 'skipped' | 'refused') => groupReasons.all(job, state),
    groupFailures: (job: number) => groupFailures.all(job),
    /** Whether an attempt of a delivery succeeded in a line after `seq`. */
    succeededAfter: (delivery: number, seq: number): boolean => succeededAfter.get(delivery, seq) !== undefined,
    /** Numbers of the deliveries that replay one, oldest first. */
    listReplaysOf: (id: string): number[] => childrenOf.all(id),
  };
}
