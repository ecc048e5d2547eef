import type { StoredDelivery } from '../store/delivery-repository.ts';
import type { LaneItem } from './lanes.ts';
import type { QueueClock } from './queue-clock.ts';
import { isEvent } from './settle.ts';
import type { DeliveryJob } from './stored-request.ts';

/** A delivery that still has something to do, in memory. */
export interface QueueItem extends LaneItem {
  row: StoredDelivery;
  /** Attempts that failed. */
  failures: number;
  /** Lines of the log that show it. */
  seqs: number[];
  /** Kept from its making to its first attempt; later it is read again, so that a long queue takes little memory. */
  job: DeliveryJob | null;
  /** Ends the attempt that is under way. */
  abort: AbortController | null;
  /** When the next attempt is due, in queue time; null where it does not wait for a time. */
  dueAt: number | null;
  /** Ends the wait for the next attempt. */
  cancelWait: (() => void) | null;
}

/** @param elsewhere it does not go to the endpoint of its webhook */
export function createQueueItem(
  row: StoredDelivery,
  { ordered, elsewhere }: { ordered: boolean; elsewhere: boolean },
  job: DeliveryJob | null,
): QueueItem {
  return {
    row,
    number: row.number,
    // Somebody looks at a test or a validation, so it does not wait in line with events; nor does what goes to another endpoint.
    lane: isEvent(row.kind) && !elsewhere ? row.webhookId : `${elsewhere ? 'elsewhere' : row.kind} ${row.webhookId}`,
    ordered: ordered && isEvent(row.kind),
    durable: false,
    holding: false,
    failures: 0,
    seqs: [],
    job,
    abort: null,
    dueAt: null,
    cancelWait: null,
  };
}

/** Lets it wait so many ms of queue time for its next attempt. */
export function startWait(item: QueueItem, queueClock: QueueClock, ms: number, onDue: () => void): void {
  item.dueAt = queueClock.now() + ms;
  item.cancelWait = queueClock.setTimeout(() => {
    item.cancelWait = null;
    onDue();
  }, ms);
}

/** It waits for no time any more. */
export function endWait(item: QueueItem): void {
  item.cancelWait?.();
  item.cancelWait = null;
  item.dueAt = null;
}
