import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { RetryRule, RetrySteps } from '../../../src-preload/contract/retry.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { senderRules } from './sender-rules.ts';

/** Without what is said about them, since a rule is stored with each delivery. */
const rulesOfSenders: ReadonlyMap<string, RetryRule> = new Map(
  senderRules.map(({ source, confidence, notes, success, timeoutMs, ...rule }) => [rule.id, rule]),
);

/** The fields of a webhook that say how it is retried. */
export type RetryFields = Pick<WebhookDraft, 'retryRule' | 'retryCount' | 'retryIntervalMinutes'>;

/**
 * The rule that a webhook is retried by: the one that the user chose in place of the service's, else the service's, with count and
 * interval by the user where the service leaves them to its users.
 */
export function chooseRule(
  { retryRule, retryCount, retryIntervalMinutes }: RetryFields,
  { delivery }: Provider,
): RetryRule {
  if (retryRule?.kind === 'own') return retryRule.rule;
  const sender = retryRule === null ? undefined : rulesOfSenders.get(retryRule.id);
  if (sender !== undefined) return sender;
  if (delivery.retryChoice === null) return delivery.retry;
  const steps: RetrySteps =
    retryCount === 0
      ? { kind: 'none' }
      : { kind: 'fixed', count: retryCount, intervalSeconds: retryIntervalMinutes * 60 };
  return { ...delivery.retry, steps };
}
