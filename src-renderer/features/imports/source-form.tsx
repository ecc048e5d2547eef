import { File, Folder, Trash2 } from 'lucide-react';
import type { ImportBatch } from '../../../src-preload/contract/imports.ts';
import { removeImport, showImport, useImports } from '../../stores/imports.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './import-dialog.module.css';

export interface SourceFormProps {
  text: string;
  onText: (text: string) => void;
  onFiles: () => void;
  onFolder: () => void;
}

/** Where failed requests come from: a text, files, or a folder. */
export function SourceForm({ text, onText, onFiles, onFolder }: SourceFormProps) {
  const formats = useImports((state) => state.formats);
  const others = formats.filter(({ id }) => id !== 'curl').map(({ label }) => label);
  const extensions = [...new Set(formats.flatMap((format) => format.extensions))];
  return (
    <>
      <TextArea
        label="Paste cURL commands"
        hint={`One or more commands copied from a browser or a log; also ${others.join(', ')}. Commands are never run, and files they name are never read.`}
        mono
        className={styles.text}
        placeholder={
          "curl -X POST 'https://hooks.example.com/in' \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '{\"event\": \"order.paid\"}'"
        }
        value={text}
        onChange={onText}
      />
      <div className={styles.sources}>
        <Button icon={<File />} onClick={onFiles}>
          Choose files…
        </Button>
        <Button icon={<Folder />} onClick={onFolder}>
          Choose a folder of raw HTTP messages…
        </Button>
        <span className={styles.note}>or drop files here ({extensions.join(', ')})</span>
      </div>
    </>
  );
}

function Line({ batch, onShow }: { batch: ImportBatch; onShow: () => void }) {
  const { id, name, format, lines, createdAt } = batch;
  const label = useImports((state) => state.formats.find((each) => each.id === format)?.label ?? format);
  return (
    <li className={styles.earlier}>
      <button
        type="button"
        className={styles.link}
        onClick={() => {
          showImport(id);
          onShow();
        }}
      >
        <span className="ellipsis">{name}</span>
      </button>
      <span className={`${styles.note} ellipsis`}>{label}</span>
      <span className="number">{formatCount(lines)}</span>
      <Time at={createdAt} day />
      <IconButton
        size="small"
        label={`Remove the import of ${name}`}
        icon={<Trash2 />}
        onClick={() => void removeImport(batch)}
      />
    </li>
  );
}

/** What was imported before and is in the log, to be shown or removed as a whole. */
export function EarlierImports({ onShow }: { onShow: () => void }) {
  const batches = useImports((state) => state.batches);
  if (batches.length === 0) return null;
  return (
    <section aria-label="Imports in the log">
      <h3 className={styles.heading}>Imports in the log</h3>
      <ul className={styles.list}>
        {batches.map((batch) => (
          <Line key={batch.id} batch={batch} onShow={onShow} />
        ))}
      </ul>
    </section>
  );
}
