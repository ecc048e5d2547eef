import type { ReplayPreview as Preview } from '../../../src-preload/contract/replay.ts';
import { Banner } from '../../ui/banner.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Status } from '../../ui/status.tsx';
import styles from './replay.module.css';
import { predict } from './replay-words.ts';

export interface ReplayPreviewProps {
  preview: Preview;
  confirmed: readonly string[];
  onConfirm: (id: string, yes: boolean) => void;
}

/** What would be sent, what a receiver would say to it, and what needs a yes. */
export function ReplayPreview({ preview, confirmed, onConfirm }: ReplayPreviewProps) {
  const { verdict, blockers, confirmations, notes } = preview;
  const prediction = verdict === null ? null : predict(verdict);
  return (
    <>
      {blockers.map((blocker) => (
        <Banner key={blocker} tone="failure">
          {blocker}
        </Banner>
      ))}
      {prediction !== null && (
        <div className={styles.prediction} role="status" data-tone={prediction.tone}>
          <Status tone={prediction.tone}>{prediction.words}</Status>
        </div>
      )}
      {preview.url !== '' && (
        <p className={styles.request}>
          <b>{preview.method}</b> {preview.url}
          <span className={styles.size}>{formatBytes(preview.bodyBytes)}</span>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {confirmations.map(({ id, message }) => (
        <Checkbox
          key={id}
          label="Yes, send it there"
          hint={message}
          checked={confirmed.includes(id)}
          onChange={(yes) => onConfirm(id, yes)}
        />
      ))}
    </>
  );
}
