/**
 * Parts of a JSON text as their own text. Parsed and written again, a number such as `1.0` and an escape such as `\u00fc` would not be
 * what they were. Every function takes valid JSON, except `peekJson`, and looks at each character once.
 */

const QUOTE = 34;
const BACKSLASH = 92;

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Behind the closing quote; the end of the text where there is none. */
export function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}

/** Behind the value that begins at `from`; -1 where the text ends before it does. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      if (depth === 0) return at;
      continue;
    }
    const isOpening = code === 0x5b || code === 0x7b;
    const isClosing = code === 0x5d || code === 0x7d;
    if (isOpening) depth += 1;
    if (isClosing) depth -= 1;
    // A number or a word ends before what follows it.
    if (depth < 0 || (depth === 0 && !isOpening && !isClosing && (code === 0x2c || isSpace(code)))) return at;
    at += 1;
    if (isClosing && depth === 0) return at;
  }
  return depth === 0 ? at : -1;
}

function* listElements(text: string): Generator<{ start: number; end: number }> {
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (at < text.length && text.charCodeAt(at) !== 0x5d) {
    const end = endOfValue(text, at);
    if (end < 0) return;
    yield { start: at, end };
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === 0x2c) at = skipSpace(text, at + 1);
    else return;
  }
}

/** The elements of a list, each as its text. */
export function* sliceElements(text: string): Generator<string> {
  for (const { start, end } of listElements(text)) yield text.slice(start, end);
}

/** The members of an object, each value as its text. Of a key that is there twice the last one counts, as `JSON.parse` has it. */
export function sliceMembers(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(text, at);
    const key = readKey(text.slice(at, keyEnd));
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const found = endOfValue(text, start);
    const end = found < 0 ? text.length : found;
    members.set(key, text.slice(start, end));
    at = skipSpace(text, end);
    if (text.charCodeAt(at) !== 0x2c) break;
    at = skipSpace(text, at + 1);
  }
  return members;
}

function readKey(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/** The text without the white space between its parts: numbers, escapes and the order of keys stay. */
export function minifyJson(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (isSpace(code)) {
      parts.push(text.slice(from, at));
      at = skipSpace(text, at);
      from = at;
    } else at += 1;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** What a JSON text begins with. */
export interface JsonStart {
  kind: 'object' | 'list';
  /** Of the object, or of the first element of the list, as far as the text goes. */
  members: ReadonlyMap<string, string>;
  /** Nothing but white space follows the value; false also where the text ends before it does. */
  isWhole: boolean;
}

/** Looks at the start of a text that may be cut off, or no JSON at all: null where it begins with neither `{` nor `[`. */
export function peekJson(text: string): JsonStart | null {
  const start = skipSpace(text, 0);
  const first = text.charAt(start);
  if (first !== '{' && first !== '[') return null;
  const end = endOfValue(text, start);
  const isWhole = end >= 0 && skipSpace(text, end) === text.length;
  const inner = first === '{' ? start : skipSpace(text, start + 1);
  const members: ReadonlyMap<string, string> = text[inner] === '{' ? sliceMembers(text.slice(inner)) : new Map();
  return { kind: first === '{' ? 'object' : 'list', members, isWhole };
}
