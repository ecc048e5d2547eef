import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';

/** The Content-Type that the webhook sets in place of `application/json`; null where it sets none. */
export function findContentType({ headers }: Pick<WebhookDraft, 'headers'>): string | null {
  return headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? null;
}

/** Whether a body of this type is JSON, without one included. */
export function isJsonType(contentType: string | null): boolean {
  return contentType === null || /[/+]json\b/i.test(contentType);
}
