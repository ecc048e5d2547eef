import { type DeletedItem, type DeletedRef, keptDays, type Restored } from '../../../src-preload/contract/deleted.ts';
import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import type { OwnScheme, OwnSchemes } from '../schemes/own-schemes.ts';
import type { SchemeService } from '../schemes/scheme-service.ts';
import type { DeletedSampleRow, ProviderRepository } from '../store/provider-repository.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { describeScope } from './describe-scope.ts';
import type { ProviderStates } from './provider-states.ts';
import type { WebhookRecord, WebhookRecords } from './webhook-records.ts';
import type { WebhookService } from './webhook-service.ts';

const KEPT_MS = keptDays * 24 * 60 * 60 * 1000;

/** Deleted webhooks, sample events and own signing schemes: they can be restored for 30 days, across restarts. */
export interface Deleted {
  /** What was deleted last comes first. */
  list(): DeletedItem[];
  /** @throws EngineError `not-found`; `refused` or `conflict` where something else took its place */
  restore(ref: DeletedRef): Restored;
  /** Removes one for good. @throws EngineError `not-found` */
  purge(ref: DeletedRef): void;
  /** Removes for good what was deleted more than 30 days ago. */
  purgeOld(): void;
}

export interface DeletedParts {
  store: Store;
  vault: Vault;
  clock: Clock;
  records: WebhookRecords;
  states: ProviderStates;
  repository: ProviderRepository;
  webhooks: Pick<WebhookService, 'restore'>;
  ownSchemes: OwnSchemes;
  schemes: Pick<SchemeService, 'restore'>;
  emit: Emit;
}

export function createDeleted(parts: DeletedParts): Deleted {
  const { store, vault, clock, records, states, repository, webhooks, ownSchemes, schemes, emit } = parts;

  function describe(record: WebhookRecord | DeletedSampleRow): Pick<DeletedItem, 'name' | 'detail'> {
    const state = states.find(record.providerId);
    if ('draft' in record) {
      const { scope } = record.draft;
      return { name: record.draft.name, detail: state && scope.id !== '' ? describeScope(state, scope) : null };
    }
    const event = state?.eventTypes.find(({ id }) => id === record.eventType);
    return { name: record.name, detail: event?.label ?? record.eventType };
  }

  function toItem(record: WebhookRecord | DeletedSampleRow): DeletedItem {
    const { providerId } = record;
    const deletedAt = record.deletedAt ?? 0;
    return {
      ...('draft' in record
        ? { kind: 'webhook' as const, id: record.id }
        : { kind: 'sample' as const, id: String(record.number) }),
      ...describe(record),
      providerId,
      providerName: states.find(providerId)?.provider.name ?? providerId,
      deletedAt,
      keptUntil: deletedAt + KEPT_MS,
    };
  }

  function toSchemeItem({ scheme, deletedAt: at }: OwnScheme): DeletedItem {
    const deletedAt = at ?? 0;
    const about = { kind: 'scheme' as const, id: scheme.id, name: scheme.name, providerId: '', providerName: '' };
    return { ...about, detail: 'Own signing scheme', deletedAt, keptUntil: deletedAt + KEPT_MS };
  }

  function findSample(id: string): DeletedSampleRow {
    const row = repository.listDeletedSamples().find(({ number }) => String(number) === id);
    if (row) return row;
    throw createGoneError(id);
  }

  function restoreSample(id: string): Restored {
    const row = findSample(id);
    const { name, providerId } = row;
    const { provider, eventTypes } = states.get(providerId);
    if (!eventTypes.some((event) => event.id === row.eventType)) {
      throw new EngineError(
        'refused',
        `“${name}” belongs to an event of ${provider.name} that no longer exists. Add the event again, then restore it.`,
      );
    }
    if (repository.listSamples(providerId).some((sample) => sample.id === row.id)) {
      throw new EngineError(
        'conflict',
        `“${name}” was changed again after this version was removed. Remove the present version first; it can be restored too.`,
      );
    }
    store.commitNow(() => repository.restoreSample(row.number));
    states.reload();
    emit({ name: 'samples.changed', payload: { providerId } });
    return { kind: 'sample', id: row.id, name, providerId, remarks: [] };
  }

  function purgeWebhooks(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const bringSecretsBack = vault.secrets.remember();
    try {
      store.commitNow(() => {
        for (const id of ids) {
          records.remove(id);
          vault.secrets.removeOwner(id);
        }
      });
    } catch (error) {
      bringSecretsBack();
      for (const id of ids) records.refresh(id);
      throw error;
    }
    store.scrub();
  }

  function purgeOld(): void {
    const until = clock.now() - KEPT_MS;
    purgeWebhooks(records.listDeleted().flatMap(({ id, deletedAt }) => ((deletedAt ?? 0) <= until ? id : [])));
    if (repository.listDeletedSamples().some(({ deletedAt }) => deletedAt <= until)) {
      store.commitNow(() => repository.purgeSamples(until));
    }
    for (const { scheme, deletedAt } of ownSchemes.listDeleted()) {
      if ((deletedAt ?? 0) <= until) ownSchemes.remove(scheme.id);
    }
  }

  return {
    list() {
      purgeOld();
      const others = [...records.listDeleted(), ...repository.listDeletedSamples().reverse()].map(toItem);
      return [...others, ...ownSchemes.listDeleted().map(toSchemeItem)].sort(
        (one, other) => other.deletedAt - one.deletedAt,
      );
    },
    restore({ kind, id }) {
      purgeOld();
      if (kind === 'sample') return restoreSample(id);
      if (kind === 'scheme') {
        const { scheme } = schemes.restore(id);
        return { kind, id, name: scheme.name, providerId: '', remarks: [] };
      }
      const { webhook, remarks } = webhooks.restore(id);
      return { kind, id, name: webhook.name, providerId: webhook.providerId, remarks };
    },
    purge({ kind, id }) {
      if (kind === 'sample') {
        const { number } = findSample(id);
        store.commitNow(() => repository.purgeSample(number));
      } else if (kind === 'scheme' && ownSchemes.findDeleted(id)) ownSchemes.remove(id);
      else if (kind === 'webhook' && records.findDeleted(id)) purgeWebhooks([id]);
      else throw createGoneError(id);
    },
    purgeOld,
  };
}

function createGoneError(id: string): EngineError {
  return new EngineError('not-found', 'It can no longer be restored: it was restored already, or removed for good.', {
    subject: id,
  });
}
