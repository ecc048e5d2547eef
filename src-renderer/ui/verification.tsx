import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { findFirstDifference } from './first-difference.ts';
import styles from './verification.module.css';

/** One step of a verification, in the words of the engine. */
interface Step {
  title: string;
  status: 'pass' | 'fail' | 'skipped';
  detail: string;
}

const ICONS: Readonly<Record<Step['status'], typeof CircleCheck>> = {
  pass: CircleCheck,
  fail: CircleX,
  skipped: CircleMinus,
};
const WORDS: Readonly<Record<Step['status'], string>> = {
  pass: 'Passed',
  fail: 'Failed',
  skipped: 'Skipped',
};

/** What was looked at, in order, so that the step that failed explains itself. */
export function VerificationSteps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className={styles.steps} aria-label="Steps of the verification">
      {steps.map(({ title, status, detail }) => {
        const Icon = ICONS[status];
        return (
          <li key={title} className={styles.step} data-status={status}>
            <Icon aria-label={WORDS[status]} />
            <span>{title}</span>
            <span className={`${styles.note} selectable`}>{detail}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** A value with everything from its first difference on marked. */
function Marked({ value, from }: { value: string; from: number }) {
  if (from < 0) return value;
  return (
    <>
      {value.slice(0, from)}
      <span className={styles.differs}>{value.slice(from)}</span>
    </>
  );
}

/** The signature that was expected, and the one that came, marked from their first difference on. */
export function ComparedSignatures({ expected, received }: { expected: string | null; received: string | null }) {
  if (expected === null && received === null) return null;
  const from = expected === null || received === null ? -1 : findFirstDifference(expected, received);
  return (
    <dl className={styles.compare}>
      <dt>Expected</dt>
      <dd>{expected === null ? 'cannot be computed' : <Marked value={expected} from={from} />}</dd>
      <dt>Received</dt>
      <dd>{received === null ? 'nothing' : <Marked value={received} from={from} />}</dd>
    </dl>
  );
}
