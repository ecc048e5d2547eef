import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { describeDeactivation } from '../compose/describe-deactivation.ts';
import { findFeatureOff } from '../compose/feature-switch.ts';
import { EngineError } from '../errors.ts';
import { describeMissingProvider } from '../providers/missing-provider.ts';
import type { DispatcherParts } from './dispatcher-parts.ts';
import type { QueueItem } from './queue-item.ts';
import { isEvent } from './settle.ts';
import { type DeliveryJob, readJob, readPlan } from './stored-request.ts';

/** Whether a delivery from the queue may go now. */
export type Readiness =
  | { kind: 'ready'; job: DeliveryJob }
  /** Goes on when the webhook, the settings of its provider or the vault change. */
  | { kind: 'blocked'; reason: string }
  /** Is not sent any more. */
  | { kind: 'dropped'; reason: string };

/** Looks at the webhook as it is now: one that was deleted, or switched off with all of its provider or alone, is not called. */
export function checkReadiness(parts: DispatcherParts, item: QueueItem): Readiness {
  const end = findDrop(parts, item);
  if (end !== null) return { kind: 'dropped', reason: end };
  const reason = findBlock(parts, item);
  if (reason !== null) return { kind: 'blocked', reason };
  try {
    return { kind: 'ready', job: item.job ?? loadJob(parts, item) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { kind: 'blocked', reason: error.message };
  }
}

function findBlock(parts: DispatcherParts, item: QueueItem): string | null {
  // What was imported need not belong to a webhook; its replay goes out as it is.
  if (item.row.webhookId === '') return null;
  const webhook = parts.webhooks.find(item.row.webhookId);
  // Deleting can be taken back until the app is closed; the next start cancels what is left.
  if (webhook === null) return 'Its webhook was deleted. Restore it to send this, or cancel it.';
  if (parts.webhooks.provider(webhook.providerId) === null) return describeMissingProvider(webhook.providerId);
  return isEvent(item.row.kind) && !goesElsewhere(parts, item) ? explainFeatureOff(parts, webhook) : null;
}

function explainFeatureOff({ webhooks }: DispatcherParts, webhook: Webhook): string | null {
  const state = webhooks.provider(webhook.providerId);
  const off = state && findFeatureOff(state);
  if (off === null) return null;
  return `“${off}” is off in the settings of ${state?.provider.name}. It goes on when you switch it on.`;
}

/**
 * Why an event is not sent any more: its webhook is not active. It would receive future events when it is activated again, and not
 * those that came before.
 */
export function findDrop(parts: DispatcherParts, item: QueueItem): string | null {
  // The delivery whose own failure deactivated the webhook has ended already.
  if (item.row.state === 'exhausted') return null;
  const webhook = isEvent(item.row.kind) ? parts.webhooks.find(item.row.webhookId) : null;
  if (webhook === null || webhook.status === 'active' || goesElsewhere(parts, item)) return null;
  const how = webhook.status === 'deactivated' ? describeDeactivation(webhook) : 'was deactivated by hand';
  const when = item.row.attemptCount > 0 ? 'before this was tried again' : 'before this was sent';
  return `The webhook “${webhook.name}” ${how}, ${when}. Activate it, then replay this.`;
}

function goesElsewhere({ deliveries }: DispatcherParts, { row, number, job }: QueueItem): boolean {
  if (row.kind !== 'replay') return false;
  if (job !== null) return job.plan.replay?.elsewhere === true;
  const stored = deliveries.findRequest(number);
  return stored !== null && readPlan(stored).replay?.elsewhere === true;
}

function loadJob(parts: DispatcherParts, item: QueueItem): DeliveryJob {
  const stored = parts.deliveries.findRequest(item.number);
  if (stored === null) throw new EngineError('not-found', 'What this delivery is made from is gone. Cancel it.');
  return readJob(stored, item.row.id, parts.guard);
}
