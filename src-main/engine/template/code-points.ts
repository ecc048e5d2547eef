const highStart = 0xd800;
const lowStart = 0xdc00;
const surrogateEnd = 0xe000;

/** A character class, not a tokeniser: on text without wide characters the test answers without looking at each of them. */
const anySurrogate = /[\ud800-\udfff]/;

/** Whether the text holds a surrogate at all, paired or not. */
export function hasSurrogates(text: string): boolean {
  return anySurrogate.test(text);
}

/** Whether the code unit at `index` begins a pair that stands for one character. */
export function isPairAt(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  if (high < highStart || high >= lowStart) return false;
  const low = text.charCodeAt(index + 1);
  return low >= lowStart && low < surrogateEnd;
}

/** Code points of the text; a lone surrogate counts as one. */
export function countCodePoints(text: string): number {
  if (!hasSurrogates(text)) return text.length;
  let pairs = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (isPairAt(text, index)) {
      pairs += 1;
      index += 1;
    }
  }
  return text.length - pairs;
}

/** The UTF-16 offset after the first `maximum` code points, or the length of a shorter text. */
export function offsetOfCodePoint(text: string, maximum: number): number {
  if (text.length <= maximum) return text.length;
  if (!hasSurrogates(text)) return maximum;
  let offset = 0;
  for (let count = 0; count < maximum && offset < text.length; count += 1) {
    offset += isPairAt(text, offset) ? 2 : 1;
  }
  return offset;
}

/** The first `maximum` code points of the text; a character is never split. */
export function cutToCodePoints(text: string, maximum: number): string {
  return text.slice(0, offsetOfCodePoint(text, maximum));
}

/** Offsets of surrogates without a partner, which UTF-8 cannot write; at most `maximum` of them. */
export function findLoneSurrogates(text: string, maximum: number): number[] {
  const found: number[] = [];
  if (!hasSurrogates(text)) return found;
  for (let index = 0; index < text.length && found.length < maximum; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < highStart || unit >= surrogateEnd) continue;
    if (isPairAt(text, index)) index += 1;
    else found.push(index);
  }
  return found;
}

/**
 * The text with U+FFFD in place of each lone surrogate: what encoding to UTF-8 would do silently is done here, so that
 * what the preview shows is what is sent. Returns the same string where nothing has to change.
 */
export function replaceLoneSurrogates(text: string): string {
  if (!hasSurrogates(text)) return text;
  let out = '';
  let copied = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < highStart || unit >= surrogateEnd) continue;
    if (isPairAt(text, index)) {
      index += 1;
      continue;
    }
    out += `${text.slice(copied, index)}\ufffd`;
    copied = index + 1;
  }
  return copied === 0 ? text : out + text.slice(copied);
}
