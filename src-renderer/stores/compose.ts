import { create } from 'zustand';
import type { ComposeInput, Preview } from '../../src-preload/contract/compose.ts';
import type { SampleEvent } from '../../src-preload/contract/provider.ts';
import { findProvider } from './providers.ts';
import { useSamples } from './samples.ts';
import { setView, useView } from './view.ts';
import { findDraft, findWebhook } from './webhooks.ts';

/** The event that is tried out on a webhook. */
export interface EventChoice {
  eventType: string;
  /** Null for data that belongs to no sample. */
  sampleId: string | null;
  /** JSON text of an object, as typed. */
  dataText: string;
}

interface ComposeState {
  /** By webhook. */
  choices: Readonly<Record<string, EventChoice>>;
  /** Of the selected webhook, for the newest input; stays while the next one is on its way. */
  preview: Preview | null;
  /** The webhook that the preview is of. */
  previewOf: string | null;
  /** What the preview was made of, so that its offsets are never applied to a text that has moved on. */
  previewInput: ComposeInput | null;
  /** From the question to the answer, in milliseconds. */
  previewMs: number;
  /** Why there is no preview: the message of a refused call. */
  previewError: string | null;
}

/** Which event each webhook is tried with, and what would be sent for the selected one. */
export const useCompose = create<ComposeState>(() => ({
  choices: {},
  preview: null,
  previewOf: null,
  previewInput: null,
  previewMs: 0,
  previewError: null,
}));

function samplesOf(providerId: string): readonly SampleEvent[] {
  return useSamples.getState().byProvider[providerId] ?? [];
}

/** Before the samples are here, a choice would be one without data, and would stay. */
function hasSamples(providerId: string): boolean {
  return useSamples.getState().byProvider[providerId] !== undefined;
}

function choiceOf(sample: SampleEvent): EventChoice {
  return { eventType: sample.eventType, sampleId: sample.id, dataText: sample.dataText };
}

function firstChoice(webhookId: string): EventChoice | null {
  const webhook = findWebhook(webhookId);
  const draft = findDraft(webhookId);
  if (webhook === null || draft === null || !hasSamples(webhook.providerId)) return null;
  const samples = samplesOf(webhook.providerId);
  const remembered = useView.getState().values[`sample.${webhookId}`];
  const sample =
    samples.find((each) => each.id === remembered) ??
    samples.find((each) => draft.events.includes(each.eventType)) ??
    samples[0];
  if (sample !== undefined) return choiceOf(sample);
  const eventType = draft.events[0] ?? findProvider(webhook.providerId)?.eventTypes[0]?.id;
  return eventType === undefined ? null : { eventType, sampleId: null, dataText: '{}' };
}

/** The event that is tried out on the webhook; picks one when none is chosen yet. Null while samples are not here. */
export function findChoice(webhookId: string): EventChoice | null {
  return useCompose.getState().choices[webhookId] ?? firstChoice(webhookId);
}

/** Chooses the event's type, its sample or its data. The sample is remembered for the next run. */
export function chooseEvent(webhookId: string, choice: EventChoice): void {
  useCompose.setState(({ choices }) => ({ choices: { ...choices, [webhookId]: choice } }));
  setView(`sample.${webhookId}`, choice.sampleId);
}

/** Chooses a sample event. */
export function chooseSample(webhookId: string, sample: SampleEvent): void {
  chooseEvent(webhookId, choiceOf(sample));
}

/** Chooses the first sample of an event type, or the type with no data when it has none. */
export function chooseEventType(webhookId: string, eventType: string): void {
  const webhook = findWebhook(webhookId);
  const sample = samplesOf(webhook?.providerId ?? '').find((each) => each.eventType === eventType);
  chooseEvent(webhookId, sample === undefined ? { eventType, sampleId: null, dataText: '{}' } : choiceOf(sample));
}

/** Makes sure that the webhook has a chosen event, once its samples are here. */
export function settleChoice(webhookId: string): void {
  if (useCompose.getState().choices[webhookId] !== undefined) return;
  const choice = firstChoice(webhookId);
  if (choice === null) return;
  useCompose.setState(({ choices }) => ({ choices: { ...choices, [webhookId]: choice } }));
}

/** What preview and sending take, or null when something of it is missing. */
export function composeInput(webhookId: string): ComposeInput | null {
  const draft = findDraft(webhookId);
  const choice = findChoice(webhookId);
  return draft === null || choice === null ? null : { draft, eventType: choice.eventType, dataText: choice.dataText };
}

export function useChoice(webhookId: string | null): EventChoice | null {
  return useCompose((state) => (webhookId === null ? null : (state.choices[webhookId] ?? null)));
}
