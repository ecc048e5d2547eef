import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { createIssue } from './issues.ts';

const TIMEOUT_MS = { min: 100, max: 300_000 };

/** Count and interval of retries, where the user chooses them. */
export function validateRetry(draft: WebhookDraft, { delivery }: Provider): FieldIssue[] {
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
