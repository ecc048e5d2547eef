import type { EventTypeSpec, Provider, ProviderState, SettingValue } from '../../../src-preload/contract/provider.ts';
import type { Clock } from '../clock.ts';
import { createDataLanguage } from '../compose/data-language.ts';
import { EngineError } from '../errors.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import { createMissingProviderError } from '../providers/missing-provider.ts';
import type { OwnSchemes } from '../schemes/own-schemes.ts';
import { addOwnSchemes } from '../signing/scheme-of.ts';
import type { ProviderRepository } from '../store/provider-repository.ts';
import type { Store } from '../store/store.ts';
import type { TemplateLanguage } from '../template/index.ts';
import { assertValid, refuseField } from './issues.ts';
import { toSettingValues, validateSettings } from './provider-settings.ts';
import type { UsedTargets } from './scope-rules.ts';
import { toSlug } from './slug.ts';

/** A provider with what the workspace sets and adds. The same object until something of it changes. */
export type ProviderInUse = Pick<ProviderState, 'provider' | 'settings' | 'eventTypes'>;

export interface ProviderStates {
  find(providerId: string): ProviderInUse | null;
  /** @throws EngineError `not-found` */
  get(providerId: string): ProviderInUse;
  list(): ProviderInUse[];
  /** The template language of an event whose data says what can be inserted; null for another provider. Made once until `reload`. */
  dataLanguage(providerId: string, eventType: string): TemplateLanguage | null;
  /** A provider with what is kept for its id, whether it is here or not. */
  describe(provider: Provider): ProviderInUse;
  /** Saves what is given and leaves the rest. @throws EngineError `invalid`, `not-found` */
  saveSettings(providerId: string, changes: Readonly<Record<string, SettingValue>>, usedTargets: UsedTargets): void;
  /** Adds an event type with a sample of its own. @throws EngineError `refused`, `invalid`, `not-found` */
  addEventType(providerId: string, wireName: string, description: string): EventTypeSpec;
  /** @throws EngineError `refused` for one that was shipped, `not-found` */
  removeEventType(providerId: string, eventType: string): void;
  /** Reads everything again, after rows or providers were changed elsewhere. */
  reload(): void;
}

export function createProviderStates(
  store: Store,
  repository: ProviderRepository,
  catalogue: () => Catalogue,
  ownSchemes: OwnSchemes['all'],
  clock: Clock,
): ProviderStates {
  const states = new Map<string, ProviderInUse>();
  const languages = new Map<string, TemplateLanguage>();

  function describe(provider: Provider): ProviderInUse {
    const stored = repository.listSettings().filter(({ providerId }) => providerId === provider.id);
    const added = repository.listEventTypes().filter(({ providerId }) => providerId === provider.id);
    return {
      provider: addOwnSchemes(provider, ownSchemes()),
      settings: toSettingValues(provider, new Map(stored.map(({ id, value }) => [id, JSON.parse(value)]))),
      eventTypes: [...provider.eventTypes, ...added.map(toEventType)],
    };
  }

  /** The data of an event's samples, the workspace's version of a shipped one in its place. */
  function readSamples({ id, samples }: Provider, eventType: string): string[] {
    const rows = repository.listSamples(id);
    const shipped = samples.filter((sample) => !rows.some((row) => row.id === sample.id));
    return [...shipped, ...rows].filter((sample) => sample.eventType === eventType).map(({ dataText }) => dataText);
  }

  function load(): void {
    states.clear();
    languages.clear();
    for (const provider of catalogue().values()) states.set(provider.id, describe(provider));
  }

  function get(providerId: string): ProviderInUse {
    const state = states.get(providerId);
    if (state) return state;
    throw createMissingProviderError(providerId);
  }

  load();
  return {
    find: (providerId) => states.get(providerId) ?? null,
    get,
    list: () => [...states.values()],
    dataLanguage(providerId, eventType) {
      const provider = states.get(providerId)?.provider;
      if (!provider?.dataPlaceholders) return null;
      const key = JSON.stringify([providerId, eventType]);
      const language = languages.get(key) ?? createDataLanguage(provider, readSamples(provider, eventType));
      languages.set(key, language);
      return language;
    },
    describe,
    reload: load,
    saveSettings(providerId, changes, usedTargets) {
      const { provider, settings } = get(providerId);
      assertValid(validateSettings(provider, { ...settings, ...changes }, Object.keys(changes), usedTargets));
      store.commitNow(() => {
        for (const [id, value] of Object.entries(changes)) {
          repository.saveSetting({ providerId, id, value: JSON.stringify(value) });
        }
      });
      load();
    },
    addEventType(providerId, wireName, description) {
      const { provider, eventTypes } = get(providerId);
      if (!provider.customEventTypes) {
        throw new EngineError('refused', `${provider.name} has a fixed list of events; none can be added.`);
      }
      const name = wireName.trim();
      if (name === '') refuseField('wireName', 'The event has no name. Enter the one that the service sends.');
      if (eventTypes.some((type) => type.wireName === name)) {
        refuseField('wireName', `There is an event “${name}” already. Choose another name.`);
      }
      const id = findFreeId(toSlug(name), eventTypes);
      const [model] = provider.samples;
      store.commitNow(() => {
        repository.addEventType({ providerId, id, wireName: name, description: description.trim() });
        const dataText = model?.dataText ?? '{}';
        repository.saveSample({ providerId, id: `${id}-sample`, eventType: id, name, dataText });
      });
      load();
      return toEventType({ id, wireName: name, description: description.trim() });
    },
    removeEventType(providerId, eventType) {
      const { provider, eventTypes } = get(providerId);
      if (!eventTypes.some(({ id }) => id === eventType)) {
        throw new EngineError('not-found', 'That event no longer exists.', { subject: eventType });
      }
      if (provider.eventTypes.some(({ id }) => id === eventType)) {
        throw new EngineError(
          'refused',
          `This event belongs to ${provider.name}; only events of your own can be removed.`,
        );
      }
      store.commitNow(() => repository.removeEventType(providerId, eventType, clock.now()));
      load();
    },
  };
}

function toEventType({
  id,
  wireName,
  description,
}: {
  id: string;
  wireName: string;
  description: string;
}): EventTypeSpec {
  return { id, label: wireName, description, wireName, internal: false };
}

/** Ids of own events begin with `own-`, so that a later version of a provider can bring one of the same name. */
function findFreeId(slug: string, taken: readonly EventTypeSpec[]): string {
  for (let count = 1; ; count += 1) {
    const id = `own-${slug}${count === 1 ? '' : `-${count}`}`;
    if (!taken.some((type) => type.id === id)) return id;
  }
}
