import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryConsequences } from '../dispatch/ports.ts';
import type { Emit } from '../event-batch.ts';
import { chooseRule } from '../providers/choose-rule.ts';
import type { WebhookRepository } from '../store/webhook-repository.ts';
import type { ProviderStates } from './provider-states.ts';
import type { WebhookRecords } from './webhook-records.ts';

/** Counts failures in a row, deactivates by the provider's rule, and notes a passed validation. */
export function createDeliveryConsequences(
  records: WebhookRecords,
  repository: WebhookRepository,
  states: ProviderStates,
  clock: Clock,
  emit: Emit,
): DeliveryConsequences {
  /** Rows that were changed in a transaction that may still fail. */
  const touched = new Set<string>();

  function noteValidation(
    { webhookId, kind, createdAt }: Delivery,
    outcome: 'success' | 'failure' | 'unknown',
  ): boolean {
    if (kind !== 'validate' || outcome !== 'success') return false;
    const record = records.find(webhookId);
    // Saved while the request was under way: it may have gone to an endpoint that is not the webhook's any more.
    if (record === null || record.updatedAt > createdAt) return false;
    return records.change(webhookId, { validatedAt: clock.now() }) !== null;
  }

  return {
    // The row counts and not the record: several deliveries of one transaction follow each other in it, and it may be undone.
    recordOutcome(webhookId, outcome) {
      const count = repository.readFailures(webhookId);
      if (count === null || (outcome === 'success' && count.consecutiveFailures === 0)) return;
      const failures = outcome === 'success' ? 0 : count.consecutiveFailures + 1;
      const draft = records.find(webhookId)?.draft;
      const provider = states.find(count.providerId)?.provider;
      const limit = draft && provider ? chooseRule(draft, provider).disablesAfter.failures : null;
      const isTooMany = limit !== null && failures >= limit && count.status === 'active';
      repository.saveFailures(webhookId, failures, isTooMany ? 'deactivated' : count.status);
      touched.add(webhookId);
    },
    afterDelivery(delivery, outcome) {
      const { webhookId } = delivery;
      const isTouched = touched.delete(webhookId);
      if (isTouched) records.refresh(webhookId);
      if (noteValidation(delivery, outcome) || isTouched)
        emit({ name: 'webhooks.changed', payload: { ids: [webhookId] } });
    },
  };
}
