import type { editor, IDisposable } from 'monaco-editor/editor';
import type { Monaco } from './monaco.ts';

/** Everything that Escape closes first. */
const NOTHING_OPEN = [
  'editorTextFocus',
  '!suggestWidgetVisible',
  '!findWidgetVisible',
  '!codeActionMenuVisible',
  '!markersNavigationVisible',
  '!editorHoverFocused',
  '!inSnippetMode',
  '!editorHasMultipleSelections',
].join(' && ');

/** Escape leaves the editor, unless something is open that it closes. */
export function addLeaveAction(monaco: Monaco, instance: editor.IStandaloneCodeEditor, leave: () => void): IDisposable {
  return instance.addAction({
    id: 'hookwright.leave',
    label: 'Leave the editor',
    keybindings: [monaco.KeyCode.Escape],
    precondition: NOTHING_OPEN,
    run: leave,
  });
}

/** Where the next thing to write is one of a few: a condition, or the value it is compared with. */
const CHOICE = /(?:if\(|==)\s*$/;

/** Tab in a snippet goes to its next place, and opens completion where there is something to choose. */
export function addNextPlaceAction(monaco: Monaco, instance: editor.IStandaloneCodeEditor): IDisposable {
  return instance.addAction({
    id: 'hookwright.next-place',
    label: 'Go to the next place of the snippet',
    keybindings: [monaco.KeyCode.Tab],
    precondition: 'editorTextFocus && inSnippetMode && hasNextTabstop && !suggestWidgetVisible',
    run() {
      instance.trigger('hookwright', 'jumpToNextSnippetPlaceholder', null);
      const model = instance.getModel();
      const selection = instance.getSelection();
      if (model === null || selection === null) return;
      const start = selection.getStartPosition();
      const before = model.getLineContent(start.lineNumber).slice(0, start.column - 1);
      if (!CHOICE.test(before)) return;
      // With the cursor at its start, what stands there is replaced and does not narrow the choice.
      const end = selection.getEndPosition();
      instance.setSelection(monaco.Selection.fromPositions(end, start));
      instance.trigger('hookwright', 'editor.action.triggerSuggest', null);
    },
  });
}

/** Enter does not break the line, and a break that is pasted becomes a space: the text is one value. */
export function keepOneLine(monaco: Monaco, instance: editor.IStandaloneCodeEditor): IDisposable {
  const parts = [
    instance.addAction({
      id: 'hookwright.one-line',
      label: 'Stay on one line',
      keybindings: [monaco.KeyCode.Enter, monaco.KeyMod.Shift | monaco.KeyCode.Enter],
      precondition: 'editorTextFocus && !suggestWidgetVisible',
      run: () => undefined,
    }),
    instance.onDidPaste(({ range }) => {
      const model = instance.getModel();
      if (model === null || range.startLineNumber === range.endLineNumber) return;
      const text = model.getValueInRange(range).replace(/\s*[\r\n]+\s*/g, ' ');
      instance.executeEdits('hookwright', [{ range, text }]);
    }),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
