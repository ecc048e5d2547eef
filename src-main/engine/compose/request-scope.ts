import type { EventTypeSpec } from '../../../src-preload/contract/provider.ts';
import {
  createScope,
  type EventData,
  formatTimestamp,
  JsonObject,
  type JsonValue,
  type RenderScope,
} from '../template/index.ts';
import type { ComposeSource } from './types.ts';

/** What placeholders stand for: the event's data, and what a delivery adds to it. */
export function createRequestScope(
  { draft, eventType }: { draft: Pick<ComposeSource['draft'], 'id' | 'name'>; eventType: string },
  event: EventTypeSpec | null,
  data: EventData,
  nowMs: number,
): RenderScope {
  const value = data.ok ? data.value : new JsonObject(new Map(), '{}');
  const extra = new Map<string, JsonValue>([
    ['webhook.id', draft.id],
    ['webhook.name', draft.name],
    ['webhook.event', event?.wireName ?? eventType],
    ['webhook.data', value],
    ['timestamp', formatTimestamp(new Date(nowMs))],
  ]);
  return createScope(value, extra);
}
