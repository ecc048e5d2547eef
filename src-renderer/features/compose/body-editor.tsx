import type { EditorHandle } from '../../editor/editor-handle.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import { TemplateEditor } from '../../editor/template-editor.tsx';
import { setView, useView, useViewFlag } from '../../stores/view.ts';
import styles from './compose-pane.module.css';
import { PlaceholderPanel } from './placeholder-panel.tsx';
import { planInsertion } from './plan-insertion.ts';
import { usePointed } from './pointed.ts';
import { documentIdOf, type TemplateSubject, useTemplateText, wholeText, writeTemplate } from './template-in-use.ts';

const OPEN = 'compose.placeholders';

/** Whether the placeholders stand beside the editor. */
export function usePlaceholdersOpen(): boolean {
  return useViewFlag(OPEN, false);
}

/** Shows or hides the placeholders. */
export function togglePlaceholders(): void {
  setView(OPEN, useView.getState().values[OPEN] !== true);
}

export interface BodyEditorProps {
  subject: TemplateSubject;
  surroundings: TemplateSurroundings;
  editor: EditorHandle | null;
  onReady: (handle: EditorHandle | null) => void;
}

/** The template in its editor, and the placeholders beside it when they are wanted. */
export function BodyEditor({ subject, surroundings, editor, onReady }: BodyEditorProps) {
  const open = usePlaceholdersOpen();
  const text = useTemplateText(subject, wholeText);
  return (
    <div className={styles.work}>
      <div className={styles.editor}>
        <TemplateEditor
          label="Payload template"
          documentId={documentIdOf(subject)}
          text={text}
          onChange={(next) => writeTemplate(subject, next)}
          getSurroundings={() => surroundings}
          onPoint={(pointed) => usePointed.setState({ template: pointed?.range ?? null })}
          onReady={onReady}
        />
      </div>
      {open && (
        <PlaceholderPanel
          surroundings={surroundings}
          onInsert={(path) => {
            if (editor === null) return;
            editor.replace([planInsertion(editor.getText(), editor.getSelection(), path)]);
          }}
          onClose={() => {
            setView(OPEN, false);
            editor?.focus();
          }}
        />
      )}
    </div>
  );
}
