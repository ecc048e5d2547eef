import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { RequestPlan } from './types.ts';

/** By which certificates the endpoint of a webhook is known; nothing where it is as usual, or where there are none. */
export function planTls({ tls }: Pick<WebhookDraft, 'tls'>, url: string): Pick<RequestPlan, 'tls'> {
  const isUsual = tls.verify && tls.extraCa === '' && tls.clientCert === '';
  return isUsual || !url.startsWith('https:') ? {} : { tls };
}
