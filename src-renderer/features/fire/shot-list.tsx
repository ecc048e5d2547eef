import type { DeliveryDetail } from '../../../src-preload/contract/delivery.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { describeAnswer } from '../../stores/attempt-words.ts';
import { closeDialog } from '../../stores/dialogs.ts';
import type { Shot } from '../../stores/firing.ts';
import { revealLogRow } from '../../stores/log-selection.ts';
import { showWork, toggleLog } from '../../stores/screen.ts';
import { Button } from '../../ui/button.tsx';
import { Ellipsis } from '../../ui/ellipsis.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Status, type Tone } from '../../ui/status.tsx';
import styles from './fire-dialog.module.css';

interface Outcome {
  tone: Tone;
  word: string;
  facts: string;
  why: string | null;
}

const underWay: Outcome = { tone: 'waiting', word: 'under way', facts: '', why: null };

function describe(detail: DeliveryDetail, words: Provider['statusWords']): Outcome {
  const attempt = detail.attempts.at(-1);
  const facts = [
    attempt && describeAnswer(attempt.response?.status ?? null, attempt.error?.code ?? null),
    attempt?.timings && formatDuration(attempt.timings.total),
  ].filter(Boolean);
  const why = attempt?.error?.message ?? detail.reason;
  switch (detail.state) {
    case 'delivered':
      return {
        tone: 'success',
        word: words?.success.toLowerCase() ?? 'delivered',
        facts: facts.join(' · '),
        why: null,
      };
    case 'failed_will_retry':
      return { tone: 'warning', word: 'will be retried', facts: facts.join(' · '), why };
    case 'unknown':
      return { tone: 'unknown', word: 'outcome unknown', facts: facts.join(' · '), why };
    case 'queued':
    case 'in_flight':
      return underWay;
    case 'blocked':
      return { tone: 'warning', word: 'waits', facts: '', why };
    case 'cancelled':
      return { tone: 'idle', word: 'cancelled', facts: '', why };
    case 'exhausted':
      return { tone: 'failure', word: words?.failure.toLowerCase() ?? 'failed', facts: facts.join(' · '), why };
  }
}

function outcomeOf({ problem, detail, waits }: Shot, words: Provider['statusWords']): Outcome {
  if (problem !== null) return { tone: 'failure', word: 'not sent', facts: '', why: problem };
  if (detail === null && waits !== null) return { tone: 'waiting', word: 'waits', facts: '', why: waits };
  return detail === null ? underWay : describe(detail, words);
}

function Line({ shot, words }: { shot: Shot; words: Provider['statusWords'] }) {
  const { tone, word, facts, why } = outcomeOf(shot, words);
  const { seq } = shot;
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <Ellipsis className={styles.name} text={shot.name} />
        <Status tone={tone}>{word}</Status>
        <span className={styles.facts}>{facts}</span>
        {seq !== null && (
          <Button
            size="small"
            variant="ghost"
            aria-label={`Show ${shot.name} in the log`}
            onClick={() => {
              closeDialog();
              showWork();
              toggleLog(true);
              revealLogRow(seq);
            }}
          >
            Show
          </Button>
        )}
      </div>
      {why !== null && <p className={styles.remark}>{why}</p>}
    </li>
  );
}

/** What became of each webhook that was called. */
export function ShotList({ shots, provider }: { shots: readonly Shot[]; provider: Provider }) {
  return (
    <div role="status" aria-label="Results">
      <h3 className={styles.heading}>
        {shots.length === 1 ? '1 webhook was called' : `${shots.length} webhooks were called`}
      </h3>
      <ul className={styles.items}>
        {shots.map((shot) => (
          <Line key={shot.webhookId} shot={shot} words={provider.statusWords} />
        ))}
      </ul>
    </div>
  );
}
