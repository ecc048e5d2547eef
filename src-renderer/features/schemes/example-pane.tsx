import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { SchemeTrial } from '../../../src-preload/contract/own-scheme.ts';
import { Banner } from '../../ui/banner.tsx';
import { SignedText } from '../../ui/signed-text.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './composer.module.css';
import { ProblemList } from './problem-list.tsx';

export interface ExamplePaneProps {
  trial: SchemeTrial | null;
  /** Everything that is wrong, also what was found while saving. */
  problems: readonly FieldIssue[];
}

/** What the scheme makes of an example, now. */
export function ExamplePane({ trial, problems }: ExamplePaneProps) {
  const example = trial?.example ?? null;
  return (
    <section className={styles.example} aria-label="Example">
      <h2 className={styles.heading}>Example</h2>
      <div role="status">
        {problems.length > 0 && (
          <Banner tone="warning" title={problems.length === 1 ? '1 problem' : `${problems.length} problems`}>
            <ProblemList problems={problems} label="Problems of the scheme" />
          </Banner>
        )}
      </div>
      {trial === null && problems.length === 0 && <Skeleton rows={5} label="Signing an example" />}
      {example !== null && (
        <>
          {example.signed.length > 0 ? (
            <>
              <h3 className={styles.label}>Signed text</h3>
              <SignedText parts={example.signed} />
            </>
          ) : (
            <p className={styles.note}>No text of parts is signed by this scheme.</p>
          )}
          <h3 className={styles.label}>{example.headers.length === 1 ? 'Header' : 'Headers'}</h3>
          <dl className={styles.headers} aria-label="Headers of the example">
            {example.headers.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="selectable">{value}</dd>
              </div>
            ))}
            {example.headers.length === 0 && (
              <div>
                <dt>none</dt>
                <dd>The signature is in the body.</dd>
              </div>
            )}
          </dl>
          <details className={styles.request}>
            <summary>Request and secret of the example</summary>
            <pre className="selectable">
              {`${example.request.method} ${example.url ?? example.request.url}\n${example.request.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}\n\n${example.body ?? example.request.body}`}
            </pre>
            {example.secret !== null && <pre className="selectable">{example.secret}</pre>}
          </details>
        </>
      )}
    </section>
  );
}
