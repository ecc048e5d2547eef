import { Mark } from './mark.tsx';
import styles from './picture.module.css';
import screenStyles from './time-machine-screen.module.css';

const marks = [
  { kind: 'success', label: 'delivered' },
  { kind: 'refused', label: 'refused' },
  { kind: 'silent', label: 'no answer' },
  { kind: 'status', label: 'error status' },
] as const;

/** What the marks stand for; the breaker where one is drawn. */
export function Legend({ breaker }: { breaker: boolean }) {
  return (
    <ul className={screenStyles.legend} aria-label="Legend">
      {marks.map(({ kind, label }) => (
        <li key={kind}>
          <svg className={styles.legendMark} width="18" height="18" aria-hidden="true">
            <Mark kind={kind} x={9} y={9} />
          </svg>
          {label}
        </li>
      ))}
      <li title="Where the attempt could begin: somewhere in it by jitter">
        <svg width="22" height="18" aria-hidden="true">
          <rect className={styles.window} x={1} y={6} width={20} height={6} rx={3} />
        </svg>
        jitter
      </li>
      {breaker && (
        <li title="After too many failed attempts in a row nothing is sent for a while">
          <svg width="22" height="18" aria-hidden="true">
            <path className={styles.breaker} d="M1 6 v4 H21 v-4" />
          </svg>
          breaker open
        </li>
      )}
      <li title="An outage of the same kind that begins with the event and ends within the line is survived; in the pale part it depends on the jitter">
        <svg width="26" height="18" aria-hidden="true">
          <rect className={styles.survives} x={1} y={8} width={16} height={3} />
          <rect className={styles.maySurvive} x={17} y={8} width={8} height={3} />
        </svg>
        survives an outage up to here
      </li>
    </ul>
  );
}
