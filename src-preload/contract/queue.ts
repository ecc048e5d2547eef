import { z } from 'zod';
import { answers } from './define.ts';
import type { Delivery } from './delivery.ts';

/** An endpoint that failed so often that its breaker opened. Others are not affected. */
export interface EndpointPause {
  webhookId: string;
  webhookName: string;
  /** Attempts in a row. */
  failures: number;
  /** When one is tried, by the wall clock; null: the next one is the probe. */
  until: number | null;
}

/** Whether anything leaves at all. */
export interface QueueState {
  /** Kept across restarts. */
  paused: boolean;
  /** Deliveries that are not over. */
  waiting: number;
  pausedEndpoints: EndpointPause[];
  /** A minute of waiting lasts a second, to rehearse retries. Off at every start. */
  demo: boolean;
}

export const queueMethods = {
  'queue.state': answers<QueueState>()(z.strictObject({})),
  /** Nothing is sent until it is resumed; what is under way is finished. */
  'queue.pause': answers<QueueState>()(z.strictObject({})),
  'queue.resume': answers<QueueState>()(z.strictObject({})),
  /** Closes the breaker of a webhook: what waits behind it goes. */
  'queue.resumeEndpoint': answers<QueueState>()(z.strictObject({ webhookId: z.string().max(64) })),
  /** Only waits run faster; signatures, time-outs and the log keep the real time. */
  'queue.setDemo': answers<QueueState>()(z.strictObject({ on: z.boolean() })),
  /** The next attempt of a delivery now, and not when it is due. */
  'queue.sendNow': answers<Delivery>()(z.strictObject({ id: z.string().max(64) })),
};
