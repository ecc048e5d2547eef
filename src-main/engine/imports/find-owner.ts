import type { ImportOwner } from '../../../src-preload/contract/imports.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { EngineError } from '../errors.ts';

/**
 * Says for an address which webhook it is the endpoint of; null where there is none, or more than one. Query parameters may be data.
 * The webhooks are looked at once.
 */
export function createAddressIndex(webhooks: Pick<WebhookDirectory, 'list'>): (address: string) => Webhook | null {
  const byEndpoint = new Map<string, Webhook | null>();
  for (const webhook of webhooks.list()) {
    if (!URL.canParse(webhook.url)) continue;
    const endpoint = toEndpoint(webhook.url);
    byEndpoint.set(endpoint, byEndpoint.has(endpoint) ? null : webhook);
  }
  return (address) => byEndpoint.get(toEndpoint(address)) ?? null;
}

function toEndpoint(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

/** Says for each address which webhook it belongs to. @throws EngineError `not-found` */
export function createOwnerFinder(webhooks: WebhookDirectory, owner: ImportOwner): (address: string) => Webhook | null {
  if (owner.by === 'none') return () => null;
  if (owner.by === 'address') return createAddressIndex(webhooks);
  const webhook = webhooks.find(owner.webhookId);
  if (webhook === null) throw new EngineError('not-found', 'That webhook was deleted meanwhile. Choose another one.');
  return () => webhook;
}
