import { z } from 'zod';
import { answers } from './define.ts';
import type { Delivery } from './delivery.ts';

/** Whether anything leaves at all. Kept across restarts. */
export interface QueueState {
  paused: boolean;
  /** Deliveries that are not over. */
  waiting: number;
}

export const queueMethods = {
  'queue.state': answers<QueueState>()(z.strictObject({})),
  /** Nothing is sent until it is resumed; what is under way is finished. */
  'queue.pause': answers<QueueState>()(z.strictObject({})),
  'queue.resume': answers<QueueState>()(z.strictObject({})),
  /** The next attempt of a delivery now, and not when it is due. */
  'queue.sendNow': answers<Delivery>()(z.strictObject({ id: z.string().max(64) })),
};
