/**
 * Everything but what may stand in a JSON string as it is. A character class, not a tokeniser: there is nothing to backtrack, and on longer
 * values it is faster than a loop.
 */
const anyToEscape = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** Below this length looking at the characters one by one costs less than starting the regular expression. */
const shortText = 20;

/**
 * The text as it stands between the quotes of a JSON string (RFC 8259, section 7). Escapes quotes, backslashes and control
 * characters, and writes a lone surrogate as `\udXXX`, because UTF-8 cannot hold it. Everything else stays as it is, U+2028
 * and U+2029 included. Most values need nothing, so they are only looked at and returned as they are.
 */
export function escapeJsonText(text: string): string {
  return needsEscape(text) ? JSON.stringify(text).slice(1, -1) : text;
}

/** The text as a JSON string, quotes included. */
export function quoteJsonText(text: string): string {
  return needsEscape(text) ? JSON.stringify(text) : `"${text}"`;
}

/** `\u` and four lower-case hexadecimal digits. */
export function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function needsEscape(text: string): boolean {
  if (text.length > shortText) return anyToEscape.test(text);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff)) return true;
  }
  return false;
}
