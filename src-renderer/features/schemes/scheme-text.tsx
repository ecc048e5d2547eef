import { RotateCcw } from 'lucide-react';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { JsonEditor } from '../../editor/template-editor.tsx';
import { changeText, dropText, writeText } from '../../stores/scheme-composer.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './composer.module.css';
import { ProblemList } from './problem-list.tsx';

export interface SchemeTextProps {
  documentId: string;
  scheme: SigningScheme;
  /** As it is typed; null: as the scheme reads. */
  text: string | null;
  problems: readonly FieldIssue[];
}

/** The whole scheme as JSON, with every capability that there is. What is typed here is in the form at once. */
export function SchemeText({ documentId, scheme, text, problems }: SchemeTextProps) {
  return (
    <div className={styles.text}>
      {problems.length > 0 && (
        <Banner
          tone="warning"
          title="This text is not a scheme yet."
          actions={
            <Button size="small" icon={<RotateCcw />} onClick={dropText}>
              Back to the last valid text
            </Button>
          }
        >
          <ProblemList problems={problems} label="Problems of the text" />
        </Banner>
      )}
      <div className={styles.editor}>
        <JsonEditor
          label="Scheme as text"
          documentId={`scheme/${documentId}`}
          text={text ?? writeText(scheme)}
          invalid={problems.length > 0}
          onChange={(next) => void changeText(next)}
        />
      </div>
    </div>
  );
}
