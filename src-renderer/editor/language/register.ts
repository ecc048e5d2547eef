import type { Monaco } from '../monaco.ts';
import { createCodeActionProvider } from './markers.ts';
import { TEMPLATE_LANGUAGE } from './names.ts';
import {
  createCompletionProvider,
  createFoldingProvider,
  createFormattingProvider,
  createHoverProvider,
  createSymbolProvider,
} from './providers.ts';
import { type CodeToken, initialScanState, type ScanState, sameScanState, scanLine } from './scan-line.ts';

class LineState {
  readonly scan: ScanState;

  constructor(scan: ScanState) {
    this.scan = scan;
  }

  clone(): LineState {
    // Scan states are never changed in place.
    return this;
  }

  equals(other: unknown): boolean {
    return other instanceof LineState && sameScanState(this.scan, other.scan);
  }
}

/**
 * Monaco opens completion while typing by kind of text: other, string or comment. Nothing here is a comment, so that name
 * marks the pieces in which completion helps; what `return` emits is free text.
 */
function toScope(type: CodeToken): string {
  return type.startsWith('template.') && type !== 'template.text' ? `${type}.comment` : type;
}

/** Makes Monaco know the template language. Its providers live as long as the page, and serve every template model. */
export function registerTemplateLanguage(monaco: Monaco): void {
  const { languages } = monaco;
  languages.register({ id: TEMPLATE_LANGUAGE });
  languages.setLanguageConfiguration(TEMPLATE_LANGUAGE, {
    // A dotted path is one word, so that completion filters by the whole of it.
    wordPattern: /-?\d+(?:\.\d+)?|[\p{L}\p{N}_.]+/u,
    brackets: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
    ],
    colorizedBracketPairs: [],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']', notIn: ['string'] },
      { open: '(', close: ')' },
      { open: '"', close: '"', notIn: ['string'] },
    ],
    surroundingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '(', close: ')' },
      { open: '"', close: '"' },
    ],
    indentationRules: { increaseIndentPattern: /[{[]\s*$/, decreaseIndentPattern: /^\s*[}\]]/ },
  });
  languages.setTokensProvider(TEMPLATE_LANGUAGE, {
    getInitialState: () => new LineState(initialScanState),
    tokenize(line, from) {
      const { tokens, state } = scanLine(line, from instanceof LineState ? from.scan : initialScanState);
      return {
        tokens: tokens.map(({ start, type }) => ({ startIndex: start, scopes: toScope(type) })),
        endState: new LineState(state),
      };
    },
  });
  languages.registerCompletionItemProvider(TEMPLATE_LANGUAGE, createCompletionProvider(monaco));
  languages.registerHoverProvider(TEMPLATE_LANGUAGE, createHoverProvider());
  languages.registerDocumentFormattingEditProvider(TEMPLATE_LANGUAGE, createFormattingProvider());
  languages.registerDocumentSymbolProvider(TEMPLATE_LANGUAGE, createSymbolProvider(monaco));
  languages.registerFoldingRangeProvider(TEMPLATE_LANGUAGE, createFoldingProvider());
  languages.registerCodeActionProvider(TEMPLATE_LANGUAGE, createCodeActionProvider(), {
    providedCodeActionKinds: ['quickfix'],
  });
}
