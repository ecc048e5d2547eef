import type { ImportOwner } from '../../../src-preload/contract/imports.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { EngineError } from '../errors.ts';

/** The webhook that an address is the endpoint of; null where there is none, or more than one. Query parameters may be data. */
export function findOwnerByAddress(webhooks: WebhookDirectory, address: string): Webhook | null {
  const { origin, pathname } = new URL(address);
  const owners = webhooks.list().filter(({ url }) => {
    if (!URL.canParse(url)) return false;
    const endpoint = new URL(url);
    return endpoint.origin === origin && endpoint.pathname === pathname;
  });
  return owners.length === 1 ? (owners[0] ?? null) : null;
}

/** Says for each address which webhook it belongs to. @throws EngineError `not-found` */
export function createOwnerFinder(webhooks: WebhookDirectory, owner: ImportOwner): (address: string) => Webhook | null {
  if (owner.by === 'none') return () => null;
  if (owner.by === 'address') return (address) => findOwnerByAddress(webhooks, address);
  const webhook = webhooks.find(owner.webhookId);
  if (webhook === null) throw new EngineError('not-found', 'That webhook was deleted meanwhile. Choose another one.');
  return () => webhook;
}
