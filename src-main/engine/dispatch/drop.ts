import { finishRequest } from '../compose/finish-request.ts';
import { EngineError } from '../errors.ts';
import { recordRequest } from './attempt-record.ts';
import type { DispatcherParts } from './dispatcher-parts.ts';
import type { QueueItem } from './queue-item.ts';
import { insertMarker } from './run-attempt.ts';
import { commitUntilStored } from './storage-wait.ts';
import { type DeliveryJob, readJob, readPlan, readPolicy } from './stored-request.ts';

/**
 * Ends a delivery that is not sent any more, for example because its webhook was deactivated. One that never had an attempt gets
 * its line in the log here, so that the reason can be seen and the delivery replayed.
 * @param abandon ends the wait for a disk that refuses
 */
export async function dropDelivery(
  parts: DispatcherParts,
  item: QueueItem,
  reason: string,
  abandon: AbortSignal,
): Promise<void> {
  const { store, deliveries, emit } = parts;
  const attemptCount = Math.max(item.row.attemptCount, 1);
  const progress = { state: 'cancelled', reason, nextAt: null, attemptCount } as const;
  const writeLine = item.row.attemptCount > 0 ? null : prepareLine(parts, item, reason);
  let seq: number | null = null;
  await commitUntilStored(
    store,
    () => {
      deliveries.update(item.number, progress);
      seq = writeLine?.() ?? null;
    },
    abandon,
  );
  item.row = { ...item.row, ...progress };
  if (seq === null) return;
  item.seqs.push(seq);
  emit({ name: 'delivery.finished', payload: { deliveryId: item.row.id, seq, outcome: 'failure' } });
}

/** The request as it would have gone out, as an attempt that ended before anything was sent. */
function prepareLine(parts: DispatcherParts, item: QueueItem, reason: string): (() => number) | null {
  const { attempts, exchanges, clock, guard, webhooks } = parts;
  const job = item.job ?? loadJob(parts, item);
  if (job === null) return null;
  const at = clock.now();
  const identity = { id: job.plan.messageId ?? item.row.id, timestampMs: at };
  const { request } = finishRequest(job.plan, job.body, identity, (field) =>
    webhooks.readSecret(item.row.webhookId, field),
  );
  const stored = recordRequest(request, { deliveryId: item.row.id, number: 1 }, guard);
  const error = { code: 'cancelled', phase: null, message: reason, cause: null } as const;
  return () => {
    const seq = insertMarker(parts, { item, job, number: 1, startedAt: at }, stored);
    attempts.finish(seq, { outcome: 'failure', finishedAt: at, response: null, error, timings: null });
    exchanges.finishSent(seq, { outcome: 'failure', status: null, error: error.code, durationMs: null });
    return seq;
  };
}

/** With the vault closed, what is readable without it: the line is there, with its secrets redacted. */
function loadJob({ deliveries, guard }: DispatcherParts, { number, row }: QueueItem): DeliveryJob | null {
  const stored = deliveries.findRequest(number);
  if (stored === null) return null;
  try {
    return readJob(stored, row.id, guard);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { plan: readPlan(stored), policy: readPolicy(stored), body: stored.body };
  }
}
