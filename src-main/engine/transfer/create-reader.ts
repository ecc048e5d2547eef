import type { Clock } from '../clock.ts';
import type { OwnProviders } from '../providers/own/own-providers.ts';
import type { OwnSchemes } from '../schemes/own-schemes.ts';
import type { ProviderRepository } from '../store/provider-repository.ts';
import type { Vault } from '../vault/vault.ts';
import type { ProviderStates } from '../webhooks/provider-states.ts';
import { stateOfSecret } from '../webhooks/secret-use.ts';
import type { WebhookRecords } from '../webhooks/webhook-records.ts';
import type { AppSettingsAccess } from './app-settings.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

export interface ReaderParts {
  vault: Vault;
  clock: Clock;
  records: WebhookRecords;
  states: ProviderStates;
  repository: ProviderRepository;
  capturePort(): number;
  own: OwnProviders;
  ownSchemes: OwnSchemes;
  app: AppSettingsAccess;
}

export function createReader({
  vault,
  clock,
  records,
  states,
  repository,
  capturePort,
  own,
  ownSchemes,
  app,
}: ReaderParts): WorkspaceReader {
  return {
    webhooks: records.list,
    findDeleted: records.findDeleted,
    state: states.find,
    providerIds: () => states.list().map(({ provider }) => provider.id),
    providerFile: (providerId) => own.findOwner(providerId)?.file ?? null,
    stateOf: states.describe,
    app,
    ownSchemes: () => [...ownSchemes.all().values()],
    usersOf: (schemeId) => records.list().flatMap(({ draft }) => (draft.schemeId === schemeId ? [draft.name] : [])),
    ownEvents: (providerId) => repository.listEventTypes().filter((row) => row.providerId === providerId),
    ownSamples: repository.listSamples,
    capturePort,
    readSecret(webhookId, field) {
      const bytes = vault.secrets.read(webhookId, field);
      const text = bytes?.toString('utf8') ?? null;
      bytes?.fill(0);
      return text;
    },
    hasSecret(webhookId, field) {
      const record = records.find(webhookId) ?? records.findDeleted(webhookId);
      const provider = (record && states.find(record.providerId)?.provider) ?? null;
      return stateOfSecret(vault.secrets, provider, webhookId, field) !== 'unset';
    },
    now: clock.now,
  };
}
