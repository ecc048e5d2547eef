import type { BodyType } from '../../../src-preload/contract/template.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';

/** The Content-Type that the webhook sets in place of `application/json`; null where it sets none. */
export function findContentType({ headers }: Pick<WebhookDraft, 'headers'>): string | null {
  return headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? null;
}

/**
 * How a body of this type is read, without one included: `application/x-www-form-urlencoded` (WHATWG URL), XML by RFC 7303
 * (`application/xml`, `text/xml`, `+xml`), JSON (`application/json`, `+json`); anything else is plain text.
 */
export function bodyTypeOf(contentType: string | null): BodyType {
  if (contentType === null || /[/+]json\b/i.test(contentType)) return 'json';
  const essence = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  return essence.endsWith('/xml') || essence.endsWith('+xml') ? 'xml' : 'text';
}
