import { Wrench } from 'lucide-react';
import type { Diagnostic, QuickFix } from '../../../src-preload/contract/template.ts';
import { useDataCheck } from '../../stores/use-data-check.ts';
import { Button } from '../../ui/button.tsx';
import { CodeWords } from '../../ui/code-words.tsx';
import styles from './compose-pane.module.css';
import { problemIcons } from './problem-list.tsx';

export interface DataProblemsProps {
  text: string;
  /** Placeholders are named by the keys of the data. */
  named: boolean;
  onShow: (diagnostic: Diagnostic) => void;
  onFix: (fix: QuickFix) => void;
}

/** The first thing that is wrong with the data of the event, in one line above its editor; nothing where it can be read. */
export function DataProblems({ text, named, onShow, onFix }: DataProblemsProps) {
  const diagnostics = useDataCheck(text, true, named);
  const [first] = diagnostics;
  if (first === undefined) return null;
  const fix = first.fixes.find(({ preferred }) => preferred) ?? first.fixes[0];
  const all = diagnostics.map(({ message }) => message.replaceAll('`', '')).join('\n');
  return (
    <div className={styles.dataProblem} role="status">
      <button type="button" className={styles.dataProblemText} title={all} onClick={() => onShow(first)}>
        {problemIcons[first.severity]}
        <span className="ellipsis">
          <CodeWords text={first.message} />
        </span>
      </button>
      {diagnostics.length > 1 && <span className={styles.dim}>+{diagnostics.length - 1}</span>}
      {fix !== undefined && (
        <Button size="small" icon={<Wrench />} onClick={() => onFix(fix)}>
          {fix.title}
        </Button>
      )}
    </div>
  );
}
