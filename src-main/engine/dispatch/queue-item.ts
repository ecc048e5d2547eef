import type { StoredDelivery } from '../store/delivery-repository.ts';
import type { LaneItem } from './lanes.ts';
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
  /** Ends the wait for the next attempt. */
  cancelWait: (() => void) | null;
}

export function createQueueItem(row: StoredDelivery, ordered: boolean, job: DeliveryJob | null): QueueItem {
  return {
    row,
    number: row.number,
    // Somebody looks at a test or a validation, so it does not wait in line with events.
    lane: isEvent(row.kind) ? row.webhookId : `${row.kind} ${row.webhookId}`,
    ordered: ordered && isEvent(row.kind),
    durable: false,
    holding: false,
    failures: 0,
    seqs: [],
    job,
    abort: null,
    cancelWait: null,
  };
}
