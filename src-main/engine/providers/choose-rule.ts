import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { RetryRule } from '../../../src-preload/contract/retry.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';

/** The rule that a webhook is retried by: its provider's, with the count and interval that the user chose where there is a choice. */
export function chooseRule(draft: WebhookDraft, { delivery }: Provider): RetryRule {
  if (delivery.retryChoice === null) return delivery.retry;
  const { retryCount: count, retryIntervalMinutes } = draft;
  const steps =
    count === 0
      ? { kind: 'none' as const }
      : { kind: 'fixed' as const, count, intervalSeconds: retryIntervalMinutes * 60 };
  return { ...delivery.retry, steps };
}
