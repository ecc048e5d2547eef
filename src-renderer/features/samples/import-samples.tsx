import { ArrowLeft, FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ProviderState } from '../../../src-preload/contract/provider.ts';
import type { SampleImportPlan } from '../../../src-preload/contract/sample-file.ts';
import { toClientError } from '../../client/client-error.ts';
import { createLatest } from '../../client/latest.ts';
import { notify } from '../../stores/notices.ts';
import { importSamples } from '../../stores/samples.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { Status } from '../../ui/status.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import styles from './samples-dialog.module.css';

/** As large as the engine takes. */
const LARGEST_FILE = 16_000_000;
const PAUSE = 150;

interface Draft {
  text: string;
  eventType: string;
  name: string;
}

/** What an import of the draft would do, a moment after the last key; null while there is nothing to import. */
function usePlan(providerId: string, draft: Draft): SampleImportPlan | null {
  const [plan, setPlan] = useState<SampleImportPlan | null>(null);
  const latest = useRef(createLatest('samples.plan'));
  useEffect(() => {
    const { current } = latest;
    if (draft.text.trim() === '') {
      setPlan(null);
      return;
    }
    const timer = setTimeout(() => {
      current.run({ providerId, ...draft }).then(setPlan, () => undefined);
    }, PAUSE);
    return () => {
      current.cancel();
      clearTimeout(timer);
    };
  }, [providerId, draft]);
  return plan;
}

export interface ImportSamplesProps {
  state: ProviderState;
  onBack: () => void;
  onClose: () => void;
}

/** JSON from a file or from the clipboard, what it would add and change, and the button that does it. */
export function ImportSamples({ state, onBack, onClose }: ImportSamplesProps) {
  const { provider, eventTypes } = state;
  const [draft, setDraft] = useState<Draft>({ text: '', eventType: eventTypes[0]?.id ?? '', name: '' });
  // An empty name is no mistake before it was looked at.
  const [isNamed, setNamed] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const plan = usePlan(provider.id, draft);
  const change = (part: Partial<Draft>): void => {
    setRefusal(null);
    setDraft((before) => ({ ...before, ...part }));
  };

  async function load(chosen: File): Promise<void> {
    if (chosen.size > LARGEST_FILE) {
      setRefusal(`“${chosen.name}” is larger than 16 MB. Take a smaller part of it.`);
      return;
    }
    change({ text: await chosen.text(), name: chosen.name.replace(/\.json$/i, '').slice(0, 200) });
  }

  async function apply(): Promise<void> {
    try {
      const done = await importSamples({ providerId: provider.id, ...draft });
      notify('success', done.changes === 1 ? '1 sample event imported' : `${done.changes} sample events imported`);
      onBack();
    } catch (thrown) {
      setRefusal(toClientError(thrown).message);
    }
  }

  const isEvent = plan?.kind === 'event';
  const ofText = (plan?.problems ?? []).filter(({ path }) => !isEvent || (path !== 'name' && path !== 'event'));
  const ofName = (plan?.problems ?? []).filter(({ path }) => isEvent && path === 'name');
  const ready = plan !== null && plan.problems.length === 0 && plan.changes > 0;
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={`Add sample events to ${provider.name}`}
      description="The JSON of one event, or a file of sample events that was exported here."
      footer={
        <>
          <Button icon={<ArrowLeft />} onClick={onBack}>
            Back
          </Button>
          <Button variant="primary" disabled={!ready} onClick={() => void apply()}>
            {ready && plan.changes > 1 ? `Import ${plan.changes} sample events` : 'Import the sample event'}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextArea
          label="JSON"
          mono
          rows={8}
          className={styles.json}
          value={draft.text}
          placeholder="Paste it here, or choose a file"
          problems={[
            ...ofText.map(({ path, message, severity }) => ({ message: `${path}: ${message}`, severity })),
            ...(refusal === null ? [] : [{ message: refusal, severity: 'error' as const }]),
          ]}
          onChange={(text) => change({ text })}
        />
        <div>
          <Button size="small" icon={<FileUp />} onClick={() => file.current?.click()}>
            Choose a file…
          </Button>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label="File with sample events"
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              event.target.value = '';
              if (chosen !== undefined) void load(chosen);
            }}
          />
        </div>
        {isEvent && ofText.length === 0 && (
          <div className={styles.pair}>
            <Select
              label="Event"
              value={draft.eventType}
              options={eventTypes.map(({ id, label }) => ({ value: id, label }))}
              onChange={(eventType) => change({ eventType })}
            />
            <TextField
              label="Name"
              value={draft.name}
              maxLength={200}
              hint="What you will know it by."
              problems={isNamed ? ofName : []}
              onBlur={() => setNamed(true)}
              onChange={(name) => change({ name })}
            />
          </div>
        )}
        {plan !== null && plan.problems.length === 0 && <PlanView plan={plan} state={state} />}
      </div>
    </Dialog>
  );
}

const ACTIONS = {
  create: { tone: 'success', word: 'new' },
  change: { tone: 'warning', word: 'changed' },
  leave: { tone: 'idle', word: 'the same' },
} as const;

function PlanView({ plan, state }: { plan: SampleImportPlan; state: ProviderState }) {
  return (
    <ul className={styles.list} aria-label="What is imported">
      {plan.items.map(({ path, eventType, name, action }) => (
        <li key={path} className={styles.row}>
          <span className={styles.name} title={name}>
            {name}
          </span>
          <span className={styles.event}>{state.eventTypes.find(({ id }) => id === eventType)?.label}</span>
          <Status tone={ACTIONS[action].tone}>{ACTIONS[action].word}</Status>
        </li>
      ))}
    </ul>
  );
}
