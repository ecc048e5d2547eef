import { CircleCheck, CircleDashed, CircleX, Plus } from 'lucide-react';
import type { BranchCoverage, TextRange } from '../../../src-preload/contract/template.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Status } from '../../ui/status.tsx';
import styles from './compose-pane.module.css';
import { toLineAndColumn } from './summaries.ts';

type Branch = BranchCoverage['branches'][number];

export interface BranchListProps {
  text: string;
  coverage: readonly BranchCoverage[];
  onShow: (range: TextRange) => void;
  /** Adds a sample event with this data, that reaches the branch. */
  onAdd: (branch: Branch, dataText: string) => void;
}

function BranchState({ branch }: { branch: Branch }) {
  if (branch.unreachable) {
    return (
      <Status tone="failure" icon={<CircleX />}>
        unreachable
      </Status>
    );
  }
  if (branch.reachedBy.length === 0) {
    return (
      <Status tone="warning" icon={<CircleDashed />}>
        not reached
      </Status>
    );
  }
  const names = branch.reachedBy.map(({ name }) => name).join(', ');
  return (
    <span title={names}>
      <Status tone="success" icon={<CircleCheck />}>
        {branch.reachedBy.length === 1 ? names : `${branch.reachedBy.length} samples`}
      </Status>
    </span>
  );
}

/** Each conditional with its branches and the sample events that reach them. */
export function BranchList({ text, coverage, onShow, onAdd }: BranchListProps) {
  if (coverage.length === 0) {
    return (
      <EmptyState title="No conditionals">
        Branches of {'{{{ if(…) }}}'} appear here with the samples that reach them.
      </EmptyState>
    );
  }
  return (
    <div className={styles.list}>
      {coverage.map(({ conditional, branches }) => {
        const { line } = toLineAndColumn(text, conditional.start);
        return (
          <section key={conditional.start} aria-label={`Conditional in line ${line}`}>
            <h3 className={`${styles.branch} ${styles.dim}`}>Conditional in line {line}</h3>
            <ul>
              {branches.map((branch) => (
                <li key={`${branch.range.start} ${branch.label}`} className={styles.branch}>
                  <button type="button" className={styles.item} onClick={() => onShow(branch.range)}>
                    <span className={`${styles.grow} ${styles.code}`}>{branch.label}</span>
                    <BranchState branch={branch} />
                  </button>
                  {branch.reachedBy.length === 0 && branch.exampleDataText !== null && (
                    <Button
                      size="small"
                      icon={<Plus />}
                      title="Add a sample event that reaches this branch"
                      onClick={() => branch.exampleDataText !== null && onAdd(branch, branch.exampleDataText)}
                    >
                      Add sample
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
