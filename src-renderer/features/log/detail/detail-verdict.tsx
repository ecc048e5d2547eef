import { useEffect } from 'react';
import type { LogDetail } from '../../../../src-preload/contract/log.ts';
import type { SchemeChoice, Verdict } from '../../../../src-preload/contract/signing.ts';
import { copyText } from '../../../commands/system.ts';
import { loadSchemes, useSchemes } from '../../../stores/schemes.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { type Fact, Facts } from '../../../ui/facts.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { SignedText } from '../../../ui/signed-text.tsx';
import { Status } from '../../../ui/status.tsx';
import { ComparedSignatures, VerificationSteps } from '../../../ui/verification.tsx';
import { describeVerdict, nameScheme } from '../log-words.ts';
import styles from './detail.module.css';
import { LooksLike } from './looks-like.tsx';

function describeSkew(seconds: number): string {
  if (seconds === 0) return 'none';
  const amount = formatDuration(Math.abs(seconds) * 1000);
  return seconds < 0 ? `the request is ${amount} old` : `the sender’s clock is ${amount} ahead`;
}

function listFacts(verdict: Verdict, schemes: readonly SchemeChoice[]): Fact[] {
  const facts: Fact[] = [];
  const { keyFingerprint, schemeId } = verdict;
  const name = nameScheme(schemes, schemeId);
  if (name !== null) facts.push({ name: 'Scheme', value: name });
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
  'no-scheme',
  'missing-header',
]);

/** How the signature of a capture was checked, step by step, so that the step that failed explains itself. */
export function DetailVerdict({ detail }: { detail: LogDetail }) {
  const verdict = detail.capture?.verdict ?? null;
  const schemes = useSchemes((store) => store.choices);
  useEffect(() => {
    if (schemes.length === 0) loadSchemes().catch(() => {});
  }, [schemes.length]);
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
      <VerificationSteps steps={verdict.steps} />
      <ComparedSignatures expected={verdict.expected} received={verdict.received} />
      <Facts facts={listFacts(verdict, schemes)} />
      {verdict.signed.length > 0 && (
        <>
          <h3 className={styles.heading}>Signed text, {formatBytes(bytes)}</h3>
          <SignedText parts={verdict.signed} />
        </>
      )}
    </section>
  );
}
