import type {
  EventTypeSpec,
  ProviderState,
  SampleEvent,
  SettingValue,
} from '../../../src-preload/contract/provider.ts';
import { defaultUserAgent } from '../compose/plan-headers.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import type { OwnProviders } from '../providers/own/own-providers.ts';
import type { ProviderInUse, ProviderStates } from './provider-states.ts';
import type { SampleInput, Samples } from './samples.ts';
import { findScope, type UsedTargets } from './scope-rules.ts';
import type { LiveDirectory } from './webhook-directory.ts';
import type { WebhookRecords } from './webhook-records.ts';

/** What a person does with providers: settings, events of their own, sample events. Everything throws `not-found`. */
export interface ProviderService {
  list(): ProviderState[];
  /** @throws EngineError `invalid` with the issues of the settings */
  saveSettings(providerId: string, changes: Readonly<Record<string, SettingValue>>): ProviderState;
  /** @throws EngineError `refused`, `invalid` */
  addEventType(providerId: string, wireName: string, description: string): ProviderState;
  /** @throws EngineError `refused`, `conflict` while webhooks are subscribed to it */
  removeEventType(providerId: string, eventType: string): ProviderState;
  listSamples(providerId: string): SampleEvent[];
  /** @throws EngineError `invalid` */
  saveSample(providerId: string, input: SampleInput): SampleEvent;
  /** @throws EngineError `refused` */
  removeSample(providerId: string, id: string): SampleEvent[];
  exportSamples: Samples['export'];
  planSamples: Samples['plan'];
  /** @throws EngineError `invalid` */
  importSamples: Samples['import'];
}

export interface ProviderServiceParts {
  own: OwnProviders;
  records: WebhookRecords;
  states: ProviderStates;
  samples: Samples;
  directory: LiveDirectory;
  emit: Emit;
}

export function createProviderService({
  own,
  records,
  states,
  samples,
  directory,
  emit,
}: ProviderServiceParts): ProviderService {
  function describe({ provider, settings, eventTypes }: ProviderInUse): ProviderState {
    const webhookCount = records.list().filter(({ providerId }) => providerId === provider.id).length;
    const file = own.findOwner(provider.id)?.file ?? null;
    return { provider, settings, eventTypes, webhookCount, userAgent: defaultUserAgent, file };
  }

  function tell(providerId: string): ProviderState {
    directory.invalidate();
    emit({ name: 'providers.changed', payload: { ids: [providerId] } });
    return describe(states.get(providerId));
  }

  function listUsedTargets(providerId: string): UsedTargets {
    const { provider } = states.get(providerId);
    const used = new Map<string, Set<string>>();
    for (const { providerId: owner, draft } of records.list()) {
      const setting = owner === providerId ? findScope(provider, draft.scope)?.targets : null;
      if (!setting || draft.scope.target === null) continue;
      used.set(setting, (used.get(setting) ?? new Set()).add(draft.scope.target));
    }
    return used;
  }

  function assertUnused(providerId: string, eventType: EventTypeSpec['id']): void {
    const users = records
      .list()
      .filter((record) => record.providerId === providerId && record.draft.events.includes(eventType));
    if (users.length === 0) return;
    const names = users.map(({ draft }) => `“${draft.name}”`).join(', ');
    throw new EngineError('conflict', `Webhooks are subscribed to this event: ${names}. Take it off them first.`);
  }

  return {
    list: () => states.list().map(describe),
    saveSettings(providerId, changes) {
      states.saveSettings(providerId, changes, listUsedTargets(providerId));
      return tell(providerId);
    },
    addEventType(providerId, wireName, description) {
      states.addEventType(providerId, wireName, description);
      emit({ name: 'samples.changed', payload: { providerId } });
      return tell(providerId);
    },
    removeEventType(providerId, eventType) {
      assertUnused(providerId, eventType);
      states.removeEventType(providerId, eventType);
      emit({ name: 'samples.changed', payload: { providerId } });
      return tell(providerId);
    },
    listSamples: samples.list,
    saveSample(providerId, input) {
      const sample = samples.save(providerId, input);
      emit({ name: 'samples.changed', payload: { providerId } });
      return sample;
    },
    removeSample(providerId, id) {
      samples.remove(providerId, id);
      emit({ name: 'samples.changed', payload: { providerId } });
      return samples.list(providerId);
    },
    exportSamples: samples.export,
    planSamples: samples.plan,
    importSamples(params) {
      const plan = samples.import(params);
      emit({ name: 'samples.changed', payload: { providerId: params.providerId } });
      return plan;
    },
  };
}
