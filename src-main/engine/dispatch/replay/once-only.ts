import type { DeliveryPolicy } from '../../compose/delivery-policy.ts';
import { createRule } from '../../providers/create-rule.ts';

const plain: DeliveryPolicy = {
  timeoutMs: 30_000,
  success: '2xx',
  retry: createRule('none', 'Sent once', { kind: 'none' }),
  atMostOnce: true,
  ordered: false,
};

/** What does not go to the webhook's endpoint is one exchange and its result. `null`: it belongs to no webhook. */
export function onceOnly(policy: DeliveryPolicy | null): DeliveryPolicy {
  if (policy === null) return plain;
  return { ...policy, retry: { ...policy.retry, steps: { kind: 'none' } }, atMostOnce: true, ordered: false };
}
