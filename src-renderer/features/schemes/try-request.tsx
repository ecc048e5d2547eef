import type { SchemeVerification } from '../../../src-preload/contract/own-scheme.ts';
import type { Verdict } from '../../../src-preload/contract/signing.ts';
import { changePasted, useComposer } from '../../stores/scheme-composer.ts';
import { SignedText } from '../../ui/signed-text.tsx';
import { Status } from '../../ui/status.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { ComparedSignatures, VerificationSteps } from '../../ui/verification.tsx';
import styles from './composer.module.css';
import { issuesAt } from './form-parts.ts';

/** The signature is right and its time is not, as that of every example on a page of documentation. */
const untimely: Partial<Record<Verdict['reason'], string>> = {
  'too-old': 'signature right, too old',
  'too-far-ahead': 'signature right, ahead of the clock',
};

const results = {
  valid: { tone: 'success', words: 'valid' },
  invalid: { tone: 'failure', words: 'invalid' },
  unsigned: { tone: 'unknown', words: 'unsigned' },
  unverifiable: { tone: 'unknown', words: 'cannot be verified' },
} as const;

function VerdictChip({ verdict }: { verdict: Verdict }) {
  const late = untimely[verdict.reason];
  return (
    <Status tone={late === undefined ? results[verdict.result].tone : 'warning'} look="chip">
      {late ?? results[verdict.result].words}
    </Status>
  );
}

/** The verdict on the pasted request where it is always seen: the whole of it is often below the edge of its pane. */
export function ShortVerdict() {
  const verdict = useComposer((state) => state.verification?.verdict ?? null);
  if (verdict === null) return null;
  return (
    <div className={styles.shortVerdict}>
      <span>Your request</span>
      <VerdictChip verdict={verdict} />
    </div>
  );
}

function Outcome({ verification }: { verification: SchemeVerification }) {
  const { verdict, request, notes } = verification;
  return (
    <>
      {request !== null && <p className={styles.note}>{[`Read as ${request}.`, ...notes].join(' ')}</p>}
      {verdict !== null && (
        <>
          <div className={styles.verdict}>
            <VerdictChip verdict={verdict} />
            <span className="selectable">{verdict.message}</span>
          </div>
          <VerificationSteps steps={verdict.steps} />
          <ComparedSignatures expected={verdict.expected} received={verdict.received} />
          {verdict.signed.length > 0 && <SignedText parts={verdict.signed} />}
        </>
      )}
    </>
  );
}

/** A request that the sender really made, verified by the scheme as it is now. */
export function TryRequest() {
  const pasted = useComposer((state) => state.pasted);
  const verification = useComposer((state) => state.verification);
  const signsUrl = useComposer(
    ({ scheme }) =>
      scheme?.message.some(({ part }) => part === 'url' || part === 'path') === true ||
      scheme?.claims?.some(({ holds }) => holds === 'url-sha256') === true,
  );
  const problems = verification?.problems ?? [];
  return (
    <section className={styles.example} aria-label="Try a real request">
      <h2 className={styles.heading}>Try a real request</h2>
      <TextArea
        label="Request"
        hint="As raw HTTP or as a cURL command. Line ends of a pasted body are read as LF."
        mono
        rows={4}
        maxLength={4_000_000}
        className={styles.pasted}
        placeholder={'POST /hooks HTTP/1.1\nHost: example.com\n…'}
        value={pasted.text}
        problems={issuesAt(problems, 'text')}
        onChange={(text) => changePasted({ text })}
      />
      <TextField
        label="Secret"
        hint="Used here alone, and forgotten when this is closed."
        mono
        value={pasted.secret}
        problems={issuesAt(problems, 'secret')}
        onChange={(secret) => changePasted({ secret })}
      />
      {signsUrl && (
        <TextField
          label="Public address"
          optional
          mono
          placeholder="https://abc.example/hooks"
          value={pasted.publicUrl}
          onChange={(publicUrl) => changePasted({ publicUrl })}
        />
      )}
      <div role="status" className={styles.outcome}>
        {verification !== null && <Outcome verification={verification} />}
      </div>
    </section>
  );
}
