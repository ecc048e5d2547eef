import type { Provider, RetryRule, SuccessRule } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';

/** How a delivery is carried out; fixed when it is made, so that later edits change nothing about it. */
export interface DeliveryPolicy {
  /** For the whole attempt, from name look-up to the last byte of the answer. */
  timeoutMs: number;
  success: SuccessRule;
  retry: RetryRule;
  /** An attempt whose outcome is unknown is not made again by itself. */
  atMostOnce: boolean;
  /** One at a time, in the order in which they were made. */
  ordered: boolean;
}

/** @param chosen the webhook's rule, where the provider leaves it to the webhook in another way than count and interval. */
export function decidePolicy(provider: Provider, draft: WebhookDraft, chosen: RetryRule): DeliveryPolicy {
  const { delivery } = provider;
  return {
    timeoutMs: draft.timeoutMs > 0 ? draft.timeoutMs : delivery.timeoutMs,
    success: delivery.success,
    retry: delivery.retryChoice === null ? chosen : fixedRule(draft.retryCount, draft.retryIntervalMinutes * 60),
    atMostOnce: draft.atMostOnce,
    ordered: draft.ordered,
  };
}

function fixedRule(count: number, intervalSeconds: number): RetryRule {
  return count > 0 ? { kind: 'fixed', count, intervalSeconds } : { kind: 'none' };
}
