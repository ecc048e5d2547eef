import { Wrench } from 'lucide-react';
import type { FirePlan } from '../../../src-preload/contract/fire.ts';
import type { ProviderState } from '../../../src-preload/contract/provider.ts';
import { useFiring } from '../../stores/firing.ts';
import { useProviders } from '../../stores/providers.ts';
import { applyEdits, useDataCheck } from '../../stores/use-data-check.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import styles from './fire-dialog.module.css';
import { keyOfScope, listSources, type Source } from './sources.ts';
import type { OccurrenceForm } from './use-occurrence.ts';

const OWN_DATA = ' own';

interface SourceProps {
  sources: readonly Source[];
  value: string;
  onChange: (key: string) => void;
}

function SourceField({ sources, value, onChange }: SourceProps) {
  const label = 'Where it happens';
  // A short list is looked through, a long one is searched.
  if (sources.length > 12) {
    const options = sources.map(({ key, label, kind }) => ({ value: key, label, hint: kind }));
    return <Combobox label={label} value={value} options={options} onChange={onChange} />;
  }
  const options = sources.map(({ key, label, kind, scope }) => ({
    value: key,
    label,
    group: scope.target === null ? undefined : kind,
  }));
  return <Select label={label} value={value} options={options} onChange={onChange} />;
}

function SampleField({ form }: { form: OccurrenceForm }) {
  const options = form.samples.map(({ id, name }) => ({ value: id, label: name }));
  const own = { value: OWN_DATA, label: 'Own data' };
  return (
    <Select
      label="Data of"
      value={form.sampleId ?? OWN_DATA}
      options={form.sampleId === null ? [own, ...options] : options}
      onChange={(id) => id !== OWN_DATA && form.chooseSample(id)}
    />
  );
}

function describePlaced(placed: FirePlan['placed']): string {
  if (placed.length === 0) return '';
  const names = placed.map(({ path, value }) => `${path}: ${JSON.stringify(value)}`);
  return `From where it happens, in place of what is here: ${names.join(', ')}.`;
}

/** Service, event, place and data of what is to happen. */
export function OccurrenceFields({ form, state }: { form: OccurrenceForm; state: ProviderState }) {
  const states = useProviders((store) => store.states);
  const dataProblem = useFiring((store) => store.dataProblem);
  const placed = useFiring(({ plan }) => describePlaced(plan?.placed ?? []));
  const { occurrence } = form;
  const found = useDataCheck(dataProblem === null ? null : (occurrence?.dataText ?? null), true);
  const fix = found.flatMap(({ fixes }) => fixes)[0];
  const sources = listSources(state);
  return (
    <div className={styles.form} data-autofocus="">
      <Select
        label="Service"
        value={state.provider.id}
        options={states.map(({ provider }) => ({ value: provider.id, label: provider.name }))}
        onChange={form.chooseProvider}
      />
      <Select
        label="Event"
        value={occurrence?.eventType ?? null}
        options={state.eventTypes
          .filter(({ internal }) => !internal)
          .map(({ id, label, description }) => ({ value: id, label, hint: description || undefined }))}
        onChange={form.chooseEvent}
      />
      {sources.length > 1 && occurrence !== null && (
        <SourceField sources={sources} value={keyOfScope(occurrence.source)} onChange={form.chooseSource} />
      )}
      <SampleField form={form} />
      <TextArea
        label="Event data"
        hideLabel
        mono
        problems={dataProblem === null ? [] : [{ message: dataProblem, severity: 'error' }]}
        hint={placed === '' ? undefined : placed}
        aside={
          fix === undefined ? undefined : (
            <Button
              size="small"
              icon={<Wrench />}
              onClick={() => form.editData(applyEdits(occurrence?.dataText ?? '', fix.edits))}
            >
              {fix.title}
            </Button>
          )
        }
        className={styles.data}
        value={occurrence?.dataText ?? ''}
        onChange={form.editData}
      />
    </div>
  );
}
