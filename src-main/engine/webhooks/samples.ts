import type { Params } from '../../../src-preload/contract/methods.ts';
import type { SampleEvent } from '../../../src-preload/contract/provider.ts';
import type { SampleImportPlan } from '../../../src-preload/contract/sample-file.ts';
import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import { createUuid, type Random } from '../random.ts';
import type { ProviderRepository, SampleRow } from '../store/provider-repository.ts';
import type { Store } from '../store/store.ts';
import { parseEventData } from '../template/index.ts';
import { planSampleImport } from './import-samples.ts';
import { assertValid, refuseField } from './issues.ts';
import type { ProviderStates } from './provider-states.ts';
import { describePlace, writeSampleFile } from './sample-file.ts';

/** A sample event as the window gives it; `id` is null for a new one. */
export type SampleInput = Pick<SampleEvent, 'eventType' | 'name' | 'dataText'> & { id: string | null };

/** The sample events of each provider: those shipped, the workspace's versions of them, and its own. */
export interface Samples {
  /** @throws EngineError `not-found` */
  list(providerId: string): SampleEvent[];
  /** @throws EngineError `invalid` with the place of what is wrong in the data, `not-found` */
  save(providerId: string, input: SampleInput): SampleEvent;
  /** Removes an own sample, or the workspace's version of a shipped one; it can be restored. @throws EngineError `refused`, `not-found` */
  remove(providerId: string, id: string): void;
  /** A readable file of the workspace's own and changed samples, or of all. @throws EngineError `not-found` */
  export(params: Params<'samples.export'>): { text: string; samples: number };
  /** What an import would do; writes nothing. @throws EngineError `not-found` */
  plan(params: Params<'samples.plan'>): SampleImportPlan;
  /** All or nothing. @throws EngineError `invalid` with everything that is wrong, `not-found` */
  import(params: Params<'samples.import'>): SampleImportPlan;
}

export function createSamples(
  store: Store,
  repository: ProviderRepository,
  states: ProviderStates,
  random: Random,
  clock: Clock,
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
    throw new EngineError('not-found', 'That sample event no longer exists.', { subject: id });
  }

  const planImport = (params: Params<'samples.plan'>) =>
    planSampleImport(params, list(params.providerId), states.get(params.providerId).eventTypes);

  return {
    list,
    export({ providerId, all }) {
      const chosen = list(providerId).filter(({ builtIn, changed }) => all || !builtIn || changed);
      return { text: writeSampleFile(providerId, chosen), samples: chosen.length };
    },
    plan: (params) => planImport(params).plan,
    import(params) {
      const { plan, writes } = planImport(params);
      assertValid(plan.problems);
      store.commitNow(() => {
        for (const { id, ...rest } of writes) {
          repository.saveSample({ providerId: params.providerId, id: id ?? createUuid(random), ...rest });
        }
      });
      states.reload();
      return plan;
    },
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
      states.reload();
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
      store.commitNow(() => repository.removeSample(providerId, id, clock.now()));
      states.reload();
    },
  };
}

function toSample({ id, eventType, name, dataText }: SampleRow): Omit<SampleEvent, 'builtIn' | 'changed'> {
  return { id, eventType, name, dataText };
}
