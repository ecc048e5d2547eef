import type { Webhook, WebhookDraft } from '../../src-preload/contract/webhook.ts';

/** The part of a webhook that a person edits. */
export function toDraft(webhook: Webhook): WebhookDraft {
  const { providerId, status, validatedAt, consecutiveFailures, secrets, retry, failingSince, ...rest } = webhook;
  const { deactivatedBecause, createdAt, updatedAt, revision, unsaved, ...draft } = rest;
  return draft;
}

/**
 * True when two values hold the same data. The values are plain data, so this is all that a comparison needs. It runs a few
 * times with each key that is typed, so it makes nothing on the way.
 */
export function sameData(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  const [one, other] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return keys.every((key) => Object.hasOwn(other, key) && sameData(one[key], other[key]));
}

export interface Rebased {
  draft: WebhookDraft;
  /** Fields that were changed on both sides, each to something else. */
  conflicts: (keyof WebhookDraft)[];
}

/**
 * Carries edits over to a newer version of what they were made on: a field that was not edited takes the newer value,
 * an edited one keeps the edit. Where both differ, the edit stays and the field is named as a conflict.
 */
export function rebaseDraft(base: WebhookDraft, mine: WebhookDraft, theirs: WebhookDraft): Rebased {
  const conflicts: (keyof WebhookDraft)[] = [];
  const edits: Partial<WebhookDraft> = {};
  for (const key of Object.keys(mine) as (keyof WebhookDraft)[]) {
    if (sameData(mine[key], base[key])) continue;
    Object.assign(edits, { [key]: mine[key] });
    if (!sameData(theirs[key], base[key]) && !sameData(theirs[key], mine[key])) conflicts.push(key);
  }
  return { draft: { ...theirs, ...edits }, conflicts };
}
