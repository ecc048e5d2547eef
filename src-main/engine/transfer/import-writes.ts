import type { SettingValue } from '../../../src-preload/contract/provider.ts';
import type { EventTypeRow, SampleRow } from '../store/provider-repository.ts';
import type { WebhookRecord } from '../webhooks/webhook-records.ts';
import type { TransferSecret } from './sealed-secrets.ts';

/** What an import writes, once it was planned without a problem. */
export interface ImportWrites {
  settings: { providerId: string; id: string; value: SettingValue }[];
  events: { row: EventTypeRow; isNew: boolean }[];
  samples: SampleRow[];
  webhooks: { record: WebhookRecord; isNew: boolean }[];
  secrets: (TransferSecret & { replaces: boolean })[];
}

export function createWrites(): ImportWrites {
  return { settings: [], events: [], samples: [], webhooks: [], secrets: [] };
}
