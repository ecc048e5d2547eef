import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import type { EndpointPause } from '../../../src-preload/contract/queue.ts';
import type { Breakers } from './breakers.ts';
import type { DispatcherParts } from './dispatcher-parts.ts';
import type { Lanes } from './lanes.ts';
import type { QueueClock } from './queue-clock.ts';
import type { QueueItem } from './queue-item.ts';
import { toDelivery } from './to-contract.ts';

/** What can keep a delivery from going, besides its own time. */
export interface Hindrances {
  store: Pick<DispatcherParts['store'], 'trouble'>;
  queueClock: QueueClock;
  breakers: Breakers;
  lanes: Lanes<QueueItem>;
  isPaused: boolean;
}

/** Wall clock and monotonic clock differ by less without one of them having been put. */
const CLOCK_NOISE_MS = 1000;

/** A delivery as it is now, why it waits, and until when by the wall clock. The strongest reason is told. */
export function describeWaiting(item: QueueItem, hindrances: Hindrances): Delivery {
  const delivery = { ...toDelivery(item.row), nextAt: findDue(item, hindrances.queueClock) };
  const { state, nextAt } = delivery;
  if (state !== 'queued' && state !== 'failed_will_retry') return delivery;
  const everything = explainStop(hindrances);
  if (everything !== null) return { ...delivery, reason: everything };
  const endpoint = hindrances.breakers.find(item.lane);
  // Its own time may be later than that of the endpoint.
  if (endpoint !== null && (item.cancelWait === null || (endpoint.until ?? 0) > (nextAt ?? 0))) {
    return { ...delivery, reason: explainPause(endpoint), nextAt: endpoint.until ?? nextAt };
  }
  if (delivery.reason !== null) return delivery;
  const isBehind = hindrances.lanes.waitsBehind(item) !== null;
  const reason = isBehind
    ? 'Waits behind an earlier delivery, because this webhook is ordered.'
    : 'Waits for its turn: only so many requests are under way at once.';
  return { ...delivery, reason };
}

/** As it was planned, unless that is not true any more. */
function findDue({ row, dueAt, cancelWait }: QueueItem, queueClock: QueueClock): number | null {
  if (dueAt === null || cancelWait === null) return row.nextAt;
  const at = queueClock.toWall(dueAt);
  return row.nextAt !== null && Math.abs(at - row.nextAt) < CLOCK_NOISE_MS ? row.nextAt : at;
}

function explainStop({ store, isPaused }: Hindrances): string | null {
  const trouble = store.trouble();
  if (trouble !== null) return trouble.message;
  return isPaused ? 'Sending is paused. It goes out when you resume.' : null;
}

function explainPause({ failures, until }: EndpointPause): string {
  return (
    `This endpoint is paused after ${failures} failed attempts in a row. One is tried ${until === null ? 'now' : 'then'}, ` +
    'and the others follow when it succeeds.'
  );
}
