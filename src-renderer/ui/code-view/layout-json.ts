import type { CodeDocument, CodeKind } from './code-line.ts';
import { addVisible } from './layout-text.ts';
import { createLineBuilder, type LineBuilder } from './line-builder.ts';

const INDENT = 2;
const WORD = /[^\s"{}[\],:]+/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERAL = /^(?:true|false|null)$/;

/** Offset after the closing quote of the string at `start`, or the end of the text. */
function endOfString(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '"') return at + 1;
  }
  return source.length;
}

function endOfSpace(source: string, start: number): number {
  let at = start;
  while (at < source.length && ' \t\r\n'.includes(source.charAt(at))) at += 1;
  return at;
}

/** Adds a JSON string, escapes in their own colour. */
function addString(builder: LineBuilder, source: string, start: number, end: number, kind: CodeKind): void {
  let from = start;
  for (let at = start; at < end; at += 1) {
    if (source.charAt(at) !== '\\') continue;
    if (at > from) addVisible(builder, source, from, at, kind);
    from = Math.min(at + (source.charAt(at + 1) === 'u' ? 6 : 2), end);
    builder.add(at, from, 'escape');
    at = from - 1;
  }
  if (end > from) addVisible(builder, source, from, end, kind);
}

function kindOfWord(word: string): CodeKind {
  if (NUMBER.test(word)) return 'number';
  return LITERAL.test(word) ? 'literal' : 'wrong';
}

/**
 * Lays out JSON for reading: indented, one member to a line, in colours. Only the picture is indented: every span points
 * at the bytes as they are. Text that is not JSON is shown as well as it can be, the words that do not belong marked.
 */
export function layoutJson(source: string, columns: number): CodeDocument {
  const builder = createLineBuilder(source, columns);
  let depth = 0;
  let at = endOfSpace(source, 0);

  function open(): void {
    builder.add(at, at + 1, 'delimiter');
    const next = endOfSpace(source, at + 1);
    at += 1;
    if ('}]'.includes(source.charAt(next)) && next < source.length) {
      builder.add(next, next + 1, 'delimiter');
      at = next + 1;
      return;
    }
    depth += 1;
    builder.breakLine(depth * INDENT);
  }

  function close(): void {
    depth = Math.max(0, depth - 1);
    builder.breakLine(depth * INDENT);
    builder.add(at, at + 1, 'delimiter');
    at += 1;
  }

  function takeString(): void {
    const end = endOfString(source, at);
    const isKey = source.charAt(endOfSpace(source, end)) === ':';
    addString(builder, source, at, end, isKey ? 'key' : 'string');
    at = end;
  }

  function takeDelimiter(char: string): void {
    builder.add(at, at + 1, 'delimiter', char === ':' ? ': ' : char);
    at += 1;
    if (char === ',') builder.breakLine(depth * INDENT);
  }

  function takeWord(): void {
    WORD.lastIndex = at;
    const word = WORD.exec(source)?.[0] ?? source.charAt(at);
    addVisible(builder, source, at, at + word.length, kindOfWord(word));
    at += word.length;
  }

  while (at < source.length) {
    const char = source.charAt(at);
    if (char === '{' || char === '[') open();
    else if (char === '}' || char === ']') close();
    else if (char === '"') takeString();
    else if (char === ',' || char === ':') takeDelimiter(char);
    else takeWord();
    at = endOfSpace(source, at);
  }
  return { source, lines: builder.finish() };
}
