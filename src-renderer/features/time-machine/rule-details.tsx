import type { SenderRule } from '../../../src-preload/contract/retry.ts';
import { Status } from '../../ui/status.tsx';
import { formatSpan } from '../../ui/time-span.ts';
import styles from './panel.module.css';
import { confidenceWords, describeJitter, describeSteps, listEnds } from './rule-words.ts';

/** All that is known of a rule, and how well. */
export function RuleDetails({ rule }: { rule: SenderRule }) {
  const { tone, word, hint } = confidenceWords[rule.confidence];
  const ends = listEnds(rule);
  const facts: [string, string][] = [
    ['Retries', describeSteps(rule)],
    ['Jitter', describeJitter(rule)],
    ['Retry-After', rule.honoursRetryAfter ? 'Honoured' : 'Ignored'],
    ['Success', rule.success === '2xx' ? 'Any status from 200 to 299' : `Status ${rule.success} alone`],
    ['Time-out', rule.timeoutMs === null ? 'Not published; 30 s here' : formatSpan(rule.timeoutMs)],
  ];
  if (rule.overloadFloorSeconds !== null) {
    facts.push(['Overload', `At least ${formatSpan(rule.overloadFloorSeconds * 1000)} after 429, 502, 504, time-outs`]);
  }
  if (ends.length > 0) facts.push(['Stops', ends.join('; ')]);
  facts.push(['Source', rule.source]);
  return (
    <div className={styles.details}>
      <p className={styles.confidence}>
        <Status tone={tone}>{word}</Status>
        <span className={styles.dim}>{hint}</span>
      </p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
      {rule.notes.map((note) => (
        <p key={note} className={styles.dim}>
          {note}
        </p>
      ))}
    </div>
  );
}
