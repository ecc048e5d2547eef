import { expect, test } from 'vitest';
import { createEventBatch } from '../../src-main/shell/event-batch.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import { createFakeClock } from '../engine/support/fake-clock.ts';

const settings: EngineEvent = { name: 'settings.changed', payload: {} };
const cleared: EngineEvent = { name: 'log.cleared', payload: {} };
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('the events of one turn of the event loop are one message, in order', async () => {
  const messages: EngineEvent[][] = [];
  const add = createEventBatch((events) => messages.push(events));
  add([settings]);
  add([]);
  await Promise.resolve();
  add([cleared, settings]);
  expect(messages).toEqual([]);
  await nextTurn();
  expect(messages).toEqual([[settings, cleared, settings]]);
});

test('a frame has one message, with everything since the last one, and a time without events has none', async () => {
  const messages: EngineEvent[][] = [];
  const clock = createFakeClock();
  const add = createEventBatch((events) => messages.push(events), clock);
  add([settings]);
  await nextTurn();
  expect(messages).toEqual([[settings]]);
  add([cleared]);
  await nextTurn();
  add([settings]);
  clock.advance(15);
  await nextTurn();
  expect(messages).toEqual([[settings]]);
  clock.advance(1);
  expect(messages).toEqual([[settings], [cleared, settings]]);
  clock.advance(100);
  await nextTurn();
  expect(messages).toHaveLength(2);
  // What comes after a pause does not wait for a frame.
  add([cleared]);
  await nextTurn();
  expect(messages).toEqual([[settings], [cleared, settings], [cleared]]);
});
