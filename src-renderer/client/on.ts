import type { EngineEvent, EngineEvents, EventName } from '../../src-preload/contract/events.ts';
import { getBridge } from './bridge.ts';

type Listener<Name extends EventName> = (payload: EngineEvents[Name]) => void;

const listeners = new Map<EventName, Set<(payload: never) => void>>();
let disconnect: (() => void) | null = null;

function isEvent(value: unknown): value is EngineEvent {
  return typeof value === 'object' && value !== null && 'name' in value && 'payload' in value;
}

function deliver(events: unknown): void {
  if (!Array.isArray(events)) return;
  for (const event of events) {
    if (!isEvent(event)) continue;
    for (const listener of listeners.get(event.name) ?? []) listener(event.payload as never);
  }
}

/** Listens to one event of the engine; gives the function that stops it. The bridge is subscribed to once for all. */
export function on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
  const set = listeners.get(name) ?? new Set();
  listeners.set(name, set);
  set.add(listener);
  disconnect ??= getBridge().on(deliver);
  return () => {
    set.delete(listener);
    if ([...listeners.values()].every((each) => each.size === 0)) {
      disconnect?.();
      disconnect = null;
    }
  };
}
