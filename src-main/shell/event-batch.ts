import type { EngineEvent } from '../../src-preload/contract/events.ts';

/** Collects the events of one turn of the event loop and passes them on as one message; returns the collector. */
export function createEventBatch(send: (events: EngineEvent[]) => void): (events: readonly EngineEvent[]) => void {
  let waiting: EngineEvent[] = [];
  const flush = (): void => {
    const events = waiting;
    waiting = [];
    send(events);
  };
  return (events) => {
    if (events.length === 0) return;
    if (waiting.length === 0) setImmediate(flush);
    waiting.push(...events);
  };
}
