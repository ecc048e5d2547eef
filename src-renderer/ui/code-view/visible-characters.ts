const BIDI_AND_INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/;

/**
 * The picture of a character that cannot be seen, or that changes how its neighbours are seen; null for one that shows
 * itself. Controls have pictures of their own in Unicode; the rest is named by its number: `U+202E`.
 */
export function pictureOf(code: number): string | null {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  if (code < 0x80) return null;
  if (code < 0xa0 || code === 0xa0 || (code >= 0xd800 && code <= 0xdfff)) return nameOf(code);
  return BIDI_AND_INVISIBLE.test(String.fromCharCode(code)) ? nameOf(code) : null;
}

function nameOf(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** True at the first half of a pair that is whole; a half that stands alone is shown by its number. */
export function isPairAt(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

/** A short text with every invisible character made visible, spaces too: for separators. */
export function toVisible(text: string): string {
  let shown = '';
  for (let at = 0; at < text.length; at += 1) {
    if (isPairAt(text, at)) {
      shown += text.slice(at, at + 2);
      at += 1;
      continue;
    }
    const code = text.charCodeAt(at);
    shown += code === 0x20 ? '\u00b7' : (pictureOf(code) ?? text.charAt(at));
  }
  return shown;
}
