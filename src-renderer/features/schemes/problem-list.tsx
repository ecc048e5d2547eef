import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import styles from './composer.module.css';

const MOST_SHOWN = 6;

/** What is wrong, each with its place in the scheme. */
export function ProblemList({ problems, label }: { problems: readonly FieldIssue[]; label: string }) {
  const more = problems.length - MOST_SHOWN;
  return (
    <ul className={styles.problems} aria-label={label}>
      {problems.slice(0, MOST_SHOWN).map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          {path !== '' && <code>{path}</code>} <span className="selectable">{message}</span>
        </li>
      ))}
      {more > 0 && <li>And {more} more.</li>}
    </ul>
  );
}
