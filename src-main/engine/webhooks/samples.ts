import type { SampleEvent } from '../../../src-preload/contract/provider.ts';
import { EngineError } from '../errors.ts';
import { createUuid, type Random } from '../random.ts';
import type { ProviderRepository, SampleRow } from '../store/provider-repository.ts';
import type { Store } from '../store/store.ts';
import { parseEventData } from '../template/index.ts';
import { refuseField } from './issues.ts';
import type { ProviderStates } from './provider-states.ts';

/** A sample event as the window gives it; `id` is null for a new one. */
export type SampleInput = Pick<SampleEvent, 'eventType' | 'name' | 'dataText'> & { id: string | null };

/** The sample events of each provider: those shipped, the workspace's versions of them, and its own. */
export interface Samples {
  /** @throws EngineError `not-found` */
  list(providerId: string): SampleEvent[];
  /** @throws EngineError `invalid` with the place of what is wrong in the data, `not-found` */
  save(providerId: string, input: SampleInput): SampleEvent;
  /** Removes an own sample, or the workspace's version of a shipped one. @throws EngineError `refused`, `not-found` */
  remove(providerId: string, id: string): void;
}

export function createSamples(
  store: Store,
  repository: ProviderRepository,
  states: ProviderStates,
  random: Random,
): Samples {
  function list(providerId: string): SampleEvent[] {
    const { provider } = states.get(providerId);
    const rows = new Map(repository.listSamples(providerId).map((row) => [row.id, row]));
    const shipped = provider.samples.map((sample): SampleEvent => {
      const version = rows.get(sample.id);
      return { ...sample, ...(version ? toSample(version) : {}), builtIn: true, changed: version !== undefined };
    });
    const own = [...rows.values()].filter(({ id }) => !provider.samples.some((sample) => sample.id === id));
    return [...shipped, ...own.map((row) => ({ ...toSample(row), builtIn: false, changed: false }))];
  }

  function find(providerId: string, id: string): SampleEvent {
    const sample = list(providerId).find((candidate) => candidate.id === id);
    if (sample) return sample;
    throw new EngineError('not-found', 'That sample event is not there any more.', { subject: id });
  }

  return {
    list,
    save(providerId, { id, eventType, name, dataText }) {
      const { eventTypes } = states.get(providerId);
      if (id !== null) find(providerId, id);
      if (!eventTypes.some((type) => type.id === eventType))
        refuseField('eventType', 'Choose the event that this is data of.');
      if (name.trim() === '') refuseField('name', 'The sample event has no name. Enter one.');
      const data = parseEventData(dataText);
      if (!data.ok) refuseField('dataText', `${data.message} (${describePlace(dataText, data.offset)})`);
      const row: SampleRow = { providerId, id: id ?? createUuid(random), eventType, name: name.trim(), dataText };
      store.commitNow(() => repository.saveSample(row));
      return find(providerId, row.id);
    },
    remove(providerId, id) {
      const sample = find(providerId, id);
      if (sample.builtIn && !sample.changed) {
        throw new EngineError(
          'refused',
          'This sample event belongs to the provider. Only your own version of it can be removed.',
        );
      }
      store.commitNow(() => repository.removeSample(providerId, id));
    },
  };
}

function toSample({ id, eventType, name, dataText }: SampleRow): Omit<SampleEvent, 'builtIn' | 'changed'> {
  return { id, eventType, name, dataText };
}

function describePlace(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
