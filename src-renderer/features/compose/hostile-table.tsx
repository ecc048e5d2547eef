import { FlaskConical } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { HostileCase } from '../../../src-preload/contract/template.ts';
import { CodeWords } from '../../ui/code-words.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import styles from './compose-pane.module.css';
import { countBad, groupHostile, type HostileGroup, summarizeHostile } from './hostile-groups.ts';
import type { HostileRuns } from './hostile-run.ts';

const RESULTS: Readonly<Record<HostileCase['result'], { tone: Tone; word: string }>> = {
  broken: { tone: 'failure', word: 'broken' },
  cut: { tone: 'failure', word: 'cut' },
  changed: { tone: 'warning', word: 'changed' },
  ok: { tone: 'success', word: 'intact' },
};

export interface HostileTableProps {
  runs: HostileRuns | null;
  error: string | null;
  /** How the safe way is called: "JSON-safe". */
  safeLabel: string;
}

/** What becomes of the payload when each placeholder gets a value that somebody would rather not see there. */
export function HostileTable({ runs, error, safeLabel }: HostileTableProps) {
  const [shown, setShown] = useState<'chosen' | 'raw'>('chosen');
  const chosen = useMemo(() => groupHostile(runs?.chosen ?? []), [runs]);
  const raw = useMemo(() => (runs?.raw == null ? null : groupHostile(runs.raw)), [runs]);
  const groups = shown === 'raw' && raw !== null ? raw : chosen;
  const cases = shown === 'raw' && runs?.raw != null ? runs.raw : (runs?.chosen ?? null);
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
        <span className={styles.spring} />
        {raw !== null && (
          <Segmented
            label="How values are inserted in this list"
            value={shown}
            segments={[
              { value: 'chosen', label: `${safeLabel} ${toRatio(chosen)}` },
              { value: 'raw', label: `Raw ${toRatio(raw)}` },
            ]}
            onChange={setShown}
          />
        )}
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

/** `6/17` of the values do damage. */
function toRatio(groups: readonly HostileGroup[]): string {
  const { bad, all } = countBad(groups);
  return `${bad}/${all}`;
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
        <CodeWords text={explanation} />
        {excerpt !== '' && result !== 'ok' && (
          <div className={styles.excerpt}>
            <VisibleText text={excerpt} />
          </div>
        )}
      </td>
    </tr>
  );
}
