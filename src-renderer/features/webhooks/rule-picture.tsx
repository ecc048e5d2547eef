import type { PlannedAttempt, RulePicture, SenderRule } from '../../../src-preload/contract/retry.ts';
import { Status, type Tone } from '../../ui/status.tsx';
import { formatSpan } from '../../ui/time-span.ts';
import styles from './retry-section.module.css';

export const confidenceWords: Readonly<Record<SenderRule['confidence'], { tone: Tone; word: string }>> = {
  documented: { tone: 'success', word: 'documented' },
  'second-hand': { tone: 'unknown', word: 'second-hand' },
  assumed: { tone: 'warning', word: 'assumed' },
};

function Attempt({ attempt }: { attempt: PlannedAttempt }) {
  const { number, afterMs, latestMs, atMs } = attempt;
  const jitter = latestMs - afterMs;
  return (
    <tr>
      <td>{number}</td>
      <td>
        {number === 1 ? 'at once' : `${formatSpan(afterMs)} later`}
        {jitter > 0 && <span className={styles.dim}> + up to {formatSpan(jitter)}</span>}
      </td>
      <td>{formatSpan(atMs)}</td>
    </tr>
  );
}

/** When the attempts of a delivery fall that keeps failing, and what the rule does besides. */
export function RulePictureView({ picture: { rule, attempts, notes, sender } }: { picture: RulePicture }) {
  return (
    <div className={styles.picture}>
      <div className={styles.pictureHead}>
        <strong>{rule.label}</strong>
        {sender !== null && (
          <Status tone={confidenceWords[sender.confidence].tone} look="chip">
            {confidenceWords[sender.confidence].word}
          </Status>
        )}
      </div>
      {attempts.length === 1 ? (
        <p>A failed attempt is not repeated.</p>
      ) : (
        <table className={styles.attempts}>
          <thead>
            <tr>
              <th scope="col">Attempt</th>
              <th scope="col">After the one before</th>
              <th scope="col">In all</th>
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt) => (
              <Attempt key={attempt.number} attempt={attempt} />
            ))}
          </tbody>
        </table>
      )}
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {sender !== null && (
        <div className={styles.source}>
          <p className="selectable">Source: {sender.source}</p>
          {sender.notes.map((note) => (
            <p key={note} className="selectable">
              {note}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
