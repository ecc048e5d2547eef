import type { editor, IDisposable } from 'monaco-editor/editor';
import { LEAD_ON } from './language/names.ts';
import { findNextStep } from './language/next-step.ts';
import type { Monaco } from './monaco.ts';

/** Longer than any name or value, and short enough to be looked at with each key. */
const GLANCE = 200;

/** What stands around the selection in its lines. */
function readAround(instance: editor.IStandaloneCodeEditor): { before: string; after: string } | null {
  const model = instance.getModel();
  const selection = instance.getSelection();
  if (model === null || selection === null) return null;
  const { startLineNumber, startColumn, endLineNumber, endColumn } = selection;
  const first = model.getLineContent(startLineNumber);
  const last = model.getLineContent(endLineNumber);
  return {
    before: first.slice(Math.max(0, startColumn - 1 - GLANCE), startColumn - 1),
    after: last.slice(endColumn - 1, endColumn - 1 + GLANCE),
  };
}

/** Opens completion where there is something to choose, and goes there first when a choice was just made. */
function leadOn(monaco: Monaco, instance: editor.IStandaloneCodeEditor): void {
  const around = readAround(instance);
  if (around === null) return;
  const step = findNextStep(around.before, around.after);
  if (step === 'go-on' && !goOn(monaco, instance)) passParenthesis(monaco, instance, around.after);
  if (step !== 'choose') return;
  const selection = instance.getSelection();
  if (selection === null) return;
  // With the cursor at its start, what stands there is replaced and does not narrow the choice.
  instance.setSelection(monaco.Selection.fromPositions(selection.getEndPosition(), selection.getStartPosition()));
  instance.trigger('hookwright', 'editor.action.triggerSuggest', { auto: true });
}

/** Goes to the next place of the snippet; false where none is under way. */
function goOn(monaco: Monaco, instance: editor.IStandaloneCodeEditor): boolean {
  const before = instance.getSelection();
  instance.trigger('hookwright', 'jumpToNextSnippetPlaceholder', null);
  const now = instance.getSelection();
  if (now === null || before === null || now.equalsSelection(before)) return false;
  leadOn(monaco, instance);
  return true;
}

/** Behind a value that was chosen in `if()`, its parenthesis stands already and the `return` does not. */
function passParenthesis(monaco: Monaco, instance: editor.IStandaloneCodeEditor, after: string): void {
  const position = instance.getPosition();
  if (position === null || !/^\)(?!\s*return)/.test(after)) return;
  instance.setPosition(position.delta(0, 1));
  leadOn(monaco, instance);
}

/** Lets completions lead on to what comes next. Lives as long as the page. */
export function registerLeadOn(monaco: Monaco): void {
  monaco.editor.registerCommand(LEAD_ON, () => {
    const focused = monaco.editor.getEditors().find((each) => each.hasTextFocus());
    if (focused !== undefined) leadOn(monaco, focused as editor.IStandaloneCodeEditor);
  });
}

/**
 * Tab in a snippet goes to its next place, and opens completion where there is something to choose. Behind the last
 * statement of a conditional it goes out of the braces, which the editor may have closed.
 */
export function addPlaceActions(monaco: Monaco, instance: editor.IStandaloneCodeEditor): IDisposable {
  const isBeforeEnd = instance.createContextKey<boolean>('hookwrightBeforeEnd', false);
  const parts = [
    instance.onDidChangeCursorPosition(() => {
      const around = readAround(instance);
      isBeforeEnd.set(around !== null && findNextStep(around.before, around.after) === 'leave');
    }),
    instance.addAction({
      id: 'hookwright.next-place',
      label: 'Go to the next place of the snippet',
      keybindings: [monaco.KeyCode.Tab],
      precondition: 'editorTextFocus && inSnippetMode && hasNextTabstop && !suggestWidgetVisible',
      run: () => void goOn(monaco, instance),
    }),
    instance.addAction({
      id: 'hookwright.leave-braces',
      label: 'Go behind the closing braces',
      keybindings: [monaco.KeyCode.Tab],
      precondition:
        'editorTextFocus && hookwrightBeforeEnd && !editorHasSelection && !hasNextTabstop && !suggestWidgetVisible && !editorTabMovesFocus',
      run() {
        const position = instance.getPosition();
        const around = readAround(instance);
        if (position === null || around === null) return;
        instance.setPosition(position.delta(0, around.after.indexOf('}}}') + '}}}'.length));
      },
    }),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
