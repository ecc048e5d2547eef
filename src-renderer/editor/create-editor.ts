import type { editor } from 'monaco-editor/editor';
import type { Monaco } from './monaco.ts';

/** `page` is a whole text; `line` stands in a form and behaves like an input: Tab goes on, Enter does not break the line. */
export type EditorShape = 'page' | 'line';

export interface EditorLook {
  fontSize: number;
  wordWrap: boolean;
}

let overflowHost: HTMLElement | null = null;

/** Completion and hover must not be cut off by the pane they come from, so they live at the end of the page. */
function getOverflowHost(): HTMLElement {
  if (overflowHost === null) {
    overflowHost = document.createElement('div');
    overflowHost.className = 'monaco-editor editor-overflow';
    document.body.append(overflowHost);
  }
  return overflowHost;
}

const common: editor.IStandaloneEditorConstructionOptions = {
  fontFamily: '"JetBrains Mono", monospace',
  fontLigatures: false,
  minimap: { enabled: false },
  automaticLayout: true,
  scrollBeyondLastLine: false,
  // Ours instead: Monaco's lives in a shadow tree without our tokens, and its Paste asks for a clipboard it may not read.
  contextmenu: false,
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: true,
  wordBasedSuggestions: 'off',
  // Inside templates alone, which the language marks as comments: see language/register.ts.
  quickSuggestions: { other: false, strings: false, comments: true },
  quickSuggestionsDelay: 0,
  suggestOnTriggerCharacters: true,
  suggest: {
    showWords: false,
    showStatusBar: false,
    preview: false,
    insertMode: 'replace',
    // `mail` finds `account.email`.
    matchOnWordStartOnly: false,
  },
  acceptSuggestionOnCommitCharacter: false,
  // The bytes are the product: nothing is typed, trimmed or replaced that was not asked for.
  trimAutoWhitespace: false,
  autoSurround: 'never',
  formatOnPaste: false,
  unusualLineTerminators: 'off',
  renderControlCharacters: true,
  renderWhitespace: 'selection',
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  renderLineHighlight: 'none',
  // Its place is where letters stand; fixes are in the hover, under Ctrl+. and in the list of problems.
  lightbulb: { enabled: 'off' as editor.ShowLightbulbIconMode },
  links: false,
  colorDecorators: false,
  // A compact payload is one long line; it is coloured and shown whole.
  maxTokenizationLineLength: 200_000,
  stopRenderingLineAfter: 200_000,
  largeFileOptimizations: true,
  bracketPairColorization: { enabled: false },
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  cursorSmoothCaretAnimation: 'off',
  smoothScrolling: false,
  stickyScroll: { enabled: false },
  // Drawn anew with each key, they cost a quarter of the frame in which the key appears.
  guides: { indentation: false },
};

const page: editor.IStandaloneEditorConstructionOptions = {
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 14,
  glyphMargin: false,
  folding: true,
  showFoldingControls: 'mouseover',
  padding: { top: 8, bottom: 8 },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  // Reached through the frame around it: see code-editor.tsx.
  tabIndex: -1,
};

const line: editor.IStandaloneEditorConstructionOptions = {
  lineNumbers: 'off',
  glyphMargin: false,
  folding: false,
  lineDecorationsWidth: 0,
  lineNumbersMinChars: 0,
  padding: { top: 4, bottom: 4 },
  scrollbar: { vertical: 'hidden', horizontal: 'hidden', handleMouseWheel: false, useShadows: false },
  tabFocusMode: true,
  renderWhitespace: 'none',
  scrollBeyondLastColumn: 2,
  matchBrackets: 'never',
};

/** Options that follow the settings. */
export function toLookOptions(shape: EditorShape, look: EditorLook): editor.IEditorOptions {
  const fontSize = shape === 'line' ? 12 : look.fontSize;
  return {
    fontSize,
    lineHeight: shape === 'line' ? 18 : Math.round(fontSize * 1.55),
    wordWrap: shape === 'page' && look.wordWrap ? 'on' : 'off',
    wrappingIndent: 'indent',
  };
}

/** Makes an editor in the host. The caller disposes of it and of its models. */
export function createEditor(
  monaco: Monaco,
  host: HTMLElement,
  shape: EditorShape,
  look: EditorLook,
  more: editor.IStandaloneEditorConstructionOptions,
): editor.IStandaloneCodeEditor {
  return monaco.editor.create(host, {
    ...common,
    ...(shape === 'page' ? page : line),
    ...toLookOptions(shape, look),
    overflowWidgetsDomNode: getOverflowHost(),
    fixedOverflowWidgets: true,
    model: null,
    ...more,
  });
}
