import type { Diagnostic, QuickFix } from '../../../src-preload/contract/template.ts';
import { useDataCheck } from '../../stores/use-data-check.ts';
import styles from './compose-pane.module.css';
import { ProblemList } from './problem-list.tsx';

export interface DataProblemsProps {
  text: string;
  onShow: (diagnostic: Diagnostic) => void;
  onFix: (fix: QuickFix) => void;
}

/** What is wrong with the data of the event, above its editor; nothing where it can be read. */
export function DataProblems({ text, onShow, onFix }: DataProblemsProps) {
  const diagnostics = useDataCheck(text, true);
  if (diagnostics.length === 0) return null;
  return (
    <div className={styles.dataProblems}>
      <ProblemList text={text} diagnostics={diagnostics} onShow={onShow} onFix={onFix} />
    </div>
  );
}
