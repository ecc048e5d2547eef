import { explainJson, type JsonExpectation, type JsonProblem } from './json-explain.ts';

/** What is told of JSON text while it is read. Offsets are UTF-16, ends exclusive. */
export interface JsonVisitor {
  open(kind: JsonContainer, at: number): void;
  close(kind: JsonContainer, at: number): void;
  key(start: number, end: number): void;
  /** A string that is a value. */
  string(start: number, end: number): void;
  /** A number, `true`, `false` or `null`. */
  scalar(start: number, end: number): void;
  /** `,` or `:` */
  mark(at: number): void;
}

export type JsonContainer = 'object' | 'array';

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;

/** The offset of the first character from `at` on that is not JSON white space. */
export function skipJsonSpace(text: string, at: number): number {
  let index = at;
  for (;;) {
    const unit = text.charCodeAt(index);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return index;
    index += 1;
  }
}

/**
 * Reads JSON (RFC 8259) once, from left to right, with its own stack, so that depth costs memory and never the call stack.
 * Returns the first problem, or null. Steps are linear in the text's length.
 */
export function walkJson(text: string, visitor: JsonVisitor | null, maximumDepth: number): JsonProblem | null {
  const stack: JsonContainer[] = [];
  let index = skipJsonSpace(text, 0);
  let expected: JsonExpectation = 'value';
  for (;;) {
    const unit = text.charCodeAt(index);
    if (expected === 'after') {
      const container = stack.at(-1);
      if (container === undefined) {
        return index >= text.length ? null : explainJson(text, index, 'end');
      }
      if (unit === comma) {
        visitor?.mark(index);
        index = skipJsonSpace(text, index + 1);
        expected = container === 'object' ? 'key' : 'value';
        continue;
      }
      if (unit !== (container === 'object' ? closeBrace : closeBracket)) {
        return explainJson(text, index, container === 'object' ? 'object-rest' : 'array-rest');
      }
      visitor?.close(container, index);
      stack.pop();
      index = skipJsonSpace(text, index + 1);
      continue;
    }
    if (expected === 'key' || expected === 'first-key') {
      if (expected === 'first-key' && unit === closeBrace) {
        expected = 'after';
        continue;
      }
      if (unit !== quote) return explainJson(text, index, expected);
      const end = scanString(text, index);
      if (end < 0) return explainJson(text, ~end, 'string');
      visitor?.key(index, end);
      index = skipJsonSpace(text, end);
      if (text.charCodeAt(index) !== colon) return explainJson(text, index, 'colon');
      visitor?.mark(index);
      index = skipJsonSpace(text, index + 1);
      expected = 'value';
      continue;
    }
    if (expected === 'first-item' && unit === closeBracket) {
      expected = 'after';
      continue;
    }
    if (unit === openBrace || unit === openBracket) {
      const kind = unit === openBrace ? 'object' : 'array';
      if (stack.length >= maximumDepth) return explainJson(text, index, 'depth', maximumDepth);
      stack.push(kind);
      visitor?.open(kind, index);
      index = skipJsonSpace(text, index + 1);
      expected = kind === 'object' ? 'first-key' : 'first-item';
      continue;
    }
    let end: number;
    if (unit === quote) {
      end = scanString(text, index);
      if (end < 0) return explainJson(text, ~end, 'string');
      visitor?.string(index, end);
    } else {
      end = scanScalar(text, index);
      if (end < 0) return explainJson(text, ~end, ~end === index ? 'value' : 'number');
      visitor?.scalar(index, end);
    }
    index = skipJsonSpace(text, end);
    expected = 'after';
  }
}

/** The end of the string that begins at `start`, or the complement of the offset where it goes wrong. */
function scanString(text: string, start: number): number {
  let index = start + 1;
  for (;;) {
    const unit = text.charCodeAt(index);
    if (unit === quote) return index + 1;
    if (unit === 0x5c) {
      const end = scanEscape(text, index);
      if (end < 0) return end;
      index = end;
    } else if (unit >= 0x20) {
      index += 1;
    } else {
      return ~index;
    }
  }
}

function scanEscape(text: string, start: number): number {
  const kind = text[start + 1];
  if (kind === undefined) return ~text.length;
  if (kind !== 'u') return '"\\/bfnrt'.includes(kind) ? start + 2 : ~start;
  for (let index = start + 2; index < start + 6; index += 1) {
    if (!isHexDigit(text.charCodeAt(index))) return ~start;
  }
  return start + 6;
}

function isHexDigit(unit: number): boolean {
  return isDigit(unit) || (unit >= 0x41 && unit <= 0x46) || (unit >= 0x61 && unit <= 0x66);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** The end of the word or number at `start`, or the complement of the offset where it goes wrong. */
function scanScalar(text: string, start: number): number {
  for (const word of ['true', 'false', 'null']) {
    if (text.startsWith(word, start)) return start + word.length;
  }
  let index = text.charCodeAt(start) === 0x2d ? start + 1 : start;
  if (!isDigit(text.charCodeAt(index))) return ~index;
  if (text.charCodeAt(index) !== 0x30) index = scanDigits(text, index);
  else if (isDigit(text.charCodeAt(index + 1))) return ~(index + 1);
  else index += 1;
  if (text.charCodeAt(index) === 0x2e) {
    if (!isDigit(text.charCodeAt(index + 1))) return ~(index + 1);
    index = scanDigits(text, index + 1);
  }
  const exponent = text.charCodeAt(index);
  if (exponent === 0x65 || exponent === 0x45) {
    index += 1;
    const sign = text.charCodeAt(index);
    if (sign === 0x2b || sign === 0x2d) index += 1;
    if (!isDigit(text.charCodeAt(index))) return ~index;
    index = scanDigits(text, index);
  }
  return index;
}

function scanDigits(text: string, start: number): number {
  let index = start;
  while (isDigit(text.charCodeAt(index))) index += 1;
  return index;
}
