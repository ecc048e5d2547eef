import type { SecretField } from '../../../src-preload/contract/webhook.ts';
import type { EventTypeRow, SampleRow } from '../store/provider-repository.ts';
import type { ProviderInUse } from '../webhooks/provider-states.ts';
import type { WebhookRecord } from '../webhooks/webhook-records.ts';

/** What an export and the plan of an import look at. */
export interface WorkspaceReader {
  webhooks(): readonly WebhookRecord[];
  /** One that was deleted and can still be brought back. */
  findDeleted(webhookId: string): WebhookRecord | null;
  state(providerId: string): ProviderInUse | null;
  ownEvents(providerId: string): EventTypeRow[];
  ownSamples(providerId: string): SampleRow[];
  capturePort(): number;
  /** The secret as text; null where there is none or it cannot be read. */
  readSecret(webhookId: string, field: SecretField): string | null;
  hasSecret(webhookId: string, field: SecretField): boolean;
  now(): number;
}
