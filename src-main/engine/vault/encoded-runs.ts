import { findLast, type View } from './unescape.ts';

/** What decoded bytes are searched for. */
export interface Searched {
  /** Not 0 for each byte that may be part of it. */
  bytes: Uint8Array;
  /** How many bytes the shortest of it has. */
  shortest: number;
  /** Whether base64 of it always has capitals and small letters. Most words and ids have not, and are not decoded then. */
  mixed: boolean;
}

interface Encoding {
  name: 'base64' | 'hex';
  bits: number;
  /** Characters that are decoded together. */
  group: number;
  /** Decodes to NUL, twice a group. */
  gap: string;
}

const base64: Encoding = { name: 'base64', bits: 6, group: 4, gap: 'AAAAAAAA' };
const hex: Encoding = { name: 'hex', bits: 4, group: 2, gap: '0000' };

/** Shorter runs are words. */
const SHORTEST_RUN = 8;

const LOWER = 1;
const UPPER = 2;
const NOT_HEX = 4;
const LINE_BREAK = 8;
const DIGIT = 16;

/** For each character what it is in the alphabets of RFC 4648; 0 for none of them. */
const kinds = new Uint8Array(256);
for (const sign of 'abcdefghijklmnopqrstuvwxyz') {
  const other = sign > 'f' ? NOT_HEX : 0;
  kinds[sign.charCodeAt(0)] = LOWER | other;
  kinds[sign.toUpperCase().charCodeAt(0)] = UPPER | other;
}
for (const sign of '0123456789') kinds[sign.charCodeAt(0)] = DIGIT;
for (const sign of '+/-_') kinds[sign.charCodeAt(0)] = NOT_HEX;
for (const sign of '\r\n') kinds[sign.charCodeAt(0)] = LINE_BREAK;

/**
 * Decodes what looks like base64 or hexadecimal, over line breaks of any width, once for each place in a group of characters where
 * it may have begun.
 * @returns the parts of it that may hold what is searched for
 */
export function decodeRuns(text: string, searched: Searched): View[] {
  const inBase64 = new Runs(text, base64);
  const inHex = new Runs(text, hex);
  const least = Math.max(SHORTEST_RUN, Math.floor((searched.shortest * 8) / base64.bits));
  forEachRun(text, kinds, least, (from, to, found) => {
    if (!searched.mixed || ((found & LOWER) !== 0 && (found & UPPER) !== 0)) inBase64.add(from, to);
    if ((found & NOT_HEX) === 0) inHex.add(from, to);
  });
  return [...inBase64.decode(searched), ...inHex.decode(searched)];
}

/** The runs of a text, joined so that all of them are decoded at once. */
class Runs {
  readonly #text: string;
  readonly #encoding: Encoding;
  readonly #parts: string[] = [];
  /** Where each piece begins, joined and in the text. */
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];
  #length = 0;

  constructor(text: string, encoding: Encoding) {
    this.#text = text;
    this.#encoding = encoding;
  }

  add(from: number, to: number): void {
    for (let start = from; start < to; ) {
      while (start < to && kinds[this.#text.charCodeAt(start)] === LINE_BREAK) start += 1;
      let end = start;
      while (end < to && kinds[this.#text.charCodeAt(end)] !== LINE_BREAK) end += 1;
      this.#starts.push(this.#length);
      this.#origins.push(start);
      this.#parts.push(this.#text.slice(start, end));
      this.#length += end - start;
      start = end;
    }
    // The next run begins a group again, and far enough away that nothing is found across both.
    const { group, gap } = this.#encoding;
    const rest = gap.slice(0, group - (this.#length % group) + group);
    this.#parts.push(rest);
    this.#length += rest.length;
  }

  decode({ bytes, shortest }: Searched): View[] {
    const views: View[] = [];
    if (this.#parts.length === 0) return views;
    const { name, bits, group } = this.#encoding;
    const joined = this.#parts.join('');
    for (let shift = 0; shift < group; shift += 1) {
      const decoded = Buffer.from(joined.slice(shift), name).toString('latin1');
      forEachRun(decoded, bytes, shortest, (from, to) => {
        views.push({
          text: decoded.slice(from, to),
          toStart: (index) => this.#toOrigin(shift + Math.floor(((from + index) * 8) / bits)),
          toEnd: (index) => this.#toOrigin(shift + Math.floor(((from + index) * 8 - 1) / bits)) + 1,
        });
      });
    }
    return views;
  }

  #toOrigin(index: number): number {
    const piece = Math.max(0, findLast(this.#starts, index));
    return (this.#origins[piece] ?? 0) + index - (this.#starts[piece] ?? 0);
  }
}

/**
 * Calls back for each run of at least `least` characters of some kind, with the kinds in it. Steps over `least` characters at a time
 * and looks back, so that most of ordinary text is not looked at.
 */
function forEachRun(
  text: string,
  kindOf: Uint8Array,
  least: number,
  use: (from: number, to: number, found: number) => void,
): void {
  let from = 0;
  while (from + least <= text.length) {
    let found = 0;
    let at = from + least - 1;
    for (; at >= from; at -= 1) {
      const kind = kindOf[text.charCodeAt(at) & 0xff];
      if (!kind) break;
      found |= kind;
    }
    if (at >= from) {
      from = at + 1;
      continue;
    }
    let end = from + least;
    for (; end < text.length; end += 1) {
      const kind = kindOf[text.charCodeAt(end) & 0xff];
      if (!kind) break;
      found |= kind;
    }
    use(from, end, found);
    from = end + 1;
  }
}
