import type { Clock } from '../clock.ts';
import type { DeliveryConsequences } from '../dispatch/ports.ts';
import type { Emit } from '../event-batch.ts';
import type { OwnProviders } from '../providers/own/own-providers.ts';
import type { Random } from '../random.ts';
import { createOwnSchemes, type OwnSchemes } from '../schemes/own-schemes.ts';
import { createSchemeService, type SchemeService } from '../schemes/scheme-service.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { ProviderRepository } from '../store/provider-repository.ts';
import type { SchemeRepository } from '../store/scheme-repository.ts';
import type { Store } from '../store/store.ts';
import type { WebhookRepository } from '../store/webhook-repository.ts';
import type { Vault } from '../vault/vault.ts';
import { moveCaptureUrl } from './capture-address.ts';
import { createDeleted, type Deleted } from './deleted.ts';
import { createDeliveryConsequences } from './delivery-consequences.ts';
import { createPendingSecrets, type PendingSecrets } from './pending-secrets.ts';
import { createProviderFiles, type ProviderFileService } from './provider-files.ts';
import { createProviderService, type ProviderService } from './provider-service.ts';
import { createProviderStates, type ProviderStates } from './provider-states.ts';
import { fillSampleWorkspace } from './sample-workspace.ts';
import { createSamples } from './samples.ts';
import { createSecretService, type SecretService } from './secret-service.ts';
import { adoptPurposes } from './secret-use.ts';
import { createValidations, type Validations } from './validations.ts';
import { createWebhookDirectory, type LiveDirectory } from './webhook-directory.ts';
import { createWebhookRecords, type WebhookRecords } from './webhook-records.ts';
import { createWebhookService, type WebhookService } from './webhook-service.ts';

export interface WebhooksParts {
  store: Store;
  vault: Vault;
  clock: Clock;
  random: Random;
  own: OwnProviders;
  repositories: {
    webhooks: WebhookRepository;
    providers: ProviderRepository;
    schemes: SchemeRepository;
    meta: KeyValueRepository;
  };
  emit: Emit;
  /** Where the capture server is, or will be when it is switched on. */
  capturePort(): number;
}

/** Webhooks, their secrets, and the providers as this workspace uses them. */
export interface Webhooks {
  webhooks: WebhookService;
  deleted: Deleted;
  secrets: SecretService;
  providers: ProviderService;
  providerFiles: ProviderFileService;
  schemes: SchemeService;
  directory: LiveDirectory;
  consequences: DeliveryConsequences;
  /** What import and export work on. */
  inside: {
    records: WebhookRecords;
    states: ProviderStates;
    pending: PendingSecrets;
    validations: Validations;
    ownSchemes: OwnSchemes;
  };
  /** Fills a new workspace with the sample. */
  fillSample(): void;
  /** Moves the webhooks that point at the capture server along to its new port. */
  moveCapturePort(from: number, to: number): void;
}

export function openWebhooks(parts: WebhooksParts): Webhooks {
  const { store, vault, clock, random, own, repositories, emit } = parts;
  const { meta } = repositories;
  const records = createWebhookRecords(store, repositories.webhooks);
  const ownSchemes = createOwnSchemes(store, repositories.schemes, clock);
  const states = createProviderStates(store, repositories.providers, own.catalogue, ownSchemes.all, clock);
  const samples = createSamples(store, repositories.providers, states, random, clock);
  const directory = createWebhookDirectory(records, states, vault);
  const validations = createValidations(states, clock);
  const secrets = createSecretService(store, states, vault, random);
  const pending = createPendingSecrets({
    store,
    meta,
    records,
    states,
    vault,
    secrets,
    capturePort: parts.capturePort,
    changed(id) {
      directory.invalidate();
      emit({ name: 'webhooks.changed', payload: { ids: [id] } });
    },
  });

  const webhooks = createWebhookService({ ...parts, records, states, directory, pending, validations });
  const repository = repositories.providers;
  const schemes = createSchemeService({
    own: ownSchemes,
    clock,
    random,
    usersOf: (id) =>
      records
        .list()
        .flatMap(({ id: webhookId, draft, unsaved }) =>
          draft.schemeId === id || unsaved?.schemeId === id ? [{ id: webhookId, name: draft.name }] : [],
        ),
    changed(id) {
      states.reload();
      directory.invalidate();
      emit({ name: 'schemes.changed', payload: {} });
      const users = records.list().filter(({ draft, unsaved }) => [draft.schemeId, unsaved?.schemeId].includes(id));
      if (users.length > 0) emit({ name: 'webhooks.changed', payload: { ids: users.map((user) => user.id) } });
    },
  });
  const deleted = createDeleted({
    store,
    vault,
    clock,
    records,
    states,
    repository,
    webhooks,
    ownSchemes,
    schemes,
    emit,
  });
  deleted.purgeOld();
  adoptPurposes(
    vault.secrets,
    [...records.list(), ...records.listDeleted()],
    (id) => states.find(id)?.provider ?? null,
  );
  pending.fulfil();
  vault.onChange(() => {
    pending.fulfil();
    directory.invalidate();
    emit({ name: 'webhooks.changed', payload: { ids: records.list().map(({ id }) => id) } });
  });

  return {
    webhooks,
    deleted,
    secrets,
    providers: createProviderService({ own, records, states, samples, directory, emit }),
    providerFiles: createProviderFiles({ own, records, states, directory, emit }),
    schemes,
    directory,
    inside: { records, states, pending, validations, ownSchemes },
    consequences: createDeliveryConsequences(records, repositories.webhooks, states, validations, clock, emit),
    fillSample: () =>
      fillSampleWorkspace({ store, meta, records, states, pending, clock, random }, parts.capturePort()),
    moveCapturePort(from, to) {
      // The deleted ones too: they come back with the address that answers then.
      for (const { id, draft, unsaved, revision } of [...records.list(), ...records.listDeleted()]) {
        const url = moveCaptureUrl(draft.url, from, to);
        const unsavedUrl = unsaved && moveCaptureUrl(unsaved.url, from, to);
        if (url === null && !unsavedUrl) continue;
        records.change(id, {
          draft: { ...draft, url: url ?? draft.url },
          unsaved: unsaved && { ...unsaved, url: unsavedUrl ?? unsaved.url },
          revision: revision + 1,
        });
        emit({ name: 'webhooks.changed', payload: { ids: [id] } });
      }
    },
  };
}
