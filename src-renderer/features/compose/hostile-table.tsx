import { FlaskConical } from 'lucide-react';
import { useMemo } from 'react';
import type { HostileCase, Insertion } from '../../../src-preload/contract/template.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import styles from './compose-pane.module.css';
import { groupHostile, type HostileGroup, summarizeHostile } from './hostile-groups.ts';

const RESULTS: Readonly<Record<HostileCase['result'], { tone: Tone; word: string }>> = {
  broken: { tone: 'failure', word: 'broken' },
  cut: { tone: 'failure', word: 'cut' },
  changed: { tone: 'warning', word: 'changed' },
  ok: { tone: 'success', word: 'intact' },
};

export interface HostileTableProps {
  cases: readonly HostileCase[] | null;
  error: string | null;
  insertion: Insertion;
}

/** What becomes of the payload when each placeholder gets a value that somebody would rather not see there. */
export function HostileTable({ cases, error, insertion }: HostileTableProps) {
  const groups = useMemo(() => groupHostile(cases ?? []), [cases]);
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
  const used = new Set(cases.map(({ placeholder }) => placeholder)).size;
  const isWhole = groups.every(({ result }) => result === 'ok' || result === 'changed');
  return (
    <>
      <p className={styles.summary}>
        <Status tone={isWhole ? 'success' : 'failure'}>{summarizeHostile(groups)}</Status>
        <span className={styles.dim}>{insertion === 'raw' ? 'inserted raw' : 'inserted JSON-safe'}</span>
      </p>
      <table className={styles.table}>
        <caption className="visually-hidden">What each hostile value does</caption>
        <thead>
          <tr>
            <th>Result</th>
            <th>Value</th>
            <th>In</th>
            <th>What happens</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Row key={`${group.result} ${group.title}`} group={group} used={used} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ group, used }: { group: HostileGroup; used: number }) {
  const { title, result, explanation, excerpt, placeholders } = group;
  const [first] = placeholders;
  return (
    <tr>
      <td>
        <Status tone={RESULTS[result].tone}>{RESULTS[result].word}</Status>
      </td>
      <td>{title}</td>
      <td title={placeholders.join('\n')}>
        {placeholders.length === 1 ? (
          <span className={styles.code}>{first}</span>
        ) : placeholders.length === used ? (
          'every placeholder'
        ) : (
          `${placeholders.length} of ${used} placeholders`
        )}
      </td>
      <td>
        {explanation}
        {excerpt !== '' && result !== 'ok' && (
          <div className={styles.excerpt}>
            <VisibleText text={excerpt} />
          </div>
        )}
      </td>
    </tr>
  );
}
