import { useMemo } from 'react';
import type { SampleEvent } from '../../../src-preload/contract/provider.ts';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { chooseEventType, chooseSample, type EventChoice } from '../../stores/compose.ts';
import { useProviderState } from '../../stores/providers.ts';
import { useSamples } from '../../stores/samples.ts';
import { BareSelect } from '../../ui/select.tsx';
import styles from './compose-pane.module.css';

const NONE: readonly SampleEvent[] = [];
const OWN_DATA = ' own';

/** True when the data was edited since the sample was chosen. */
export function isEditedData(choice: EventChoice, sample: SampleEvent | undefined): boolean {
  return sample === undefined || choice.dataText !== sample.dataText;
}

/** The samples of the webhook's provider. */
export function useProviderSamples(providerId: string): readonly SampleEvent[] {
  return useSamples((state) => state.byProvider[providerId] ?? NONE);
}

export interface EventPickersProps {
  webhook: Webhook;
  draft: WebhookDraft;
  choice: EventChoice;
}

/** Which event the template is tried with, and which sample of it. */
export function EventPickers({ webhook, draft, choice }: EventPickersProps) {
  const types = useProviderState(webhook.providerId)?.eventTypes;
  const samples = useProviderSamples(webhook.providerId);
  const typeOptions = useMemo(() => {
    const toOption = (heading: string) => (type: { id: string; label: string; description: string }) => ({
      value: type.id,
      label: type.label,
      hint: type.description === '' ? undefined : type.description,
      group: heading,
    });
    const subscribed = (types ?? []).filter(({ id }) => draft.events.includes(id));
    const others = (types ?? []).filter(({ id }) => !draft.events.includes(id));
    return [...subscribed.map(toOption('Events of this webhook')), ...others.map(toOption('Other events'))];
  }, [types, draft.events]);
  const fitting = samples.filter((sample) => sample.eventType === choice.eventType);
  const sample = fitting.find(({ id }) => id === choice.sampleId);
  const edited = isEditedData(choice, sample);
  const own = { value: OWN_DATA, label: sample === undefined ? 'Own data' : `${sample.name} (edited)` };
  const sampleOptions = fitting.map(({ id, name, builtIn, changed }) => ({
    value: id,
    label: name,
    hint: changed ? 'Your version of a built-in sample' : builtIn ? undefined : 'Your own sample',
  }));
  return (
    <>
      <BareSelect
        label="Event"
        className={styles.pick}
        value={choice.eventType}
        options={typeOptions}
        onChange={(type) => chooseEventType(webhook.id, type)}
      />
      <BareSelect
        label="Sample"
        className={styles.pick}
        value={edited ? OWN_DATA : choice.sampleId}
        options={edited ? [own, ...sampleOptions] : sampleOptions}
        onChange={(id) => {
          const next = fitting.find((each) => each.id === id);
          if (next !== undefined) chooseSample(webhook.id, next);
        }}
      />
    </>
  );
}
