import type { BulkSummary, BulkProgress as Progress, ReasonCount } from '../../../src-preload/contract/replay.ts';
import { formatCount } from '../../ui/format.ts';
import { Status } from '../../ui/status.tsx';
import styles from './replay.module.css';
import { countDeliveries, formatTimeLeft } from './replay-words.ts';

const stateWords = {
  running: { tone: 'waiting', words: 'Replaying' },
  paused: { tone: 'warning', words: 'Paused' },
  cancelled: { tone: 'idle', words: 'Cancelled' },
  done: { tone: 'success', words: 'Done' },
} as const;

/** How far a bulk replay is: count, rate and time left. */
export function BulkProgress({ job }: { job: Progress }) {
  const { tone, words } = stateWords[job.state];
  const share = job.total === 0 ? 1 : job.done / job.total;
  return (
    <div className={styles.progress}>
      <div className={styles.progressHead}>
        <Status tone={tone}>{words}</Status>
        <span className="number">
          {formatCount(job.done)} of {formatCount(job.total)}
        </span>
        <span className={styles.spring} />
        {job.state === 'running' && (
          <span className={styles.pace}>
            {job.rate.toFixed(job.rate < 10 ? 1 : 0)} per second
            {job.secondsLeft !== null && `, ${formatTimeLeft(job.secondsLeft)} left`}
          </span>
        )}
      </div>
      <progress className={styles.bar} aria-label="Replayed" max={1} value={share} />
      <div className={styles.counts}>
        <Status tone="success">{formatCount(job.delivered)} delivered</Status>
        <Status tone={job.failed > 0 ? 'failure' : 'idle'}>{formatCount(job.failed)} failed</Status>
        {job.unknown > 0 && <Status tone="unknown">{formatCount(job.unknown)} unknown</Status>}
        {job.skipped > 0 && <Status tone="idle">{formatCount(job.skipped)} skipped</Status>}
        {job.refused > 0 && <Status tone="warning">{formatCount(job.refused)} not replayable</Status>}
      </div>
      {job.reason !== null && <p className={styles.note}>{job.reason}</p>}
    </div>
  );
}

export function Reasons({ title, reasons }: { title: string; reasons: readonly ReasonCount[] }) {
  if (reasons.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <ul className={styles.reasons}>
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <span className="number">{formatCount(count)}</span>
            <span>{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What became of a bulk replay: what failed, and why. */
export function BulkResult({ summary }: { summary: BulkSummary }) {
  const left = summary.total - summary.done - summary.underWay;
  return (
    <>
      {left > 0 && <p className={styles.note}>{countDeliveries(left)} were not sent.</p>}
      <Reasons title="Failed" reasons={summary.failures} />
      <Reasons title="Skipped" reasons={summary.skips} />
      <Reasons title="Could not be replayed" reasons={summary.refusals} />
    </>
  );
}
