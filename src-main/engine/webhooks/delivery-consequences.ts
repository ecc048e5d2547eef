import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import type { RetryRule } from '../../../src-preload/contract/retry.ts';
import type { Clock } from '../clock.ts';
import { findDisabling, stepStreak } from '../dispatch/disabling.ts';
import type { DeliveryConsequences } from '../dispatch/ports.ts';
import type { Emit } from '../event-batch.ts';
import { chooseRule } from '../providers/choose-rule.ts';
import type { WebhookRepository } from '../store/webhook-repository.ts';
import type { ProviderStates } from './provider-states.ts';
import type { Validations } from './validations.ts';
import type { WebhookRecords } from './webhook-records.ts';

/** Keeps how webhooks fare, deactivates them by their rules, and notes a passed validation. */
export function createDeliveryConsequences(
  records: WebhookRecords,
  repository: WebhookRepository,
  states: ProviderStates,
  validations: Validations,
  clock: Clock,
  emit: Emit,
): DeliveryConsequences {
  /** Rows that were changed in a transaction that may still fail. */
  const touched = new Set<string>();

  function findRule(webhookId: string): RetryRule | null {
    const record = records.find(webhookId);
    const provider = record && states.find(record.providerId)?.provider;
    return record && provider ? chooseRule(record.draft, provider) : null;
  }

  function noteValidation(delivery: Delivery, outcome: 'success' | 'failure' | 'unknown'): boolean {
    const { webhookId, kind } = delivery;
    if (kind !== 'validate' || outcome !== 'success' || !validations.isCurrent(delivery)) return false;
    if (records.find(webhookId) === null) return false;
    return records.change(webhookId, { validatedAt: clock.now() }) !== null;
  }

  function showTouched(webhookId: string): boolean {
    const isTouched = touched.delete(webhookId);
    if (isTouched) records.refresh(webhookId);
    return isTouched;
  }

  const tell = (webhookId: string): void => emit({ name: 'webhooks.changed', payload: { ids: [webhookId] } });

  return {
    // The row counts and not the record: several deliveries of one transaction follow each other in it, and it may be undone.
    recordOutcome(webhookId, outcome, at, { disables }) {
      const row = repository.readFailures(webhookId);
      // What was under way when it was deactivated still ends, and changes nothing about why.
      if (row === null || row.status === 'deactivated') return;
      const before = { failures: row.consecutiveFailures, sinceMs: row.failingSince };
      const streak = stepStreak(before, outcome, at);
      const rule = findRule(webhookId);
      const because =
        row.status !== 'active' || outcome === 'success' || rule === null
          ? null
          : (disables ?? findDisabling(rule, streak, at));
      const isSame = streak.failures === before.failures && streak.sinceMs === before.sinceMs;
      if (isSame && because === null) return;
      repository.saveFailures(webhookId, {
        consecutiveFailures: streak.failures,
        failingSince: streak.sinceMs,
        deactivatedBecause: because ?? row.deactivatedBecause,
        status: because === null ? row.status : 'deactivated',
      });
      touched.add(webhookId);
    },
    afterAttempt(webhookId) {
      if (showTouched(webhookId)) tell(webhookId);
    },
    afterDelivery(delivery, outcome) {
      const { webhookId } = delivery;
      const isTouched = showTouched(webhookId);
      if (noteValidation(delivery, outcome) || isTouched) tell(webhookId);
    },
  };
}
