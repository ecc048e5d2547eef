import type { Clock } from '../clock.ts';
import type { ProviderRepository } from '../store/provider-repository.ts';
import type { Vault } from '../vault/vault.ts';
import type { ProviderStates } from '../webhooks/provider-states.ts';
import type { WebhookRecords } from '../webhooks/webhook-records.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

export interface ReaderParts {
  vault: Vault;
  clock: Clock;
  records: WebhookRecords;
  states: ProviderStates;
  repository: ProviderRepository;
  capturePort(): number;
}

export function createReader({ vault, clock, records, states, repository, capturePort }: ReaderParts): WorkspaceReader {
  return {
    webhooks: records.list,
    findDeleted: records.findDeleted,
    state: states.find,
    ownEvents: (providerId) => repository.listEventTypes().filter((row) => row.providerId === providerId),
    ownSamples: repository.listSamples,
    capturePort,
    readSecret(webhookId, field) {
      const bytes = vault.secrets.read(webhookId, field);
      const text = bytes?.toString('utf8') ?? null;
      bytes?.fill(0);
      return text;
    },
    hasSecret: (webhookId, field) => vault.secrets.state(webhookId, field) !== 'unset',
    now: clock.now,
  };
}
