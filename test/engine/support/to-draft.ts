import { type Webhook, type WebhookDraft, webhookDraftSchema } from '../../../src-preload/contract/webhook.ts';

/** The part of a webhook that a person edits. */
export function toDraft(webhook: Webhook): WebhookDraft {
  const fields = Object.keys(webhookDraftSchema.shape) as (keyof WebhookDraft)[];
  return Object.fromEntries(fields.map((field) => [field, webhook[field]])) as WebhookDraft;
}
