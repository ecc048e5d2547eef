import { CircleX, Info, TriangleAlert, Wrench } from 'lucide-react';
import type { Diagnostic, QuickFix } from '../../../src-preload/contract/template.ts';
import { Button } from '../../ui/button.tsx';
import { CodeWords } from '../../ui/code-words.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './compose-pane.module.css';
import { toLineAndColumn } from './summaries.ts';

/** How serious a problem is. */
export const problemIcons = {
  error: <CircleX aria-label="Error" color="var(--failure)" size={14} />,
  warning: <TriangleAlert aria-label="Warning" color="var(--warning)" size={14} />,
  info: <Info aria-label="Note" color="var(--accent)" size={14} />,
};

export interface ProblemListProps {
  text: string;
  diagnostics: readonly Diagnostic[];
  /** Null where there is no one place to go to. */
  onShow: ((diagnostic: Diagnostic) => void) | null;
  onFix: ((fix: QuickFix) => void) | null;
}

/** What is wrong with the template: a click goes there, a fix is one click away. */
export function ProblemList({ text, diagnostics, onShow, onFix }: ProblemListProps) {
  if (diagnostics.length === 0) {
    return <EmptyState title="No problems">The template renders, and what it renders to can be sent.</EmptyState>;
  }
  return (
    <ul className={styles.list} aria-label="Problems">
      {diagnostics.map((diagnostic) => {
        const { line, column } = toLineAndColumn(text, diagnostic.range.start);
        const fix = diagnostic.fixes.find(({ preferred }) => preferred) ?? diagnostic.fixes[0];
        return (
          <li key={`${diagnostic.code} ${diagnostic.range.start} ${diagnostic.message}`} className={styles.branch}>
            {onShow === null ? (
              <span className={styles.item}>
                <span className={styles.where}>{problemIcons[diagnostic.severity]}</span>
                <span className={styles.grow}>
                  <CodeWords text={diagnostic.message} />
                </span>
              </span>
            ) : (
              <button type="button" className={styles.item} onClick={() => onShow(diagnostic)}>
                <span className={styles.where}>{problemIcons[diagnostic.severity]}</span>
                <span className={styles.grow}>
                  <CodeWords text={diagnostic.message} />
                </span>
                <span className={styles.where}>
                  {line}:{column}
                </span>
              </button>
            )}
            {fix !== undefined && onFix !== null && (
              <Button size="small" icon={<Wrench />} onClick={() => onFix(fix)}>
                {fix.title}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
