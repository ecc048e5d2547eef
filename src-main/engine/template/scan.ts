// Looks at single characters of a template. Nothing here searches further than its caller has to read anyway, which is what keeps
// the whole scanner linear.

export const unit = {
  space: 0x20,
  tab: 0x09,
  newline: 0x0a,
  carriageReturn: 0x0d,
  quote: 0x22,
  openParen: 0x28,
  closeParen: 0x29,
  semicolon: 0x3b,
  backslash: 0x5c,
  equals: 0x3d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** Offset of the first character from `at` on that is not white space, at most `end`. */
export function skipSpace(text: string, at: number, end: number): number {
  let index = at;
  while (index < end && isSpace(text.charCodeAt(index))) index += 1;
  return index;
}

/** Offset after the last character before `at` that is not white space, at least `start`. */
export function skipSpaceBack(text: string, start: number, at: number): number {
  let index = at;
  while (index > start && isSpace(text.charCodeAt(index - 1))) index -= 1;
  return index;
}

export function isSpace(code: number): boolean {
  return code === unit.space || code === unit.newline || code === unit.carriageReturn || code === unit.tab;
}

export function isLineEnd(code: number): boolean {
  return code === unit.newline || code === unit.carriageReturn;
}

/** Whether a line ends between `start` and `end`. */
export function hasLineEnd(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) if (isLineEnd(text.charCodeAt(index))) return true;
  return false;
}

/** Characters that services use in the names of placeholders. */
export function isNameUnit(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2e ||
    code === 0x2d ||
    code === 0x24
  );
}

/** Offset after the run of name characters at `at`. */
export function skipName(text: string, at: number, end: number): number {
  let index = at;
  while (index < end && isNameUnit(text.charCodeAt(index))) index += 1;
  return index;
}

/** Whether the text is made of such characters alone. */
export function isPlaceholderName(text: string): boolean {
  return skipName(text, 0, text.length) === text.length;
}

/** The end of a plain `{{name}}` at `at`, or -1. */
export function skipPlaceholder(text: string, at: number): number {
  if (!text.startsWith('{{', at)) return -1;
  const end = skipName(text, at + 2, text.length);
  return end > at + 2 && text.startsWith('}}', end) ? end + 2 : -1;
}

/** How many times `code` stands in a row at `at`, counted up to `most`. */
export function countRun(text: string, at: number, code: number, most: number): number {
  let length = 0;
  while (length < most && text.charCodeAt(at + length) === code) length += 1;
  return length;
}

/**
 * For each opening parenthesis from `from` on, the offset of the closing one that balances it (relative to `from`), or -1. Made once
 * for a text, because looking for each closing parenthesis anew is quadratic where many of them are missing.
 */
export function matchParentheses(text: string, from: number): Int32Array {
  const partners = new Int32Array(text.length - from).fill(-1);
  let top = -1;
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === unit.openParen) {
      // While it is open, the entry holds the one that was open before it: the table is its own stack.
      partners[index - from] = top;
      top = index - from;
    } else if (code === unit.closeParen && top !== -1) {
      const before = partners[top] ?? -1;
      partners[top] = index - from;
      top = before;
    }
  }
  while (top !== -1) {
    const before = partners[top] ?? -1;
    partners[top] = -1;
    top = before;
  }
  return partners;
}
