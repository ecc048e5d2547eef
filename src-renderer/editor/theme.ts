import type { editor } from 'monaco-editor/editor';
import '../styles/code.css';
import { readToken } from '../ui/read-token.ts';
import type { Monaco } from './monaco.ts';

const NAME = 'hookwright';

/** Monaco's colour names and the tokens that they follow. */
const COLOURS = {
  'editor.background': '--surface',
  'editor.foreground': '--text',
  'editorLineNumber.foreground': '--text-3',
  'editorLineNumber.activeForeground': '--text-2',
  'editorCursor.foreground': '--text',
  'editor.lineHighlightBackground': '--surface',
  'editor.lineHighlightBorder': '--surface',
  'editor.selectionBackground': '--selected',
  'editor.inactiveSelectionBackground': '--hover',
  'editor.findMatchBackground': '--code-mark',
  'editor.findMatchHighlightBackground': '--code-mark',
  'editor.rangeHighlightBackground': '--hover',
  'editor.symbolHighlightBackground': '--hover',
  'editorBracketMatch.background': '--hover',
  'editorBracketMatch.border': '--border-strong',
  'editorIndentGuide.background1': '--border',
  'editorIndentGuide.activeBackground1': '--border-strong',
  'editorError.foreground': '--failure',
  'editorWarning.foreground': '--warning',
  'editorInfo.foreground': '--accent',
  'editorLightBulb.foreground': '--warning',
  'editorWidget.background': '--raised',
  'editorWidget.foreground': '--text',
  'editorWidget.border': '--border',
  'editorHoverWidget.background': '--raised',
  'editorHoverWidget.border': '--border',
  'editorSuggestWidget.background': '--raised',
  'editorSuggestWidget.border': '--border',
  'editorSuggestWidget.foreground': '--text',
  'editorSuggestWidget.selectedBackground': '--selected',
  'editorSuggestWidget.selectedForeground': '--text',
  'editorSuggestWidget.highlightForeground': '--accent',
  'editorSuggestWidget.focusHighlightForeground': '--accent',
  'editorGhostText.foreground': '--text-3',
  'editorOverviewRuler.border': '--surface',
  'scrollbarSlider.background': '--border-strong',
  'scrollbarSlider.hoverBackground': '--text-3',
  'scrollbarSlider.activeBackground': '--text-3',
  'list.hoverBackground': '--hover',
  'list.activeSelectionBackground': '--selected',
  'list.activeSelectionForeground': '--text',
  'list.focusBackground': '--selected',
  'list.highlightForeground': '--accent',
  'quickInput.background': '--raised',
  'quickInput.foreground': '--text',
  'quickInputList.focusBackground': '--selected',
  'quickInputList.focusForeground': '--text',
  'menu.background': '--raised',
  'menu.foreground': '--text',
  'menu.selectionBackground': '--selected',
  'menu.selectionForeground': '--text',
  'menu.border': '--border',
  'input.background': '--surface',
  'input.foreground': '--text',
  'input.border': '--border-strong',
  focusBorder: '--accent',
  foreground: '--text',
  descriptionForeground: '--text-2',
  'textLink.foreground': '--accent',
  'textCodeBlock.background': '--sunken',
  'editor.placeholder.foreground': '--text-3',
} as const;

const SCOPES: Readonly<Record<string, { colour: `--${string}`; style?: string }>> = {
  '': { colour: '--text' },
  key: { colour: '--code-key' },
  string: { colour: '--code-string' },
  escape: { colour: '--code-escape' },
  number: { colour: '--code-number' },
  literal: { colour: '--code-literal' },
  delimiter: { colour: '--code-delimiter' },
  // The names that Monaco's own JSON uses; its base themes have rules for them, which only the whole name overrides.
  'string.key.json': { colour: '--code-key' },
  'string.value.json': { colour: '--code-string' },
  'number.json': { colour: '--code-number' },
  'keyword.json': { colour: '--code-literal' },
  'delimiter.bracket.json': { colour: '--code-delimiter' },
  'delimiter.array.json': { colour: '--code-delimiter' },
  'delimiter.colon.json': { colour: '--code-delimiter' },
  'delimiter.comma.json': { colour: '--code-delimiter' },
  'template.brace': { colour: '--code-template' },
  'template.placeholder': { colour: '--code-template', style: 'bold' },
  'template.keyword': { colour: '--code-keyword', style: 'bold' },
  'template.operator': { colour: '--code-template' },
  'template.value': { colour: '--code-value' },
  'template.text': { colour: '--code-string' },
};

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'dark' || chosen === 'light') return chosen === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Reads the design tokens as they are now, and makes the editor's theme of them. */
function readTheme(): editor.IStandaloneThemeData {
  const colors = Object.fromEntries(Object.entries(COLOURS).map(([name, token]) => [name, readToken(token)]));
  const rules = Object.entries(SCOPES).map(([token, { colour, style }]) => ({
    token,
    foreground: readToken(colour).slice(1),
    ...(style === undefined ? {} : { fontStyle: style }),
  }));
  return { base: isDark() ? 'vs-dark' : 'vs', inherit: true, colors, rules };
}

/** Gives the editors the theme of the page, now and whenever it changes. Lives as long as the page. */
export function followTheme(monaco: Monaco): void {
  const apply = (): void => {
    monaco.editor.defineTheme(NAME, readTheme());
    monaco.editor.setTheme(NAME);
  };
  apply();
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
}
