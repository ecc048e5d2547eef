import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { senderRules } from '../providers/sender-rules.ts';
import { createIssue } from './issues.ts';
import { validateOwnRule } from './validate-own-rule.ts';

const TIMEOUT_MS = { min: 100, max: 300_000 };

/** The rule that is in place of the service's, or count and interval where the service leaves them to its users. */
export function validateRetry(draft: WebhookDraft, { delivery }: Provider): FieldIssue[] {
  const { retryRule } = draft;
  if (retryRule?.kind === 'own') return validateOwnRule(retryRule.rule, 'retryRule.rule');
  if (retryRule?.kind === 'sender') {
    if (senderRules.some(({ id }) => id === retryRule.id)) return [];
    return [createIssue('retryRule', `There is no retry rule “${retryRule.id}”. Choose another one.`)];
  }
  if (delivery.retryChoice === null) return [];
  const { count, intervalMinutes } = delivery.retryChoice;
  return [
    ...validateWhole('retryCount', 'Retry count', draft.retryCount, count),
    ...validateWhole('retryIntervalMinutes', 'Retry interval', draft.retryIntervalMinutes, intervalMinutes),
  ];
}

export function validateTimeout({ timeoutMs }: WebhookDraft): FieldIssue[] {
  return validateWhole('timeoutMs', 'Time-out in milliseconds', timeoutMs, TIMEOUT_MS);
}

function validateWhole(path: string, label: string, value: number, range: { min: number; max: number }): FieldIssue[] {
  if (Number.isInteger(value) && value >= range.min && value <= range.max) return [];
  return [createIssue(path, `${label} must be a whole number from ${range.min} to ${range.max}. Change it.`)];
}
