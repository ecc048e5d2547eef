import type { EngineEvent, EngineEvents } from '../../src-preload/contract/events.ts';

export type Emit = (event: EngineEvent) => void;
export type EventListener = (events: EngineEvent[]) => void;

/** Collects what happens in one turn of the event loop and tells it in one call. */
export interface EventBatch {
  emit: Emit;
  /** Answers the end of listening. */
  listen(listener: EventListener): () => void;
  /** Tells what is left. */
  flush(): void;
}

export function createEventBatch(): EventBatch {
  const listeners = new Set<EventListener>();
  let waiting: EngineEvent[] = [];
  let scheduled = false;

  function flush(): void {
    scheduled = false;
    if (waiting.length === 0) return;
    const events = merge(waiting);
    waiting = [];
    for (const listener of listeners) listener(events);
  }

  return {
    emit(event) {
      waiting.push(event);
      if (scheduled) return;
      scheduled = true;
      setImmediate(flush);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
  };
}

/**
 * Makes one event of those that say the same about several things. States are told once, with the last one: only that is still
 * true. The order of the rest is kept.
 */
function merge(events: readonly EngineEvent[]): EngineEvent[] {
  const seqs = new Set<number>();
  const webhookIds = new Set<string>();
  const providerIds = new Set<string>();
  let newest = 0;
  const merged = new Map<string, EngineEvent>();
  for (const event of events) {
    switch (event.name) {
      case 'log.changed':
        for (const seq of event.payload.seqs) seqs.add(seq);
        newest = Math.max(newest, event.payload.newest);
        merged.set(event.name, event);
        break;
      case 'webhooks.changed':
        for (const id of event.payload.ids) webhookIds.add(id);
        merged.set(event.name, event);
        break;
      case 'providers.changed':
        for (const id of event.payload.ids) providerIds.add(id);
        merged.set(event.name, event);
        break;
      case 'samples.changed':
        merged.set(`${event.name} ${event.payload.providerId}`, event);
        break;
      case 'transfer.progress':
        merged.set(`${event.name} ${event.payload.id}`, event);
        break;
      case 'delivery.finished':
        merged.set(`${event.name} ${event.payload.deliveryId}`, event);
        break;
      default:
        merged.set(event.name, event);
    }
  }
  return [...merged.values()].map((event): EngineEvent => {
    switch (event.name) {
      case 'log.changed':
        return { name: event.name, payload: { newest, seqs: [...seqs] } satisfies EngineEvents['log.changed'] };
      case 'webhooks.changed':
        return { name: event.name, payload: { ids: [...webhookIds] } };
      case 'providers.changed':
        return { name: event.name, payload: { ids: [...providerIds] } };
      default:
        return event;
    }
  });
}
