import { formatBytes } from './format.ts';
import styles from './signed-text.module.css';
import { VisibleText } from './visible-text.tsx';

/** One piece of a signed text, in the words of the signing scheme. */
export interface SignedPiece {
  part:
    | 'literal'
    | 'timestamp'
    | 'id'
    | 'body'
    | 'method'
    | 'url'
    | 'path'
    | 'form-params'
    | 'body-field'
    | 'header'
    | 'query'
    | 'form-field';
  text: string;
  bytes: number;
}

const NAMES: Readonly<Record<SignedPiece['part'], string>> = {
  literal: 'Separator',
  timestamp: 'Timestamp',
  id: 'Message id',
  body: 'Body',
  method: 'Method',
  url: 'URL',
  path: 'Path',
  'form-params': 'Form fields',
  header: 'Header',
  query: 'Query parameter',
  'form-field': 'Form field',
  'body-field': 'Field of the body',
};

/** As much of a body as a glance takes; the whole of it has its own view. */
const SHOWN = 1200;

/** The text that is signed, in one strip with its separators made visible, and its parts below. */
export function SignedText({ parts }: { parts: readonly SignedPiece[] }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard */}
      <section className={styles.strip} aria-label="Signed text" tabIndex={0}>
        {parts.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
          <span key={index} className={styles.part} data-part={piece.part} title={NAMES[piece.part]}>
            {piece.part === 'literal' ? <VisibleText text={piece.text} spaces /> : piece.text.slice(0, SHOWN)}
            {piece.part !== 'literal' && piece.text.length > SHOWN && (
              <span className={styles.rest}>
                {' '}
                … {(piece.text.length - SHOWN).toLocaleString('en-US')} more characters
              </span>
            )}
          </span>
        ))}
      </section>
      <div className={styles.parts}>
        {parts.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
          <div key={index} className={styles.row}>
            <span className={styles.name}>{NAMES[piece.part]}</span>
            <span className={styles.text} title={piece.part === 'literal' ? undefined : piece.text.slice(0, SHOWN)}>
              {piece.part === 'literal' ? <VisibleText text={piece.text} spaces /> : piece.text.slice(0, 200)}
            </span>
            <span className={styles.size}>{formatBytes(piece.bytes)}</span>
          </div>
        ))}
      </div>
    </>
  );
}
