import type { Preview } from '../../../src-preload/contract/compose.ts';
import { useCompose } from '../../stores/compose.ts';
import { formatDuration } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { Status } from '../../ui/status.tsx';
import styles from './preview-pane.module.css';

/** What stands in the way of sending, the most serious first; null when nothing does. */
function findObstacle(preview: Preview) {
  const blocker = preview.blockers[0];
  if (blocker !== undefined)
    return { tone: 'failure' as const, words: `Cannot be sent: ${blocker.replaceAll('`', '')}`, all: preview.blockers };
  if (preview.json === 'invalid') {
    return { tone: 'failure' as const, words: 'Not valid JSON', all: ['The body claims to be JSON and is not valid.'] };
  }
  const asked = preview.confirmations.map(({ message }) => message);
  if (asked.length > 0) return { tone: 'warning' as const, words: 'Asks before sending', all: asked };
  return null;
}

/** The beginning of the signature itself, without the timestamp and the tag in front of it. */
function shortenSignature(value: string): string {
  const last = value.slice(value.lastIndexOf(',') + 1);
  return last.replace(/^[\w-]{1,10}=(?=.)/, '').slice(0, 8);
}

/** Characters used, signature and time of the preview, in one line. */
export function PreviewFoot({ preview }: { preview: Preview }) {
  const ms = useCompose((state) => state.previewMs);
  const obstacle = findObstacle(preview);
  const signature = preview.signing?.value ?? '';
  const query = preview.query.length;
  return (
    <footer className={styles.foot}>
      {preview.body === null ? (
        <span>{query === 1 ? '1 query parameter, no body' : `${query} query parameters, no body`}</span>
      ) : (
        <Meter label="Characters of the body" {...preview.meter} />
      )}
      {obstacle !== null && (
        <span className={styles.obstacle} title={obstacle.all.join('\n')}>
          <Status tone={obstacle.tone}>{obstacle.words}</Status>
        </span>
      )}
      <span className={styles.spring} />
      {preview.signing === null ? (
        <span title={preview.unsignedBecause ?? undefined}>not signed</span>
      ) : (
        <span title={`${preview.signing.headerName}: ${signature}`}>
          signature <span className={styles.signature}>{shortenSignature(signature)}…</span>
        </span>
      )}
      <span className={styles.time} title="From the question to the engine to its answer">
        {formatDuration(ms)}
      </span>
    </footer>
  );
}
