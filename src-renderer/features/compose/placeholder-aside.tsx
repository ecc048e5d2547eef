import type { EditorHandle } from '../../editor/editor-handle.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import { setView, useView, useViewFlag } from '../../stores/view.ts';
import { PlaceholderPanel } from './placeholder-panel.tsx';
import { planInsertion } from './plan-insertion.ts';

const OPEN = 'compose.placeholders';

/** Whether the placeholders stand beside what is written. */
export function usePlaceholdersOpen(): boolean {
  return useViewFlag(OPEN, false);
}

/** Shows or hides the placeholders. */
export function togglePlaceholders(): void {
  setView(OPEN, useView.getState().values[OPEN] !== true);
}

export interface PlaceholderAsideProps {
  surroundings: TemplateSurroundings;
  /** Where a placeholder goes; null while there is no place for one. */
  getEditor: () => EditorHandle | null;
}

/** The placeholders beside what is written, when they are wanted. */
export function PlaceholderAside({ surroundings, getEditor }: PlaceholderAsideProps) {
  const open = usePlaceholdersOpen();
  if (!open) return null;
  return (
    <PlaceholderPanel
      surroundings={surroundings}
      onInsert={(path) => {
        const editor = getEditor();
        editor?.replace([planInsertion(editor.getText(), editor.getSelection(), path)]);
      }}
      onClose={() => {
        setView(OPEN, false);
        getEditor()?.focus();
      }}
    />
  );
}
