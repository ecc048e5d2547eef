import { ChartGantt } from 'lucide-react';
import type { Attempt, AttemptTimings } from '../../../../src-preload/contract/delivery.ts';
import type { LogDetail } from '../../../../src-preload/contract/log.ts';
import { runCommand } from '../../../commands/table.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { Status, type Tone } from '../../../ui/status.tsx';
import { Time } from '../../../ui/time.tsx';
import { findAttempt } from './attempts.ts';
import styles from './detail.module.css';
import { toPhases } from './waterfall.ts';

const WIDTH = 560;
const LINE = 22;
const LEFT = 120;
const RIGHT = 64;

/** The phases of one attempt as bars on one time axis. */
function Waterfall({ timings }: { timings: AttemptTimings }) {
  const phases = toPhases(timings);
  const scale = (WIDTH - LEFT - RIGHT) / Math.max(timings.total, 0.001);
  const words = phases.map(({ label, from, to }) => `${label}: ${formatDuration(to - from)}`).join(', ');
  return (
    <svg
      className={styles.waterfall}
      viewBox={`0 0 ${WIDTH} ${(phases.length + 1) * LINE}`}
      width="100%"
      style={{ maxWidth: WIDTH }}
      role="img"
      aria-label={`${words}. Total ${formatDuration(timings.total)}`}
    >
      {phases.map(({ id, label, from, to }, index) => {
        const y = index * LINE;
        return (
          <g key={id}>
            <text x={0} y={y + 15}>
              {label}
            </text>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y + 11} y2={y + 11} />
            <rect
              className={styles.phase}
              data-phase={id}
              x={LEFT + from * scale}
              y={y + 6}
              width={Math.max(1.5, (to - from) * scale)}
              height={10}
              rx={2}
            />
            <text className={styles.value} x={WIDTH} y={y + 15}>
              {formatDuration(to - from)}
            </text>
          </g>
        );
      })}
      <text x={0} y={phases.length * LINE + 15}>
        Total
      </text>
      <text className={styles.value} x={WIDTH} y={phases.length * LINE + 15}>
        {formatDuration(timings.total)}
      </text>
    </svg>
  );
}

function describeAttempt(attempt: Attempt): { tone: Tone; words: string } {
  const status = attempt.response === null ? '' : `${attempt.response.status} ${attempt.response.statusText}`.trim();
  if (attempt.outcome === 'in_flight') return { tone: 'waiting', words: 'sending' };
  if (attempt.outcome === 'unknown') return { tone: 'unknown', words: 'outcome unknown' };
  if (attempt.outcome === 'success') return { tone: 'success', words: status };
  return { tone: 'failure', words: status === '' ? (attempt.error?.code ?? 'failed') : status };
}

function AttemptLine({ attempt, isThis }: { attempt: Attempt; isThis: boolean }) {
  const { tone, words } = describeAttempt(attempt);
  return (
    <li className={styles.attempt} aria-current={isThis || undefined}>
      <span className={styles.dot} data-tone={tone} aria-hidden="true" />
      <div className={styles.attemptLine}>
        <span>
          Attempt {attempt.number}
          {isThis ? ', this line' : ''}
        </span>
        <Time at={attempt.startedAt} day />
        <Status tone={tone}>{words}</Status>
        {attempt.timings !== null && <span className={styles.note}>{formatDuration(attempt.timings.total)}</span>}
        {attempt.error !== null && <span className={styles.note}>{attempt.error.message}</span>}
      </div>
    </li>
  );
}

/** Where the time went, and the attempts of the delivery one after the other. */
export function DetailTiming({ detail }: { detail: LogDetail }) {
  const { delivery } = detail;
  const attempt = findAttempt(detail);
  if (delivery === null || attempt === null) {
    return (
      <EmptyState title="No timings">The request was only captured; who sent it knows how long it took.</EmptyState>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="Timing" tabIndex={0}>
      {attempt.timings === null ? (
        <p className={styles.note}>This attempt has no timings yet.</p>
      ) : (
        <div>
          <Waterfall timings={attempt.timings} />
          {attempt.timings.reusedConnection && <p className={styles.note}>An open connection was used again.</p>}
        </div>
      )}
      <h3 className={styles.heading}>
        {delivery.attempts.length === 1 ? 'One attempt' : `${delivery.attempts.length} attempts`}
        <Button size="small" icon={<ChartGantt />} onClick={() => runCommand('timeMachine.delivery')}>
          Open in the time machine
        </Button>
      </h3>
      <ol className={styles.timeline}>
        {delivery.attempts.map((each) => (
          <AttemptLine key={each.id} attempt={each} isThis={each.id === attempt.id} />
        ))}
        {delivery.nextAt !== null && (
          <li className={styles.attempt}>
            <span className={styles.dot} aria-hidden="true" />
            <div className={styles.attemptLine}>
              <span>Attempt {delivery.attemptCount + 1}</span>
              <Time at={delivery.nextAt} day />
              <Status tone="waiting">planned</Status>
            </div>
          </li>
        )}
      </ol>
      {delivery.reason !== null && <p className={styles.note}>{delivery.reason}</p>}
    </section>
  );
}
