import { useEffect, useState } from 'react';
import type { ProviderState, SampleEvent } from '../../../src-preload/contract/provider.ts';
import { findChoice } from '../../stores/compose.ts';
import { type Occurrence, planFiring } from '../../stores/firing.ts';
import { notifyError } from '../../stores/notices.ts';
import { findProvider } from '../../stores/providers.ts';
import { loadSamples, useSamples } from '../../stores/samples.ts';
import { setView, useView } from '../../stores/view.ts';
import { findWebhook, useWebhooks } from '../../stores/webhooks.ts';
import { keyOfScope, listSources } from './sources.ts';

const NONE: readonly SampleEvent[] = [];

/** Typing in the data asks once, after a pause. */
const PAUSE_MS = 150;

export interface OccurrenceForm {
  /** Null while there is nothing to fire. */
  occurrence: Occurrence | null;
  sampleId: string | null;
  samples: readonly SampleEvent[];
  chooseProvider(id: string): void;
  chooseEvent(eventType: string): void;
  chooseSample(id: string): void;
  chooseSource(key: string): void;
  editData(dataText: string): void;
}

interface Choice {
  providerId: string;
  eventType: string;
  sampleId: string | null;
  /** Null: the sample's. */
  dataText: string | null;
  sourceKey: string;
}

const firstEvent = (state: ProviderState | null): string =>
  state?.eventTypes.find(({ internal }) => !internal)?.id ?? '';

/** Where events of the provider happened last, else the place of the webhook, else the first that there is. */
function chooseFirstSource(state: ProviderState | null, webhookId: string | null): string {
  if (state === null) return '';
  const sources = listSources(state);
  const scope = findWebhook(webhookId)?.scope;
  const wanted = scope?.target == null ? null : keyOfScope(scope);
  const remembered = useView.getState().values[`fire.source.${state.provider.id}`];
  const has = (key: unknown): boolean => sources.some((source) => source.key === key);
  if (wanted !== null && has(wanted)) return wanted;
  return typeof remembered === 'string' && has(remembered) ? remembered : (sources[0]?.key ?? '');
}

/** What the selected webhook is tried with at the moment; its event may be one that is never fired by hand. */
function chooseFirst(webhookId: string | null): Choice {
  const providerId = findWebhook(webhookId)?.providerId ?? useWebhooks.getState().webhooks[0]?.providerId ?? '';
  const state = findProvider(providerId);
  const sourceKey = chooseFirstSource(state, webhookId);
  const choice = webhookId === null ? null : findChoice(webhookId);
  const isFireable = state?.eventTypes.some(({ id, internal }) => id === choice?.eventType && !internal) === true;
  if (choice === null || !isFireable) {
    return { providerId, eventType: firstEvent(state), sampleId: null, dataText: null, sourceKey };
  }
  const { eventType, sampleId, dataText } = choice;
  return { providerId, eventType, sampleId, dataText, sourceKey };
}

/** The event that is to happen, as the dialog edits it; asks for the plan whenever it changes. */
export function useOccurrence(webhookId: string | null): OccurrenceForm {
  const [choice, setChoice] = useState<Choice>(() => chooseFirst(webhookId));
  const { providerId, eventType, sourceKey } = choice;
  const loaded = useSamples((state) => state.byProvider[providerId]);
  const all = loaded ?? NONE;

  useEffect(() => {
    if (loaded !== undefined || providerId === '') return;
    loadSamples(providerId).catch((thrown: unknown) => notifyError('The sample events could not be loaded', thrown));
  }, [loaded, providerId]);

  const samples = all.filter((sample) => sample.eventType === eventType);
  const sample =
    samples.find(({ id }) => id === choice.sampleId) ?? (choice.dataText === null ? samples[0] : undefined);
  const dataText = choice.dataText ?? sample?.dataText ?? '{}';
  const isReady = providerId !== '' && sourceKey !== '' && (loaded !== undefined || choice.dataText !== null);

  useEffect(() => {
    if (!isReady) return;
    const timer = setTimeout(() => {
      const source = toScope(sourceKey);
      void planFiring({ providerId, eventType, source, dataText });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isReady, providerId, eventType, sourceKey, dataText]);

  return {
    occurrence: isReady ? { providerId, eventType, source: toScope(sourceKey), dataText } : null,
    sampleId: sample !== undefined && sample.dataText === dataText ? sample.id : null,
    samples,
    chooseProvider(id) {
      const state = findProvider(id);
      const sourceOf = chooseFirstSource(state, null);
      setChoice({ providerId: id, eventType: firstEvent(state), sampleId: null, dataText: null, sourceKey: sourceOf });
    },
    chooseEvent: (next) => setChoice({ ...choice, eventType: next, sampleId: null, dataText: null }),
    chooseSample: (sampleId) => setChoice({ ...choice, sampleId, dataText: null }),
    chooseSource(key) {
      setChoice({ ...choice, sourceKey: key });
      setView(`fire.source.${providerId}`, key);
    },
    editData: (text) => setChoice({ ...choice, dataText: text }),
  };
}

function toScope(key: string): Occurrence['source'] {
  const [id, target] = JSON.parse(key) as [string, string | null];
  return { id, target };
}
