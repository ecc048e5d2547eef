import type { ReplayTarget } from '../../../../src-preload/contract/replay.ts';
import type { Webhook } from '../../../../src-preload/contract/webhook.ts';
import { classifyHost } from '../../compose/address-kind.ts';
import { describeDeactivation } from '../../compose/describe-deactivation.ts';
import { parseEndpoint } from '../../compose/endpoint.ts';
import { EngineError } from '../../errors.ts';
import type { RequestAddress } from '../../request-target.ts';
import { splitUrl } from '../../split-url.ts';
import type { ReplayParts } from './replay-parts.ts';

/** Where a replay goes, and in whose name. */
export interface FoundTarget extends RequestAddress {
  /** Signs and verifies it, and stands beside it in the log. Null: nobody's here, as for what was imported. */
  webhook: Webhook | null;
  /** Not the endpoint of the webhook, or not where it went, where it belongs to none. */
  elsewhere: boolean;
  isLinkLocal: boolean;
}

/**
 * @param from the address of what is replayed
 * @param owner the webhook of what is replayed; empty where it belongs to none
 * @throws EngineError `not-found`, `invalid`, `refused` with what to do
 */
export function findTarget(
  { webhooks, capturePort }: Pick<ReplayParts, 'webhooks' | 'capturePort'>,
  target: ReplayTarget,
  from: RequestAddress,
  owner: string,
): FoundTarget {
  const wanted = target.to === 'webhook' ? target.webhookId : owner;
  const webhook = webhooks.find(wanted);
  if (webhook === null && wanted !== '') {
    throw new EngineError('not-found', 'Its webhook was deleted. Replay it to another webhook, which then signs it.');
  }
  const at = (address: RequestAddress): FoundTarget => ({
    ...address,
    webhook,
    elsewhere: !isSamePlace(address.url, webhook?.url ?? from.url),
    isLinkLocal: classifyHost(new URL(address.url).hostname) === 'link-local',
  });
  const read = (raw: string): FoundTarget => {
    const reading = parseEndpoint(raw);
    if (!reading.ok) throw new EngineError('invalid', reading.message);
    return at({ url: reading.endpoint.address });
  };
  if (target.to === 'url') return read(target.url);
  if (target.to === 'original') return requireActive(at(from));
  if (target.to === 'webhook') return requireActive(read(webhook?.url ?? ''));
  const port = capturePort();
  if (port === null)
    throw new EngineError('refused', 'The capture server is off. Switch it on, or choose another target.');
  return at({ ...from, url: `http://127.0.0.1:${port}${splitUrl(from.url).target}` });
}

function requireActive(found: FoundTarget): FoundTarget {
  const { webhook, elsewhere } = found;
  if (elsewhere || webhook === null || webhook.status === 'active') return found;
  const how = webhook.status === 'deactivated' ? describeDeactivation(webhook) : 'is not active';
  throw new EngineError('refused', `“${webhook.name}” ${how}. Activate it, or replay to the capture server.`);
}

/** Whether two addresses are the same endpoint; what stands in the query may be data. */
export function isSamePlace(one: string, other: string): boolean {
  if (!URL.canParse(other)) return false;
  const [first, second] = [new URL(one), new URL(other)];
  return first.origin === second.origin && first.pathname === second.pathname;
}
