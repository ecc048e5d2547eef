import type { editor, languages, Position } from 'monaco-editor/editor';
import type { TemplateAnalysis, TemplateContext } from '../../../src-preload/contract/template.ts';
import { call } from '../../client/call.ts';
import type { Monaco } from '../monaco.ts';
import { describe, escapeMarkdown, toCompletion, toEdit, toFold, toSymbol } from './convert.ts';
import { findModelContext } from './model-contexts.ts';
import { isInTemplate, toPositionRange, toRangeAround } from './offsets.ts';

type Model = editor.ITextModel;

/** How far back a glance for an open brace goes. A conditional may be long; a template of megabytes is not searched on each key. */
const GLANCE = 4000;

function contextOf(model: Model): TemplateContext | null {
  const context = findModelContext(model.uri.toString());
  return context === null ? null : { ...context.getSurroundings(), text: model.getValue() };
}

/** Asks, and drops the answer when the text was changed or closed meanwhile: its offsets would point anywhere. */
async function askFor<Result>(model: Model, question: () => Promise<Result>): Promise<Result | null> {
  const version = model.getVersionId();
  // An editor service that fails must not disturb typing; the preview tells what is wrong with the engine.
  const result = await question().catch(() => null);
  return model.isDisposed() || model.getVersionId() !== version ? null : result;
}

function analyze(model: Model): Promise<TemplateAnalysis> | null {
  const known = findModelContext(model.uri.toString());
  const context = contextOf(model);
  if (known === null || context === null) return null;
  const version = model.getVersionId();
  if (known.analysis?.version !== version) known.analysis = { version, result: call('template.analyze', context) };
  return known.analysis.result;
}

function isAtTemplate(model: Model, position: Position): boolean {
  const end = model.getOffsetAt(position);
  const start = model.getPositionAt(Math.max(0, end - GLANCE));
  return isInTemplate(
    model.getValueInRange({
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: position.lineNumber,
      endColumn: position.column,
    }),
  );
}

/** Completion on `{{`, inside `if(`, after `==`, and on request. */
export function createCompletionProvider(monaco: Monaco): languages.CompletionItemProvider {
  return {
    triggerCharacters: ['{', '(', '=', ')', ';', ' '],
    async provideCompletionItems(model, position, trigger, token) {
      const context = contextOf(model);
      // A character that opens completion may stand anywhere; whoever asks with a key gets an answer anywhere.
      const asked = trigger.triggerKind === monaco.languages.CompletionTriggerKind.Invoke;
      if (context === null || (!asked && !isAtTemplate(model, position))) return { suggestions: [] };
      const offset = model.getOffsetAt(position);
      // An answer for a shorter text is still good: Monaco filters it by what was typed since, and cancels what is not.
      const items = await call('template.complete', { ...context, offset, asked }).catch(() => []);
      if (token.isCancellationRequested) return { suggestions: [] };
      return {
        suggestions: items.map((item, order) =>
          toCompletion(monaco.languages, item, toRangeAround(position, offset, item.range), order),
        ),
      };
    },
  };
}

/** Meaning and sample value of what lies under the mouse. */
export function createHoverProvider(): languages.HoverProvider {
  return {
    async provideHover(model, position) {
      const context = contextOf(model);
      if (context === null || !isAtOrAfterBrace(model, position)) return null;
      const offset = model.getOffsetAt(position);
      const hover = await askFor(model, () => call('template.hover', { ...context, offset }));
      if (hover === null) return null;
      const contents = [{ value: `**${escapeMarkdown(hover.title)}**` }, ...describe(hover.description, hover.sample)];
      return { range: toPositionRange(model, hover.range), contents };
    },
  };
}

/** Hover may lie on the opening brace itself, so the glance goes two characters further. */
function isAtOrAfterBrace(model: Model, position: Position): boolean {
  return isAtTemplate(model, model.getPositionAt(model.getOffsetAt(position) + 3));
}

/** Format document: the engine says the edits. */
export function createFormattingProvider(): languages.DocumentFormattingEditProvider {
  return {
    displayName: 'Hookwright',
    async provideDocumentFormattingEdits(model) {
      const context = contextOf(model);
      if (context === null) return [];
      const edits = await askFor(model, () => call('template.format', context));
      return (edits ?? []).map((edit) => toEdit(model, edit));
    },
  };
}

/** The outline: conditionals, their branches, placeholders and keys. */
export function createSymbolProvider(monaco: Monaco): languages.DocumentSymbolProvider {
  return {
    displayName: 'Hookwright',
    async provideDocumentSymbols(model) {
      const asked = analyze(model);
      const analysis = asked === null ? null : await askFor(model, () => asked);
      return (analysis?.outline ?? []).map((node) => toSymbol(monaco.languages, model, node));
    },
  };
}

/** What may be folded away. */
export function createFoldingProvider(): languages.FoldingRangeProvider {
  return {
    async provideFoldingRanges(model) {
      const asked = analyze(model);
      const analysis = asked === null ? null : await askFor(model, () => asked);
      return (analysis?.folds ?? []).map((range) => toFold(model, range)).filter((fold) => fold !== null);
    },
  };
}
