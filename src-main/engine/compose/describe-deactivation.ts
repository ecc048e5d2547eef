import type { Webhook } from '../../../src-preload/contract/webhook.ts';

/** How a webhook came to be deactivated, as it stands in a sentence: “was deactivated, because 6 deliveries in a row failed”. */
export function describeDeactivation({ deactivatedBecause }: Pick<Webhook, 'deactivatedBecause'>): string {
  return deactivatedBecause === null
    ? 'was deactivated after failures in a row'
    : `was deactivated, because ${deactivatedBecause}`;
}
