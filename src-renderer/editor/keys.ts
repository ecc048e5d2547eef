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
      const text = model.getValueInRange(range).replace(/\s+/g, (space) => (/[\r\n]/.test(space) ? ' ' : space));
      instance.executeEdits('hookwright', [{ range, text }]);
    }),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
