import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import type { ProviderStates } from './provider-states.ts';
import type { SecretService } from './secret-service.ts';
import { stateOfSecret } from './secret-use.ts';
import type { WebhookRecord, WebhookRecords } from './webhook-records.ts';

const KEY = 'pending-secrets';

/**
 * Signing secrets that are to be generated. They wait, across restarts, until the vault can keep them: a webhook can be made
 * before anybody has decided how secrets are kept.
 */
export interface PendingSecrets {
  /** For a new or changed webhook: generates a secret where its provider does so and there is none. */
  expect(record: WebhookRecord): void;
  /** The same whatever the provider says. */
  demand(record: WebhookRecord): void;
  /** Generates what waits, when the vault has become ready. @returns ids of the webhooks that have one now. */
  fulfil(): string[];
}

export interface PendingSecretsParts {
  store: Store;
  meta: KeyValueRepository;
  records: WebhookRecords;
  states: ProviderStates;
  vault: Vault;
  secrets: SecretService;
}

export function createPendingSecrets(parts: PendingSecretsParts): PendingSecrets {
  const { store, meta, records, states, vault, secrets } = parts;

  const isUnset = ({ id, providerId }: WebhookRecord): boolean =>
    stateOfSecret(vault.secrets, states.find(providerId)?.provider ?? null, id, 'signing') === 'unset';

  function readWaiting(): string[] {
    return JSON.parse(meta.get(KEY) ?? '[]') as string[];
  }

  function demand(record: WebhookRecord): void {
    if (!isUnset(record)) return;
    if (vault.status().state === 'ready') secrets.generate(record, 'signing');
    else store.commitNow(() => meta.save(KEY, JSON.stringify([...new Set([...readWaiting(), record.id])])));
  }

  return {
    expect(record) {
      const signing = states.find(record.providerId)?.provider.signing;
      const isSigned = signing?.channels?.includes(record.draft.channel) ?? true;
      if (signing?.secret.need === 'generated' && isSigned) demand(record);
    },
    demand,
    fulfil() {
      if (vault.status().state !== 'ready') return [];
      const waiting = readWaiting().flatMap((id) => records.find(id) ?? []);
      const done = waiting.filter(isUnset);
      for (const record of done) secrets.generate(record, 'signing');
      store.commitNow(() => meta.remove(KEY));
      return done.map(({ id }) => id);
    },
  };
}
