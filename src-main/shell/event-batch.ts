import type { EngineEvent } from '../../src-preload/contract/events.ts';
import { type Clock, systemClock } from '../engine/clock.ts';

/** A page shows nothing more often, and a message costs both sides more than what is in it. */
const FRAME_MS = 16;

/**
 * Collects events and passes them on as one message at the end of the turn of the event loop, or when a frame has passed since the
 * last message; returns the collector.
 */
export function createEventBatch(
  send: (events: EngineEvent[]) => void,
  clock: Pick<Clock, 'monotonic' | 'setTimeout'> = systemClock,
): (events: readonly EngineEvent[]) => void {
  let waiting: EngineEvent[] = [];
  let notBefore = Number.NEGATIVE_INFINITY;
  const flush = (): void => {
    const events = waiting;
    waiting = [];
    notBefore = clock.monotonic() + FRAME_MS;
    send(events);
  };
  return (events) => {
    if (events.length === 0) return;
    if (waiting.length === 0) {
      const wait = notBefore - clock.monotonic();
      if (wait > 0) clock.setTimeout(flush, wait);
      else setImmediate(flush);
    }
    waiting.push(...events);
  };
}
