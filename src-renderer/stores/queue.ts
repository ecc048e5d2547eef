import { create } from 'zustand';
import type { Delivery } from '../../src-preload/contract/delivery.ts';
import type { QueueState } from '../../src-preload/contract/queue.ts';
import { call } from '../client/call.ts';
import { notifyError } from './notices.ts';

interface QueueStore extends QueueState {
  /** What is not over, oldest first; null until somebody looks. */
  deliveries: readonly Delivery[] | null;
}

/** What waits to be sent, and whether anything leaves. */
export const useQueue = create<QueueStore>(() => ({
  paused: false,
  waiting: 0,
  pausedEndpoints: [],
  demo: false,
  deliveries: null,
}));

/** Takes what the engine tells of the queue. */
export function takeQueueState(state: QueueState): void {
  useQueue.setState(state);
}

/** Fetches how many deliveries are not over. */
export async function loadQueue(): Promise<void> {
  takeQueueState(await call('queue.state', {}));
}

/** Fetches what waits. */
export async function loadWaiting(): Promise<void> {
  const deliveries = await call('deliveries.waiting', {});
  useQueue.setState({ deliveries, waiting: deliveries.length });
}

/** Pauses everything, or lets it go on. */
export async function pauseQueue(paused: boolean): Promise<void> {
  try {
    takeQueueState(await call(paused ? 'queue.pause' : 'queue.resume', {}));
  } catch (thrown) {
    notifyError(paused ? 'Sending was not paused' : 'Sending was not resumed', thrown);
  }
}

/** Lets a minute of waiting last a second, or a minute again. */
export async function setDemo(on: boolean): Promise<void> {
  try {
    takeQueueState(await call('queue.setDemo', { on }));
  } catch (thrown) {
    notifyError(on ? 'The demo clock was not switched on' : 'The demo clock was not switched off', thrown);
  }
}

/** Sends again to an endpoint that was paused because it kept failing. */
export async function resumeEndpoint(webhookId: string): Promise<void> {
  try {
    takeQueueState(await call('queue.resumeEndpoint', { webhookId }));
  } catch (thrown) {
    notifyError('The endpoint was not resumed', thrown);
  }
}

/** Makes the next attempt of a delivery now. */
export async function sendNow(id: string): Promise<void> {
  try {
    await call('queue.sendNow', { id });
  } catch (thrown) {
    notifyError('It was not sent now', thrown);
  }
  await loadWaiting().catch(() => {});
}

/** Ends a delivery that waits. */
export async function cancelDelivery(id: string): Promise<void> {
  try {
    await call('deliveries.cancel', { id });
  } catch (thrown) {
    notifyError('It was not cancelled', thrown);
  }
  await loadWaiting().catch(() => {});
}
