import type { DispatcherParts } from './dispatcher-parts.ts';
import { createQueueItem, type QueueItem } from './queue-item.ts';
import { longestDelay } from './schedule.ts';
import { settleUnknown, stoppedBeforeAnswer } from './settle.ts';
import { readPlan, readPolicy } from './stored-request.ts';

export interface Recovered {
  /** Attempts whose outcome will never be known. */
  unknown: number;
  /** Of those, how many deliveries are sent again with the same id. */
  requeued: number;
}

/** In one commit: every attempt that an older run left in flight becomes unknown, and its delivery follows its rule. */
export async function recoverAttempts(parts: DispatcherParts): Promise<Recovered> {
  const { attempts, deliveries, exchanges, store, clock } = parts;
  const left = attempts.listInFlight().filter(({ boot }) => boot !== parts.boot);
  if (left.length === 0) return { unknown: 0, requeued: 0 };
  let requeued = 0;
  await store.commit(() => {
    requeued = 0;
    const now = clock.now();
    for (const { seq, delivery } of left) {
      attempts.finish(seq, {
        outcome: 'unknown',
        finishedAt: now,
        response: null,
        error: stoppedBeforeAnswer,
        timings: null,
      });
      exchanges.finishSent(seq, {
        outcome: 'unknown',
        status: null,
        error: stoppedBeforeAnswer.code,
        durationMs: null,
      });
      const row = deliveries.findByNumber(delivery);
      const stored = deliveries.findRequest(delivery);
      if (row === null || row.state !== 'in_flight') continue;
      const settled = settleUnknown(row.kind, stored === null || readPolicy(stored).atMostOnce, stoppedBeforeAnswer);
      if (!settled.over) requeued += 1;
      deliveries.update(delivery, {
        state: settled.state,
        reason: settled.reason,
        nextAt: null,
        attemptCount: row.attemptCount,
      });
    }
  });
  return { unknown: left.length, requeued };
}

/** Cancels what waits for a webhook that is gone for good. */
export async function cancelOrphans({ deliveries, webhooks, store }: DispatcherParts): Promise<void> {
  const orphans = deliveries
    .listOpen()
    .filter(({ webhookId }) => webhookId !== '' && webhooks.find(webhookId) === null);
  if (orphans.length === 0) return;
  await store.commit(() => {
    for (const { number, attemptCount } of orphans) {
      deliveries.update(number, { state: 'cancelled', reason: 'Its webhook was deleted.', nextAt: null, attemptCount });
    }
  });
}

export interface Resumed {
  item: QueueItem;
  waitMs: number;
  blocked: boolean;
}

/**
 * Everything that still has something to do, oldest first. How long it waits comes from the wall clock, which may have jumped
 * meanwhile: never longer than was decided, or, where that was not kept, than its rule could have asked for.
 */
export function resumeDeliveries(parts: DispatcherParts): Resumed[] {
  const now = parts.clock.now();
  return parts.deliveries.listOpen().map((row) => {
    const stored = parts.deliveries.findRequest(row.number);
    const policy = stored === null ? null : readPolicy(stored);
    const elsewhere = stored !== null && readPlan(stored).replay?.elsewhere === true;
    const item = createQueueItem(row, { ordered: policy?.ordered ?? false, elsewhere }, null);
    item.durable = true;
    for (const attempt of parts.attempts.listOfDelivery(row.number)) {
      item.seqs.push(attempt.seq);
      if (attempt.outcome === 'failure') item.failures += 1;
    }
    const longest = row.delayMs ?? (policy === null ? 0 : longestDelay(policy.retry));
    const waitMs = row.state === 'failed_will_retry' ? Math.min(Math.max((row.nextAt ?? now) - now, 0), longest) : 0;
    return { item, waitMs, blocked: row.state === 'blocked' };
  });
}

/** Writes down the earlier time of those that the clock, which was put back, would have let wait for too long. */
export async function bringForward({ clock, deliveries, store }: DispatcherParts, resumed: Resumed[]): Promise<void> {
  const now = clock.now();
  const late = resumed.filter(({ item: { row }, waitMs }) => row.nextAt !== null && row.nextAt > now + waitMs);
  if (late.length === 0) return;
  for (const { item, waitMs } of late) item.row = { ...item.row, nextAt: now + waitMs };
  await store.commit(() => {
    for (const { item } of late) deliveries.update(item.number, item.row);
  });
}
