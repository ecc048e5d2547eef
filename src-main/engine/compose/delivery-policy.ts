import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { RetryRule, SuccessRule } from '../../../src-preload/contract/retry.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { chooseRule } from '../providers/choose-rule.ts';

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

export function decidePolicy(provider: Provider, draft: WebhookDraft): DeliveryPolicy {
  const { delivery } = provider;
  return {
    timeoutMs: draft.timeoutMs > 0 ? draft.timeoutMs : delivery.timeoutMs,
    success: draft.successRule ?? delivery.success,
    retry: chooseRule(draft, provider),
    atMostOnce: draft.atMostOnce,
    ordered: draft.ordered,
  };
}
