import type { editor, IDisposable } from 'monaco-editor/editor';
import { findModelContext } from './language/model-contexts.ts';
import { toPositionRange } from './language/offsets.ts';
import type { Monaco } from './monaco.ts';

/** Goes to the next problem behind the cursor, or before it, round and round, and says what it is. */
function walk(instance: editor.IStandaloneCodeEditor, direction: 1 | -1): void {
  const model = instance.getModel();
  const position = instance.getPosition();
  if (model === null || position === null) return;
  const here = model.getOffsetAt(position);
  const starts = (findModelContext(model.uri.toString())?.diagnostics ?? []).map(({ range }) => range.start);
  const ordered = [...new Set(starts)].sort((left, right) => (left - right) * direction);
  const next = ordered.find((start) => (start - here) * direction > 0) ?? ordered[0];
  if (next === undefined) return;
  const { startLineNumber: lineNumber, startColumn: column } = toPositionRange(model, { start: next, end: next });
  instance.setPosition({ lineNumber, column });
  instance.revealPositionInCenterIfOutsideViewport({ lineNumber, column });
  instance.trigger('hookwright', 'editor.action.showHover', { focus: 'noAutoFocus' });
}

/** F8 goes from problem to problem. Monaco's own zone for it cuts our sentences off; the hover wraps them and has the fixes. */
export function addProblemActions(monaco: Monaco, instance: editor.IStandaloneCodeEditor): IDisposable {
  const { F8 } = monaco.KeyCode;
  const parts = [
    instance.addAction({
      id: 'hookwright.next-problem',
      label: 'Go to the next problem',
      keybindings: [F8, monaco.KeyMod.Alt | F8],
      precondition: 'editorTextFocus',
      run: () => walk(instance, 1),
    }),
    instance.addAction({
      id: 'hookwright.previous-problem',
      label: 'Go to the problem before',
      keybindings: [monaco.KeyMod.Shift | F8, monaco.KeyMod.Shift | monaco.KeyMod.Alt | F8],
      precondition: 'editorTextFocus',
      run: () => walk(instance, -1),
    }),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
