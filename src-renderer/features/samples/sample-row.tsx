import { Copy, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SampleEvent } from '../../../src-preload/contract/provider.ts';
import { restoreSample } from '../../stores/deleted.ts';
import { notify, notifyError } from '../../stores/notices.ts';
import { removeSample, saveSample } from '../../stores/samples.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Chip } from '../../ui/status.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './samples-dialog.module.css';

const LONGEST_NAME = 200;

export interface SampleRowProps {
  providerId: string;
  sample: SampleEvent;
  onUse: () => void;
}

/** One sample, and what can be done with it. */
export function SampleRow({ providerId, sample, onUse }: SampleRowProps) {
  const [renaming, setRenaming] = useState(false);
  const { id, eventType, name, dataText, builtIn, changed } = sample;

  async function copy(): Promise<void> {
    try {
      const copied = `Copy of ${name}`.slice(0, LONGEST_NAME);
      await saveSample({ providerId, id: null, eventType, name: copied, dataText });
    } catch (thrown) {
      notifyError(`“${name}” was not copied`, thrown);
    }
  }

  async function remove(): Promise<void> {
    try {
      await removeSample(providerId, id);
      notify('info', builtIn ? `“${name}” is as it was shipped` : `Sample “${name}” removed`, {
        action: { label: 'Undo', run: () => void restoreSample(providerId, name) },
      });
    } catch (thrown) {
      notifyError(`“${name}” was not removed`, thrown);
    }
  }

  if (renaming) return <RenameRow {...{ providerId, sample }} onDone={() => setRenaming(false)} />;
  return (
    <li className={styles.row}>
      <span className={styles.name} title={name}>
        {name}
      </span>
      <Chip hue={builtIn && !changed ? 'neutral' : 'accent'}>
        {builtIn ? (changed ? 'your version' : 'built in') : 'yours'}
      </Chip>
      <span className={styles.actions}>
        <IconButton size="small" label={`Rename “${name}”`} icon={<Pencil />} onClick={() => setRenaming(true)} />
        <IconButton size="small" label={`Copy “${name}”`} icon={<Copy />} onClick={() => void copy()} />
        <IconButton
          size="small"
          label={builtIn ? `Back to the built-in “${name}”` : `Remove “${name}”`}
          icon={builtIn ? <RotateCcw /> : <Trash2 />}
          disabled={builtIn && !changed}
          onClick={() => void remove()}
        />
        <Button size="small" aria-label={`Use “${name}”`} onClick={onUse}>
          Use
        </Button>
      </span>
    </li>
  );
}

interface RenameRowProps {
  providerId: string;
  sample: SampleEvent;
  onDone: () => void;
}

function RenameRow({ providerId, sample, onDone }: RenameRowProps) {
  const { id, eventType, dataText } = sample;
  const [name, setName] = useState(sample.name);
  const missing = name.trim() === '';

  async function rename(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (missing) return;
    try {
      if (name.trim() !== sample.name) await saveSample({ providerId, id, eventType, name: name.trim(), dataText });
      onDone();
    } catch (thrown) {
      notifyError(`“${sample.name}” was not renamed`, thrown);
    }
  }

  return (
    <li className={styles.row}>
      <form className={styles.rename} onSubmit={(event) => void rename(event)}>
        <TextField
          label={`Name of “${sample.name}”`}
          hideLabel
          fieldClassName={styles.name}
          value={name}
          maxLength={LONGEST_NAME}
          autoFocus
          problems={missing ? [{ message: 'Enter a name.', severity: 'error' }] : []}
          onChange={setName}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            // The dialog stays open.
            event.stopPropagation();
            onDone();
          }}
        />
        <Button type="submit" size="small" disabled={missing}>
          Rename
        </Button>
      </form>
    </li>
  );
}
