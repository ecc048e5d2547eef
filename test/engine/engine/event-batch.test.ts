import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createEventBatch } from '../../../src-main/engine/event-batch.ts';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';

function listen() {
  const batch = createEventBatch();
  const calls: EngineEvent[][] = [];
  const stop = batch.listen((events) => calls.push(events));
  return { ...batch, calls, stop };
}

test('tells everything of one turn in one call', async () => {
  const { emit, calls } = listen();
  emit({ name: 'settings.changed', payload: {} });
  emit({ name: 'log.cleared', payload: {} });
  expect(calls).toEqual([]);
  await setImmediate();
  expect(calls).toEqual([
    [
      { name: 'settings.changed', payload: {} },
      { name: 'log.cleared', payload: {} },
    ],
  ]);
});

test('makes one event of those that say the same about several things', async () => {
  const { emit, calls } = listen();
  emit({ name: 'webhooks.changed', payload: { ids: ['a'] } });
  emit({ name: 'log.changed', payload: { newest: 7, seqs: [3, 7] } });
  emit({ name: 'webhooks.changed', payload: { ids: ['b', 'a'] } });
  emit({ name: 'log.changed', payload: { newest: 6, seqs: [6, 7] } });
  emit({ name: 'capture.state', payload: { state: 'off' } });
  emit({ name: 'capture.state', payload: { state: 'failed', message: 'last' } });
  await setImmediate();
  expect(calls).toEqual([
    [
      { name: 'webhooks.changed', payload: { ids: ['a', 'b'] } },
      { name: 'log.changed', payload: { newest: 7, seqs: [3, 7, 6] } },
      { name: 'capture.state', payload: { state: 'failed', message: 'last' } },
    ],
  ]);
});

test('keeps apart what is about different deliveries', async () => {
  const { emit, calls } = listen();
  for (const deliveryId of ['a', 'b']) {
    emit({ name: 'delivery.finished', payload: { deliveryId, seq: 1, outcome: 'success' } });
  }
  await setImmediate();
  expect(calls[0]).toHaveLength(2);
});

test('tells nobody who has stopped listening', async () => {
  const { emit, calls, stop } = listen();
  emit({ name: 'log.cleared', payload: {} });
  stop();
  await setImmediate();
  expect(calls).toEqual([]);
});
