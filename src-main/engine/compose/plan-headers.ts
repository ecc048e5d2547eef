import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { trimFieldValue } from '../field-value.ts';
import { toOctets } from '../header-octets.ts';
import { version } from '../product.ts';
import type { RequestPlan } from './types.ts';

/** Some receivers refuse a request that does not say what sends it. */
export const defaultUserAgent = `Hookwright/${version}`;

/**
 * The headers of a webhook's requests that are the same in every attempt: its own, and the defaults where it has none of that name.
 * A `User-Agent` of the webhook's own that is empty takes the default out.
 */
export function planHeaders({ headers, send }: Pick<WebhookDraft, 'headers' | 'send'>): RequestPlan['headers'] {
  const own = headers.map(({ name, value }) => ({ name, value: toOctets(value), source: 'custom' as const }));
  const has = (wanted: string): boolean => own.some(({ name }) => name.toLowerCase() === wanted);
  return [
    ...(has('user-agent') ? [] : [{ name: 'User-Agent', value: defaultUserAgent, source: 'default' as const }]),
    ...(send === 'body' && !has('content-type')
      ? [{ name: 'Content-Type', value: 'application/json', source: 'content' as const }]
      : []),
    ...own.filter(({ name, value }) => name.toLowerCase() !== 'user-agent' || trimFieldValue(value) !== ''),
  ];
}
