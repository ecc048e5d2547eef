import type { editor, IDisposable } from 'monaco-editor/editor';
import type { TextRange } from '../../src-preload/contract/template.ts';
import { toTextRange } from './language/offsets.ts';

/** What the user points at: a place under the mouse, or the selection. */
export interface Pointed {
  by: 'mouse' | 'selection';
  range: TextRange;
}

/** Tells what is pointed at in an editor, the mouse before the selection, and null when it is nothing. */
export function watchPointing(
  instance: editor.IStandaloneCodeEditor,
  tell: (pointed: Pointed | null) => void,
): IDisposable {
  let hovered: TextRange | null = null;

  function tellNow(): void {
    if (hovered !== null) {
      tell({ by: 'mouse', range: hovered });
      return;
    }
    const model = instance.getModel();
    const selection = instance.getSelection();
    if (model === null || selection === null || !instance.hasTextFocus()) tell(null);
    else tell({ by: 'selection', range: toTextRange(model, selection) });
  }

  function hover(offset: number | null): void {
    if (offset === (hovered?.start ?? null)) return;
    hovered = offset === null ? null : { start: offset, end: offset };
    tellNow();
  }

  const parts = [
    instance.onMouseMove((event) => {
      const model = instance.getModel();
      const { position } = event.target;
      // 6: text. Beside the text the nearest position is given, which is not what the mouse shows.
      const onText = event.target.type === 6 && position !== null && model !== null;
      hover(onText ? model.getOffsetAt(position) : null);
    }),
    instance.onMouseLeave(() => hover(null)),
    instance.onDidChangeCursorSelection(tellNow),
    instance.onDidFocusEditorText(tellNow),
    instance.onDidBlurEditorText(tellNow),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
