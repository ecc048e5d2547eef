import { Copy, FileUp, LibraryBig, RotateCcw, Save, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SampleEvent } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { registerFocus } from '../../commands/focus.ts';
import { copyText } from '../../commands/system.ts';
import { keysOf, runCommand } from '../../commands/table.ts';
import type { EditorHandle } from '../../editor/editor-handle.ts';
import { JsonEditor } from '../../editor/template-editor.tsx';
import { chooseEvent, chooseSample, type EventChoice } from '../../stores/compose.ts';
import { restoreSample } from '../../stores/deleted.ts';
import { notify, notifyError } from '../../stores/notices.ts';
import { useProvider } from '../../stores/providers.ts';
import { removeSample, saveSample } from '../../stores/samples.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './compose-pane.module.css';
import { DataProblems } from './data-problems.tsx';
import { isEditedData, useProviderSamples } from './event-pickers.tsx';
import { SaveSampleDialog } from './save-sample-dialog.tsx';

export interface EventDataProps {
  webhook: Webhook;
  choice: EventChoice;
}

async function save(webhook: Webhook, choice: EventChoice, id: string | null, name: string): Promise<void> {
  const { eventType, dataText } = choice;
  try {
    const saved = await saveSample({ providerId: webhook.providerId, id, eventType, name, dataText });
    chooseSample(webhook.id, saved);
    notify('success', `Sample “${saved.name}” saved`);
  } catch (thrown) {
    notifyError(`The sample “${name}” was not saved`, thrown);
  }
}

async function remove(webhook: Webhook, sample: SampleEvent): Promise<void> {
  try {
    await removeSample(webhook.providerId, sample.id);
    notify('info', sample.builtIn ? `“${sample.name}” is as it was shipped` : `Sample “${sample.name}” removed`, {
      action: { label: 'Undo', run: () => void restoreSample(webhook.providerId, sample.name) },
    });
  } catch (thrown) {
    notifyError(`The sample “${sample.name}” was not removed`, thrown);
  }
}

/** More than this the engine does not take. */
const LARGEST_FILE = 5_000_000;

/** Takes the data from a file, as it is written there. */
async function load(webhook: Webhook, choice: EventChoice, file: File): Promise<void> {
  if (file.size > LARGEST_FILE) {
    notify('failure', `“${file.name}” was not loaded`, {
      detail: 'It is larger than 5 MB. Take a smaller part of it.',
    });
    return;
  }
  try {
    chooseEvent(webhook.id, { ...choice, sampleId: null, dataText: await file.text() });
    notify('success', `Event data loaded from “${file.name}”`);
  } catch (thrown) {
    notifyError(`“${file.name}” was not loaded`, thrown);
  }
}

/** The data of the event as JSON text. It is kept as typed, so that numbers keep their spelling. */
export function EventData({ webhook, choice }: EventDataProps) {
  const editor = useRef<EditorHandle | null>(null);
  const provider = useProvider(webhook.providerId);
  const sample = useProviderSamples(webhook.providerId).find(({ id }) => id === choice.sampleId);
  const edited = isEditedData(choice, sample);
  const file = useRef<HTMLInputElement>(null);
  const [naming, setNaming] = useState(false);
  useEffect(() => registerFocus('event-data-editor', () => editor.current?.focus()), []);
  return (
    <>
      <div className={styles.dataHead}>
        <span className="ellipsis">{sample?.name ?? 'Own data'}</span>
        <span className={styles.dim}>
          {edited ? 'edited, not saved' : sample?.changed === true ? 'your version' : ''}
        </span>
        <span className={styles.spring} />
        {edited && sample !== undefined && (
          <Button size="small" variant="ghost" icon={<RotateCcw />} onClick={() => chooseSample(webhook.id, sample)}>
            Discard
          </Button>
        )}
        {!edited && sample !== undefined && (!sample.builtIn || sample.changed) && (
          <Button size="small" variant="ghost" icon={<Trash2 />} onClick={() => void remove(webhook, sample)}>
            {sample.builtIn ? 'Back to the built-in data' : 'Remove'}
          </Button>
        )}
        {edited && sample !== undefined && (
          <Button size="small" icon={<Save />} onClick={() => void save(webhook, choice, sample.id, sample.name)}>
            Save sample
          </Button>
        )}
        <Button size="small" variant={edited ? 'secondary' : 'ghost'} onClick={() => setNaming(true)}>
          Save as…
        </Button>
        <IconButton
          size="small"
          label="Sample events"
          keys={keysOf('template.samples')}
          icon={<LibraryBig />}
          onClick={() => runCommand('template.samples')}
        />
        <IconButton
          size="small"
          label="Copy the event data"
          icon={<Copy />}
          onClick={() => void copyText(choice.dataText, 'Event data')}
        />
        <IconButton
          size="small"
          label="Load event data from a file"
          icon={<FileUp />}
          onClick={() => file.current?.click()}
        />
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="File with event data"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen !== undefined) void load(webhook, choice, chosen);
          }}
        />
      </div>
      <DataProblems
        text={choice.dataText}
        named={provider?.dataPlaceholders === true}
        onShow={({ range }) => editor.current?.reveal(range)}
        onFix={({ edits }) => editor.current?.replace(edits)}
      />
      <div className={styles.dataEditor}>
        <JsonEditor
          label="Event data"
          documentId={`${webhook.id}/${choice.eventType}/${choice.sampleId ?? ''}`}
          text={choice.dataText}
          onChange={(dataText) => chooseEvent(webhook.id, { ...choice, dataText })}
          onReady={(handle) => {
            editor.current = handle;
          }}
        />
      </div>
      <SaveSampleDialog
        open={naming}
        initial={sample === undefined ? '' : `${sample.name}, changed`}
        onClose={() => setNaming(false)}
        onSave={(name) => {
          setNaming(false);
          void save(webhook, choice, null, name);
        }}
      />
    </>
  );
}
