import type { EditorHandle } from '../../editor/editor-handle.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import { TemplateEditor } from '../../editor/template-editor.tsx';
import styles from './compose-pane.module.css';
import { PlaceholderAside } from './placeholder-aside.tsx';
import { usePointed } from './pointed.ts';
import { documentIdOf, type TemplateSubject, useTemplateText, wholeText, writeTemplate } from './template-in-use.ts';

export interface BodyEditorProps {
  subject: TemplateSubject;
  surroundings: TemplateSurroundings;
  editor: EditorHandle | null;
  onReady: (handle: EditorHandle | null) => void;
}

/** The template in its editor, and the placeholders beside it. */
export function BodyEditor({ subject, surroundings, editor, onReady }: BodyEditorProps) {
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
      <PlaceholderAside surroundings={surroundings} getEditor={() => editor} />
    </div>
  );
}
