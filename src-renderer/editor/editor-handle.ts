import type { editor } from 'monaco-editor/editor';
import type { Diagnostic, TextRange } from '../../src-preload/contract/template.ts';
import { showDiagnostics } from './language/markers.ts';
import { toPositionRange, toTextRange } from './language/offsets.ts';
import type { Monaco } from './monaco.ts';

export type EditorCommand = 'format' | 'outline' | 'suggest' | 'quick-fix' | 'find';

const COMMANDS: Readonly<Record<EditorCommand, string>> = {
  format: 'editor.action.formatDocument',
  outline: 'editor.action.quickOutline',
  suggest: 'editor.action.triggerSuggest',
  'quick-fix': 'editor.action.quickFix',
  find: 'actions.find',
};

/** What the rest of the window can do with an editor. Offsets are UTF-16 offsets into its text. */
export interface EditorHandle {
  focus(): void;
  getText(): string;
  getSelection(): TextRange;
  /** Shows what the engine found. A list for an older text is given away by `text` and left out. */
  setDiagnostics(text: string, diagnostics: readonly Diagnostic[]): void;
  /** Marks pieces of the text; an empty list takes the marks away. */
  setMarks(ranges: readonly TextRange[]): void;
  /** Selects the range, scrolls to it and puts the cursor there. */
  reveal(range: TextRange): void;
  /** Replaces the selection, so that it can be undone. */
  insert(text: string): void;
  replace(edits: readonly { range: TextRange; text: string }[]): void;
  run(command: EditorCommand): void;
}

/** Makes the handle of an editor, which may show one model after another. */
export function createHandle(monaco: Monaco, instance: editor.IStandaloneCodeEditor): EditorHandle {
  const marks = instance.createDecorationsCollection();

  function edit(edits: { range: TextRange; text: string }[]): void {
    const model = instance.getModel();
    if (model === null) return;
    instance.pushUndoStop();
    instance.executeEdits(
      'hookwright',
      edits.map(({ range, text }) => ({ range: toPositionRange(model, range), text, forceMoveMarkers: true })),
    );
    instance.pushUndoStop();
    instance.focus();
  }

  function getSelection(): TextRange {
    const model = instance.getModel();
    const selection = instance.getSelection();
    return model === null || selection === null ? { start: 0, end: 0 } : toTextRange(model, selection);
  }

  return {
    focus: () => instance.focus(),
    getText: () => instance.getModel()?.getValue() ?? '',
    getSelection,
    setDiagnostics(text, diagnostics) {
      const model = instance.getModel();
      if (model !== null && model.getValueLength() === text.length && model.getValue() === text) {
        showDiagnostics(monaco, model, diagnostics);
      }
    },
    setMarks(ranges) {
      const model = instance.getModel();
      if (model === null || (ranges.length === 0 && marks.length === 0)) return;
      marks.set(
        ranges.map((range) => ({
          range: toPositionRange(model, range),
          options: { className: 'editor-mark', description: 'hookwright-mark' },
        })),
      );
    },
    reveal(range) {
      const model = instance.getModel();
      if (model === null) return;
      const positions = toPositionRange(model, range);
      instance.setSelection(positions);
      instance.revealRangeInCenterIfOutsideViewport(positions);
      instance.focus();
    },
    insert: (text) => edit([{ range: getSelection(), text }]),
    replace: (edits) => edit([...edits]),
    run(command) {
      instance.focus();
      instance.trigger('hookwright', COMMANDS[command], null);
    },
  };
}
