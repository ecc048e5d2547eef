import { isPairAt } from './code-points.ts';

const quote = 0x22;
const backslash = 0x5c;

function needsEscape(unit: number): boolean {
  return unit < 0x20 || unit === quote || unit === backslash || (unit >= 0xd800 && unit <= 0xdfff);
}

/**
 * The text as it stands between the quotes of a JSON string (RFC 8259, section 7). Escapes quotes, backslashes and control
 * characters, and writes a lone surrogate as `\udXXX`, because UTF-8 cannot hold it. Everything else stays as it is, U+2028
 * and U+2029 included. Most values need nothing, so they are only looked at and returned as they are.
 */
export function escapeJsonText(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (needsEscape(text.charCodeAt(index))) return escapeFrom(text, index);
  }
  return text;
}

/** `\u` and four lower-case hexadecimal digits. */
export function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function escapeFrom(text: string, first: number): string {
  let out = '';
  let copied = 0;
  for (let index = first; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (!needsEscape(unit)) continue;
    if (unit >= 0xd800 && isPairAt(text, index)) {
      index += 1;
      continue;
    }
    out += text.slice(copied, index) + escapeOf(unit);
    copied = index + 1;
  }
  return out + text.slice(copied);
}

function escapeOf(unit: number): string {
  switch (unit) {
    case quote:
      return '\\"';
    case backslash:
      return '\\\\';
    case 0x08:
      return '\\b';
    case 0x09:
      return '\\t';
    case 0x0a:
      return '\\n';
    case 0x0c:
      return '\\f';
    case 0x0d:
      return '\\r';
    default:
      return escapeUnit(unit);
  }
}
