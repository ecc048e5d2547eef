import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import type { LogDetail } from '../../../../src-preload/contract/log.ts';
import type { Verdict, VerificationStep } from '../../../../src-preload/contract/signing.ts';
import { copyText } from '../../../commands/system.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { type Fact, Facts } from '../../../ui/facts.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { SignedText } from '../../../ui/signed-text.tsx';
import { Status } from '../../../ui/status.tsx';
import { describeVerdict } from '../log-words.ts';
import styles from './detail.module.css';
import { findFirstDifference } from './first-difference.ts';
import { LooksLike } from './looks-like.tsx';

const ICONS: Readonly<Record<VerificationStep['status'], typeof CircleCheck>> = {
  pass: CircleCheck,
  fail: CircleX,
  skipped: CircleMinus,
};
const WORDS: Readonly<Record<VerificationStep['status'], string>> = {
  pass: 'Passed',
  fail: 'Failed',
  skipped: 'Skipped',
};

function Steps({ steps }: { steps: readonly VerificationStep[] }) {
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

function Compare({ expected, received }: { expected: string | null; received: string | null }) {
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

function describeSkew(seconds: number): string {
  if (seconds === 0) return 'none';
  const amount = formatDuration(Math.abs(seconds) * 1000);
  return seconds < 0 ? `the request is ${amount} old` : `the sender’s clock is ${amount} ahead`;
}

function listFacts(verdict: Verdict): Fact[] {
  const facts: Fact[] = [];
  if (verdict.schemeId !== null) facts.push({ name: 'Scheme', value: verdict.schemeId });
  const { keyFingerprint } = verdict;
  if (keyFingerprint !== null) {
    const onCopy = () => void copyText(keyFingerprint, 'Key fingerprint');
    facts.push({ name: 'Key fingerprint', value: keyFingerprint, mono: true, onCopy });
  }
  if (verdict.skewSeconds !== null) facts.push({ name: 'Clock', value: describeSkew(verdict.skewSeconds) });
  return facts;
}

/** Verdicts on a request that no scheme was tried on. */
const unchecked: ReadonlySet<Verdict['reason']> = new Set([
  'no-webhook',
  'not-signed-by-rule',
  'no-secret',
  'missing-header',
]);

/** How the signature of a capture was checked, step by step, so that the step that failed explains itself. */
export function DetailVerdict({ detail }: { detail: LogDetail }) {
  const verdict = detail.capture?.verdict ?? null;
  const { captured } = detail.row;
  if (verdict === null || captured === null) {
    return (
      <EmptyState title="Nothing was verified">
        {captured === null
          ? 'The request did not arrive at the capture server.'
          : 'No webhook here belongs to this path.'}
      </EmptyState>
    );
  }
  const state = describeVerdict(captured);
  const bytes = verdict.signed.reduce((sum, part) => sum + part.bytes, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="Verification" tabIndex={0}>
      <div className={styles.verdict}>
        <Status tone={state.tone} look="chip">
          {verdict.usedPreviousSecret === true ? `${state.words}, previous secret` : state.words}
        </Status>
        <span className="selectable">{verdict.message}</span>
      </div>
      {unchecked.has(verdict.reason) && <LooksLike seq={detail.row.seq} />}
      <Steps steps={verdict.steps} />
      <Compare expected={verdict.expected} received={verdict.received} />
      <Facts facts={listFacts(verdict)} />
      {verdict.signed.length > 0 && (
        <>
          <h3 className={styles.heading}>Signed text, {formatBytes(bytes)}</h3>
          <SignedText parts={verdict.signed} />
        </>
      )}
    </section>
  );
}
