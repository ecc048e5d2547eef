import type { JsonExpectation } from './json-explain.ts';
import { unescapeJsonText } from './json-unescape.ts';
import { type JsonVisitor, walkJson } from './json-walk.ts';

export type JsonCheck =
  | { ok: true }
  | { ok: false; message: string; offset: number; length: number; expected: JsonExpectation };

/**
 * Whether the text is JSON (RFC 8259) and, if not, what is wrong at which UTF-16 offset. Depth is not limited here: a body
 * is the user's own. Never throws; linear.
 */
export function checkJson(text: string): JsonCheck {
  const problem = walkJson(text, null, Number.POSITIVE_INFINITY);
  if (problem === null) return { ok: true };
  return { ok: false, ...problem };
}

/** Whether two JSON texts say the same in the same order, however their white space and strings are spelled. Numbers count as spelled. */
export function readsTheSame(one: string, other: string): boolean {
  return one === other || normalise(one) === normalise(other);
}

function normalise(text: string): string {
  const pieces: string[] = [];
  const string = (start: number, end: number): void => {
    pieces.push(JSON.stringify(unescapeJsonText(text, start + 1, end - 1)));
  };
  const visitor: JsonVisitor = {
    open: (kind) => pieces.push(kind === 'object' ? '{' : '['),
    close: (kind) => pieces.push(kind === 'object' ? '}' : ']'),
    key: string,
    string,
    scalar: (start, end) => pieces.push(text.slice(start, end)),
    mark: (at) => pieces.push(text.charAt(at)),
  };
  walkJson(text, visitor, Number.POSITIVE_INFINITY);
  return pieces.join('');
}
