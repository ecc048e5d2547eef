import { expect, test } from 'vitest';
import { createEventBatch } from '../../src-main/shell/event-batch.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';

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

test('the next turn has a message of its own, and a turn without events has none', async () => {
  const messages: EngineEvent[][] = [];
  const add = createEventBatch((events) => messages.push(events));
  add([settings]);
  await nextTurn();
  await nextTurn();
  add([cleared]);
  await nextTurn();
  expect(messages).toEqual([[settings], [cleared]]);
});
