import { EngineError } from '../errors.ts';
import type { DispatcherParts } from './dispatcher-parts.ts';
import type { QueueItem } from './queue-item.ts';
import { isEvent } from './settle.ts';
import { type DeliveryJob, readJob, readPlan } from './stored-request.ts';

/** Whether a delivery from the queue may go now. */
export type Readiness =
  | { kind: 'ready'; job: DeliveryJob }
  /** Goes on when the webhook or the vault changes. */
  | { kind: 'blocked'; reason: string };

/** Looks at the webhook as it is now: one that was deleted or switched off is not called, whatever waits for it. */
export function checkReadiness(parts: DispatcherParts, item: QueueItem): Readiness {
  const webhook = parts.webhooks.find(item.row.webhookId);
  if (webhook === null) {
    // Deleting can be taken back until the app is closed; the next start cancels what is left.
    return { kind: 'blocked', reason: 'Its webhook was deleted. Restore it to send this, or cancel it.' };
  }
  if (isEvent(item.row.kind) && webhook.status !== 'active' && !goesElsewhere(parts, item)) {
    const how = webhook.status === 'deactivated' ? 'was deactivated after failures in a row' : 'is inactive';
    return { kind: 'blocked', reason: `The webhook “${webhook.name}” ${how}. It goes on when you activate it.` };
  }
  try {
    return { kind: 'ready', job: item.job ?? loadJob(parts, item) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { kind: 'blocked', reason: error.message };
  }
}

function goesElsewhere({ deliveries }: DispatcherParts, { row, number }: QueueItem): boolean {
  if (row.kind !== 'replay') return false;
  const stored = deliveries.findRequest(number);
  return stored !== null && readPlan(stored).replay?.elsewhere === true;
}

function loadJob(parts: DispatcherParts, item: QueueItem): DeliveryJob {
  const stored = parts.deliveries.findRequest(item.number);
  if (stored === null) throw new EngineError('not-found', 'What this delivery is made from is gone. Cancel it.');
  return readJob(stored, item.row.id, parts.guard);
}
