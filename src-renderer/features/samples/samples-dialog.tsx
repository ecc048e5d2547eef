import { Download, FileJson, Plus } from 'lucide-react';
import { useState } from 'react';
import type { ProviderState, SampleEvent } from '../../../src-preload/contract/provider.ts';
import { call } from '../../client/call.ts';
import { focusOn } from '../../commands/focus.ts';
import { chooseSample } from '../../stores/compose.ts';
import { notify, notifyError } from '../../stores/notices.ts';
import { useProviderState } from '../../stores/providers.ts';
import { useSamples } from '../../stores/samples.ts';
import { showTab } from '../../stores/screen.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Menu } from '../../ui/menu.tsx';
import { ImportSamples } from './import-samples.tsx';
import { SampleRow } from './sample-row.tsx';
import styles from './samples-dialog.module.css';

const NONE: readonly SampleEvent[] = [];

export interface SamplesDialogProps {
  providerId: string;
  /** The webhook that a sample can be tried on. */
  webhookId: string;
  onClose: () => void;
}

/** The sample events of one provider: to use, name, copy and remove, and to bring in and out as a file. */
export function SamplesDialog({ providerId, webhookId, onClose }: SamplesDialogProps) {
  const state = useProviderState(providerId);
  const samples = useSamples(({ byProvider }) => byProvider[providerId] ?? NONE);
  const [importing, setImporting] = useState(false);
  if (state === null) return null;
  if (importing) return <ImportSamples state={state} onBack={() => setImporting(false)} onClose={onClose} />;

  function use(sample: SampleEvent): void {
    chooseSample(webhookId, sample);
    onClose();
    showTab('payload');
    focusOn('event-data');
  }

  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={`Sample events of ${state.provider.name}`}
      description="What payloads are tried with, and what the branches of a template are reached by."
      footer={
        <>
          <ExportMenu providerId={providerId} samples={samples} />
          <Button icon={<Plus />} onClick={() => setImporting(true)}>
            Add from JSON…
          </Button>
          <Button variant="primary" data-autofocus="" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <SampleList state={state} samples={samples} onUse={use} />
    </Dialog>
  );
}

interface SampleListProps {
  state: ProviderState;
  samples: readonly SampleEvent[];
  onUse: (sample: SampleEvent) => void;
}

function SampleList({ state, samples, onUse }: SampleListProps) {
  if (samples.length === 0) {
    return (
      <EmptyState icon={<FileJson />} title="No sample events">
        Add one from the JSON of a real event.
      </EmptyState>
    );
  }
  return state.eventTypes.map((type) => {
    const fitting = samples.filter(({ eventType }) => eventType === type.id);
    if (fitting.length === 0) return null;
    return (
      <section key={type.id} className={styles.group} aria-label={type.label}>
        <h3 className={styles.heading}>{type.label}</h3>
        <ul className={styles.list}>
          {fitting.map((sample) => (
            <SampleRow key={sample.id} providerId={state.provider.id} sample={sample} onUse={() => onUse(sample)} />
          ))}
        </ul>
      </section>
    );
  });
}

function ExportMenu({ providerId, samples }: { providerId: string; samples: readonly SampleEvent[] }) {
  const own = samples.filter(({ builtIn, changed }) => !builtIn || changed).length;
  async function save(all: boolean): Promise<void> {
    try {
      const saved = await call('samples.saveFile', { providerId, all });
      if (saved === null) return;
      const what = saved.samples === 1 ? '1 sample event' : `${saved.samples} sample events`;
      notify('success', `${what} exported to ${saved.path}`);
    } catch (thrown) {
      notifyError('The sample events were not exported', thrown);
    }
  }
  return (
    <Menu
      trigger={<Button icon={<Download />}>Export…</Button>}
      items={[
        {
          id: 'own',
          label: `Yours and changed ones (${own})`,
          disabled: own === 0,
          onSelect: () => void save(false),
        },
        {
          id: 'all',
          label: `All (${samples.length})`,
          disabled: samples.length === 0,
          onSelect: () => void save(true),
        },
      ]}
    />
  );
}
