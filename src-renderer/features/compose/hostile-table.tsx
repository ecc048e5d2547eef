import { FlaskConical } from 'lucide-react';
import type { HostileCase } from '../../../src-preload/contract/template.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import styles from './compose-pane.module.css';
import { summarizeHostile } from './summaries.ts';

const RESULTS: Readonly<Record<HostileCase['result'], { tone: Tone; word: string; rank: number }>> = {
  broken: { tone: 'failure', word: 'broken', rank: 0 },
  cut: { tone: 'failure', word: 'cut', rank: 1 },
  changed: { tone: 'warning', word: 'changed', rank: 2 },
  ok: { tone: 'success', word: 'intact', rank: 3 },
};

export interface HostileTableProps {
  cases: readonly HostileCase[] | null;
  error: string | null;
}

/** What becomes of the payload when each placeholder gets a value that somebody would rather not see there. */
export function HostileTable({ cases, error }: HostileTableProps) {
  if (error !== null) return <EmptyState title="The run failed">{error}</EmptyState>;
  if (cases === null) return <Skeleton rows={5} label="Trying hostile values" />;
  if (cases.length === 0) {
    return (
      <EmptyState icon={<FlaskConical />} title="Nothing to try">
        The template has no placeholder. Add one, and quotes, newlines, emoji, nulls and very long values are tried in
        it.
      </EmptyState>
    );
  }
  const sorted = [...cases].sort((a, b) => RESULTS[a.result].rank - RESULTS[b.result].rank);
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{summarizeHostile(cases)}</caption>
      <thead>
        <tr>
          <th>Result</th>
          <th>Value</th>
          <th>Placeholder</th>
          <th>What happens</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((each) => (
          <tr key={`${each.eventType} ${each.id} ${each.placeholder}`}>
            <td>
              <Status tone={RESULTS[each.result].tone}>{RESULTS[each.result].word}</Status>
            </td>
            <td>{each.title}</td>
            <td className={styles.code}>{each.placeholder}</td>
            <td>
              {each.explanation}
              {each.excerpt !== '' && each.result !== 'ok' && (
                <div className={styles.code}>
                  <VisibleText text={each.excerpt} />
                </div>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
