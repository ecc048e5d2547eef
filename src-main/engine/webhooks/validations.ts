import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import type { Clock } from '../clock.ts';
import type { ProviderStates } from './provider-states.ts';
import type { WebhookRecord } from './webhook-records.ts';

/** Which validations hold: a changed URL or secret drops one, and nothing else does. */
export interface Validations {
  /** What a webhook loses whose URL or secret is another one now. Only where its provider validates. */
  drop(record: WebhookRecord): Partial<WebhookRecord>;
  /** What `drop` would answer. */
  listLost(record: WebhookRecord): Partial<WebhookRecord>;
  /** True where the request of a validation went to the URL, with the secret, that the webhook still has. */
  isCurrent(delivery: Pick<Delivery, 'webhookId' | 'createdAt'>): boolean;
}

export function createValidations(states: ProviderStates, clock: Clock): Validations {
  // A request that was made before the app was started may have gone anywhere.
  const openedAt = clock.now();
  const changedAt = new Map<WebhookRecord['id'], number>();

  function listLost({ providerId }: WebhookRecord): Partial<WebhookRecord> {
    const validates = states.find(providerId)?.provider.lifecycle.validateEvent ?? null;
    return validates === null ? {} : { status: 'inactive', validatedAt: null };
  }

  return {
    drop(record) {
      const lost = listLost(record);
      if (lost.status !== undefined) changedAt.set(record.id, clock.now());
      return lost;
    },
    listLost,
    isCurrent: ({ webhookId, createdAt }) => !((changedAt.get(webhookId) ?? openedAt) > createdAt),
  };
}
