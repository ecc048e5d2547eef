import type { QueueState, queueMethods } from '../../../../src-preload/contract/queue.ts';
import type { replayMethods } from '../../../../src-preload/contract/replay.ts';
import type { HandlersOf } from '../../handlers/types.ts';
import type { KeyValueRepository } from '../../store/key-value-repository.ts';
import type { Store } from '../../store/store.ts';
import { createDeliveryIds } from '../delivery-id.ts';
import type { Dispatcher } from '../dispatcher.ts';
import type { Emit } from '../ports.ts';
import { DEMO_RATE, type QueueClock } from '../queue-clock.ts';
import { readLineage } from './lineage.ts';
import { createReplayBulk } from './replay-bulk.ts';
import { createReplayOne } from './replay-one.ts';
import type { ReplayParts } from './replay-parts.ts';

/** Replays of one and of many, and what tells them how their deliveries ended. */
export function createReplay(parts: ReplayParts) {
  const createId = createDeliveryIds(parts.random);
  const one = createReplayOne(parts, createId);
  const bulk = createReplayBulk(parts, createId);
  const handlers: HandlersOf<typeof replayMethods> = {
    'replay.preview': (order) => one.preview(order),
    'replay.send': (order) => one.send(order),
    'replay.body': (asked) => one.readBody(asked),
    'replay.lineage': ({ deliveryId }) => readLineage(parts, deliveryId),
    'replay.plan': ({ filter, options }) => bulk.plan(filter, options),
    'replay.start': (order) => bulk.start(order),
    'replay.current': () => bulk.current(),
    'replay.pause': ({ id }) => bulk.pause(id),
    'replay.resume': ({ id }) => bulk.resume(id),
    'replay.cancel': ({ id }) => bulk.cancel(id),
  };
  return { handlers, load: bulk.load, noteFinished: bulk.noteFinished, wake: bulk.wake, stop: bulk.stop };
}

const PAUSED_KEY = 'queue-paused';

/** Pausing and resuming of everything, kept across restarts, and sending at once what waits. */
export function createQueueSwitch(
  dispatcher: Dispatcher,
  queueClock: QueueClock,
  store: Pick<Store, 'commitNow'>,
  meta: KeyValueRepository,
  emit: Emit,
  onResume: () => void,
) {
  function tell(): QueueState {
    emit({ name: 'queue.state', payload: dispatcher.state });
    return dispatcher.state;
  }
  function change(paused: boolean) {
    store.commitNow(() => (paused ? meta.save(PAUSED_KEY, '1') : meta.remove(PAUSED_KEY)));
    dispatcher.setPaused(paused);
    if (!paused) onResume();
    return tell();
  }
  const handlers: HandlersOf<typeof queueMethods> = {
    'queue.state': () => dispatcher.state,
    'queue.pause': () => change(true),
    'queue.resume': () => change(false),
    'queue.resumeEndpoint': ({ webhookId }) => {
      dispatcher.resumeEndpoint(webhookId);
      return dispatcher.state;
    },
    'queue.setDemo': ({ on }) => {
      queueClock.setRate(on ? DEMO_RATE : 1);
      return tell();
    },
    'queue.sendNow': ({ id }) => dispatcher.sendNow(id),
  };
  return { handlers, load: () => dispatcher.setPaused(meta.get(PAUSED_KEY) !== null) };
}
