import type { SimulatedAttempt } from '../../../src-preload/contract/time-machine.ts';
import { Status } from '../../ui/status.tsx';
import { formatSpan } from '../../ui/time-span.ts';
import type { Lane } from './numbers.ts';
import styles from './picture.module.css';
import { describeAnswer, describeEnd, describeWhy } from './simulation-words.ts';

/** An attempt in words, as the card shows it and a screen reader hears it. */
export function listFacts(lane: Lane, attempt: SimulatedAttempt): [string, string][] {
  const { attempts } = lane.simulation;
  const { startMs, endMs, earliestMs, latestMs, number } = attempt;
  const facts: [string, string][] = [['Begins', `${formatSpan(startMs)} after the event`]];
  const before = attempts[number - 2];
  if (before !== undefined) facts.push(['Waited', formatSpan(startMs - before.endMs)]);
  if (latestMs > earliestMs) facts.push(['Jitter', `from ${formatSpan(earliestMs)} to ${formatSpan(latestMs)}`]);
  facts.push(['Because', describeWhy(attempt)]);
  if (endMs > startMs) facts.push(['Lasts', formatSpan(endMs - startMs)]);
  facts.push(['Answer', describeAnswer(attempt)]);
  const next = attempts[number];
  if (next !== undefined) facts.push(['Next', `in ${formatSpan(next.startMs - endMs)}`]);
  else facts.push(['Then', describeEnd(lane.simulation).words]);
  return facts;
}

/** Everything about the attempt that the pointer or the focus is at. */
export function AttemptCard({ lane, attempt }: { lane: Lane; attempt: SimulatedAttempt }) {
  return (
    <>
      <div className={styles.cardHead}>
        <span className="ellipsis">{lane.label}</span>
        <Status tone={attempt.outcome === 'success' ? 'success' : 'failure'}>
          attempt {attempt.number} of {lane.simulation.attempts.length}
        </Status>
      </div>
      <dl className={styles.cardFacts}>
        {listFacts(lane, attempt).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
