import { RotateCcw, Wrench } from 'lucide-react';
import { CodeEditor } from '../../editor/code-editor.tsx';
import { applyEdits, useDataCheck } from '../../stores/use-data-check.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Status } from '../../ui/status.tsx';
import styles from './replay.module.css';

export interface BodyEditorProps {
  documentId: string;
  text: string;
  /** As it was sent. */
  original: string;
  onChange: (text: string) => void;
}

/** What stands in the way of the text being JSON; null where it is, or never was meant to be. */
function checkJson(text: string): boolean | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The body of a replay as it is written, with the colours of JSON where it begins like it, and a history to undo. */
export function BodyEditor({ documentId, text, original, onChange }: BodyEditorProps) {
  const isJson = checkJson(text);
  const language = checkJson(original) === null ? 'plaintext' : 'json';
  const [first] = useDataCheck(isJson === false ? text : null, false);
  const fix = first?.fixes[0];
  const bytes = new TextEncoder().encode(text).length;
  return (
    <section aria-label="Edited body">
      <div className={styles.bodyHead}>
        <h3 className={styles.heading}>Body</h3>
        <span className={styles.note}>{formatBytes(bytes)}</span>
        {isJson !== null && (
          <Status tone={isJson ? 'success' : 'warning'}>{isJson ? 'valid JSON' : 'not valid JSON'}</Status>
        )}
        <span className={styles.spring} />
        {fix !== undefined && (
          <Button
            size="small"
            icon={<Wrench />}
            title={first?.message}
            onClick={() => onChange(applyEdits(text, fix.edits))}
          >
            {fix.title}
          </Button>
        )}
        <Button
          size="small"
          variant="ghost"
          icon={<RotateCcw />}
          disabled={text === original}
          onClick={() => onChange(original)}
        >
          Back to the original
        </Button>
      </div>
      <div className={styles.bodyEditor}>
        <CodeEditor
          label="Body"
          language={language}
          shape="page"
          documentId={`replay/${documentId}`}
          text={text}
          onChange={onChange}
        />
      </div>
    </section>
  );
}
