import type { languages as l } from 'monaco-editor/editor';
import type { CompletionItem, OutlineNode, TextEdit, TextRange } from '../../../src-preload/contract/template.ts';
import type { Monaco } from '../monaco.ts';
import { LEAD_ON } from './names.ts';
import { type PositionedText, type PositionRange, toPositionRange } from './offsets.ts';

type Languages = Monaco['languages'];

/** Text as Markdown that shows it verbatim, whatever is in it. */
function toCodeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}plaintext\n${text}\n${fence}`;
}

/** Text as Markdown in which no character means anything. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
}

/** A sentence of the engine as Markdown: what it puts in backticks is code, and nothing else means anything. */
function toMarkdown(sentence: string): string {
  return sentence
    .split('`')
    .map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : `\`${part}\``))
    .join('');
}

/** What completion and hover say of a piece: its meaning, then what it is for the chosen sample. */
export function describe(meaning: string, sample: string | null): { value: string }[] {
  const parts = meaning === '' ? [] : [{ value: toMarkdown(meaning) }];
  if (sample !== null) parts.push({ value: `In this sample:\n\n${toCodeBlock(sample === '' ? '(empty)' : sample)}` });
  return parts;
}

/** Shortens a value to one line for the column beside a completion. */
function shortenSample(sample: string): string {
  const line = sample.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** A completion of the engine as Monaco's, for the range it replaces. `order` keeps the engine's order where Monaco would sort by name. */
export function toCompletion(
  languages: Languages,
  item: CompletionItem,
  range: PositionRange,
  order: number,
): l.CompletionItem {
  const kinds = languages.CompletionItemKind;
  const kind = { placeholder: kinds.Variable, value: kinds.EnumMember, keyword: kinds.Keyword, snippet: kinds.Snippet };
  const beside = item.note ?? (item.sample === null ? null : shortenSample(item.sample));
  return {
    label: { label: item.label, ...(beside === null ? {} : { description: beside }) },
    kind: kind[item.kind],
    // Where the meaning begins with the name, the name says nothing more.
    ...(item.documentation.startsWith(item.detail) ? {} : { detail: item.detail }),
    documentation: {
      value: describe(item.documentation, item.sample)
        .map((part) => part.value)
        .join('\n\n'),
    },
    insertText: item.insertText,
    ...(item.snippet ? { insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet } : {}),
    range,
    sortText: String(order).padStart(6, '0'),
    command: { id: LEAD_ON, title: 'Go on to what comes next' },
  };
}

/** A node of the outline as Monaco's symbol. */
export function toSymbol(languages: Languages, text: PositionedText, node: OutlineNode): l.DocumentSymbol {
  const kinds = languages.SymbolKind;
  const kind = { conditional: kinds.Event, branch: kinds.EnumMember, placeholder: kinds.Variable, key: kinds.Property };
  return {
    name: node.label === '' ? '""' : node.label,
    detail: node.detail,
    kind: kind[node.kind],
    tags: [],
    range: toPositionRange(text, node.range),
    selectionRange: toPositionRange(text, node.selection),
    children: node.children.map((child) => toSymbol(languages, text, child)),
  };
}

/** An edit of the engine as Monaco's. */
export function toEdit(text: PositionedText, edit: TextEdit): l.TextEdit {
  return { range: toPositionRange(text, edit.range), text: edit.text };
}

/** A fold, or null where it would not span lines. */
export function toFold(text: PositionedText, range: TextRange): l.FoldingRange | null {
  const { startLineNumber, endLineNumber } = toPositionRange(text, range);
  return endLineNumber > startLineNumber ? { start: startLineNumber, end: endLineNumber } : null;
}
