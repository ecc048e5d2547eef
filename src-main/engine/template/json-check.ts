import { walkJson } from './json-walk.ts';

export type JsonCheck = { ok: true } | { ok: false; message: string; offset: number; length: number };

/**
 * Whether the text is JSON (RFC 8259) and, if not, what is wrong at which UTF-16 offset. Depth is not limited here: a body
 * is the user's own. Never throws; linear.
 */
export function checkJson(text: string): JsonCheck {
  const problem = walkJson(text, null, Number.POSITIVE_INFINITY);
  if (problem === null) return { ok: true };
  return { ok: false, message: problem.message, offset: problem.offset, length: problem.length };
}
