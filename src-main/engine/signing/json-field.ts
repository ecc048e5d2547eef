import { isUtf8 } from 'node:buffer';

/**
 * Reads and replaces one field in JSON text without touching any other byte: a body is never parsed and written again.
 * Paths are keys joined by dots. Of a repeated key the last counts, as it does for JSON.parse.
 */

interface Span {
  start: number;
  end: number;
}

/** @returns the text of a string or number field as it stands there; null when there is none, or the body is not JSON. */
export function readField(body: Buffer, path: string): string | null {
  const text = body.toString('utf8');
  if (!isJsonText(text)) return null;
  const span = locate(text, path.split('.')).found;
  if (span === null) return null;
  const value = text.slice(span.start, span.end);
  if (value.startsWith('"')) return String(JSON.parse(value));
  return /^[-0-9]/.test(value) ? value : null;
}

/**
 * Puts a string into the body at `path`, replacing what stands there; missing objects on the way are made, in front of
 * what their parent holds.
 * @returns null when the body is not a JSON object, or something other than an object is in the way.
 */
export function replaceField(body: Buffer, path: string, value: string): Buffer | null {
  const text = body.toString('utf8');
  if (!isUtf8(body) || !isJsonText(text)) return null;
  const keys = path.split('.');
  const { found, parent, missing } = locate(text, keys);
  if (found !== null) return Buffer.from(text.slice(0, found.start) + JSON.stringify(value) + text.slice(found.end));
  if (parent === null || text[parent.start] !== '{') return null;
  const made = missing.reduceRight((inner, key) => `{${JSON.stringify(key)}:${inner}}`, JSON.stringify(value));
  const isEmpty = text.slice(parent.start + 1, parent.end - 1).trim() === '';
  return Buffer.from(
    text.slice(0, parent.start + 1) + made.slice(1, -1) + (isEmpty ? '' : ',') + text.slice(parent.start + 1),
  );
}

/** Whether a body is JSON of any kind. */
export function isJson(body: Buffer): boolean {
  return isJsonText(body.toString('utf8'));
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Walks valid JSON down the keys. `parent` is the last value on the way, `missing` the keys that it lacks. */
function locate(text: string, keys: readonly string[]): { found: Span | null; parent: Span | null; missing: string[] } {
  const start = skipSpace(text, 0);
  let span: Span = { start, end: endOfValue(text, start) };
  for (const [depth, key] of keys.entries()) {
    const child = text[span.start] === '{' ? findMember(text, span, key) : null;
    if (child === null) return { found: null, parent: span, missing: keys.slice(depth) };
    span = child;
  }
  return { found: span, parent: null, missing: [] };
}

function findMember(text: string, object: Span, wanted: string): Span | null {
  let found: Span | null = null;
  let at = skipSpace(text, object.start + 1);
  while (at < object.end && text[at] === '"') {
    const endOfKey = endOfString(text, at);
    const start = skipSpace(text, skipSpace(text, endOfKey) + 1);
    const end = endOfValue(text, start);
    if (JSON.parse(text.slice(at, endOfKey)) === wanted) found = { start, end };
    at = skipSpace(text, skipSpace(text, end) + 1);
  }
  return found;
}

/** Counts brackets instead of recursing, so that depth cannot exhaust the stack. */
function endOfValue(text: string, start: number): number {
  let at = start;
  let depth = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') {
      at = endOfString(text, at);
    } else if (character === '{' || character === '[') {
      depth += 1;
      at += 1;
    } else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth -= 1;
      at += 1;
    } else if (depth === 0 && (character === ',' || isSpace(character))) {
      return at;
    } else {
      at += 1;
      continue;
    }
    if (depth === 0) return at;
  }
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSpace(text[at] ?? '')) at += 1;
  return at;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
