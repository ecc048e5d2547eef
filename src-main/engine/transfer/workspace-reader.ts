import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { SecretField } from '../../../src-preload/contract/webhook.ts';
import type { EventTypeRow, SampleRow } from '../store/provider-repository.ts';
import type { ProviderInUse } from '../webhooks/provider-states.ts';
import type { WebhookRecord } from '../webhooks/webhook-records.ts';
import type { AppSettingsAccess } from './app-settings.ts';

/** What an export and the plan of an import look at. */
export interface WorkspaceReader {
  webhooks(): readonly WebhookRecord[];
  /** One that was deleted and can still be brought back. */
  findDeleted(webhookId: string): WebhookRecord | null;
  state(providerId: string): ProviderInUse | null;
  /** Ids of all providers here, in the order of the window. */
  providerIds(): string[];
  /** Name of the file that brings a provider; null for a shipped one, and for one that is not here. */
  providerFile(providerId: string): string | null;
  /** A provider with what the workspace keeps for its id, whether it is here or not. */
  stateOf(provider: Provider): ProviderInUse;
  readonly app: AppSettingsAccess;
  ownSchemes(): SigningScheme[];
  /** Names of the webhooks that chose it. */
  usersOf(schemeId: string): string[];
  ownEvents(providerId: string): EventTypeRow[];
  ownSamples(providerId: string): SampleRow[];
  capturePort(): number;
  /** The secret as text; null where there is none or it cannot be read. */
  readSecret(webhookId: string, field: SecretField): string | null;
  hasSecret(webhookId: string, field: SecretField): boolean;
  now(): number;
}
