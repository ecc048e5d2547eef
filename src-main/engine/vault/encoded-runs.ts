import { findLast, type View } from './unescape.ts';

/** What decoded bytes are searched for. */
export interface Searched {
  /** How many bytes the shortest of it has. */
  shortest: number;
  /** Whether base64 of it always has capitals and small letters. Most words and ids have not, and are not decoded then. */
  mixed: boolean;
  /** For each place in a group and each character there, one bit for each shift for which it may be part of it. */
  readonly inBase64: Uint8Array;
  readonly inHex: Uint8Array;
}

interface Encoding {
  name: 'base64' | 'hex';
  bits: number;
  /** Characters that are decoded together, a power of two. */
  group: number;
  /** Decodes to NUL, twice a group. */
  gap: Uint8Array;
}

const base64: Encoding = { name: 'base64', bits: 6, group: 4, gap: Buffer.from('AAAAAAAA') };
const hex: Encoding = { name: 'hex', bits: 4, group: 2, gap: Buffer.from('0000') };

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

const inOrder = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Nothing yet. Escapes, and each encoding in another one, are written in ASCII. */
export function createSearched(): Searched {
  const searched = {
    shortest: Number.POSITIVE_INFINITY,
    mixed: true,
    inBase64: new Uint8Array(256 * base64.group),
    inHex: new Uint8Array(256 * hex.group),
  };
  for (let octet = 0; octet < 0x80; octet += 1) allowOctet(searched, octet);
  return searched;
}

/** From now on, this octet may be part of what is searched for. */
export function allowOctet({ inBase64, inHex }: Searched, octet: number): void {
  for (const [value, sign] of [...inOrder].entries()) {
    let places = 8;
    if (value === octet >> 2) places |= 1;
    if ((value & 15) === octet >> 4) places |= 2;
    if ((value & 3) === octet >> 6) places |= 4;
    for (const same of sign === '+' ? '+-' : sign === '/' ? '/_' : sign) allow(inBase64, base64.group, same, places);
  }
  for (const [value, sign] of [...'0123456789abcdef'].entries()) {
    for (const same of [sign, sign.toUpperCase()]) allow(inHex, hex.group, same, value === octet >> 4 ? 3 : 2);
  }
}

/** @param places in a group where the character may stand, one bit for each */
function allow(table: Uint8Array, group: number, sign: string, places: number): void {
  for (let at = 0; at < group; at += 1) {
    for (let shift = 0; shift < group; shift += 1) {
      const index = at * 256 + sign.charCodeAt(0);
      if ((places >> ((at - shift) & (group - 1))) & 1) table[index] = (table[index] ?? 0) | (1 << shift);
    }
  }
}

/**
 * Decodes what looks like base64 or hexadecimal, over line breaks of any width, once for each place in a group of characters where
 * it may have begun.
 * @returns the parts of it that may hold what is searched for
 */
export function decodeRuns(text: Buffer, searched: Searched): View[] {
  const inBase64 = new Runs(text, base64);
  const inHex = new Runs(text, hex);
  const least = Math.max(SHORTEST_RUN, Math.floor((searched.shortest * 8) / base64.bits));
  forEachRun(text, kinds, least, (from, to, found) => {
    if (!searched.mixed || ((found & LOWER) !== 0 && (found & UPPER) !== 0)) inBase64.add(from, to, found);
    if ((found & NOT_HEX) === 0) inHex.add(from, to, found);
  });
  return [...inBase64.decode(searched.inBase64, searched.shortest), ...inHex.decode(searched.inHex, searched.shortest)];
}

/** The runs of a text, joined so that all of them are decoded at once. */
class Runs {
  readonly #text: Buffer;
  readonly #encoding: Encoding;
  readonly #parts: Uint8Array[] = [];
  /** Where each piece begins, joined and in the text. */
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];
  #length = 0;

  constructor(text: Buffer, encoding: Encoding) {
    this.#text = text;
    this.#encoding = encoding;
  }

  add(from: number, to: number, found: number): void {
    if ((found & LINE_BREAK) === 0) this.#addPiece(from, to);
    else {
      for (let start = from; start < to; ) {
        while (start < to && kinds[this.#text[start] ?? 0] === LINE_BREAK) start += 1;
        let end = start;
        while (end < to && kinds[this.#text[end] ?? 0] !== LINE_BREAK) end += 1;
        this.#addPiece(start, end);
        start = end;
      }
    }
    // The next run begins a group again, and far enough away that nothing is found across both.
    const { group, gap } = this.#encoding;
    const rest = gap.subarray(0, group - (this.#length % group) + group);
    this.#parts.push(rest);
    this.#length += rest.length;
  }

  #addPiece(from: number, to: number): void {
    this.#starts.push(this.#length);
    this.#origins.push(from);
    this.#parts.push(this.#text.subarray(from, to));
    this.#length += to - from;
  }

  decode(allowed: Uint8Array, shortest: number): View[] {
    const views: View[] = [];
    if (this.#parts.length === 0) return views;
    const { name, bits, group } = this.#encoding;
    const joined = Buffer.concat(this.#parts);
    // The last character may hold the beginning of a byte that is no part of it.
    const least = Math.floor((shortest * 8) / bits);
    forEachGrouped(joined, allowed, group, least, (begin, end, shift) => {
      const from = Math.max(shift, begin - ((begin - shift) & (group - 1)));
      const decoded = Buffer.from(joined.toString('latin1', from, end + group - 1), name);
      views.push({
        bytes: decoded,
        text: decoded.toString('latin1'),
        toStart: (index) => this.#toOrigin(from + Math.floor((index * 8) / bits)),
        toEnd: (index) => this.#toOrigin(from + Math.floor((index * 8 - 1) / bits)) + 1,
      });
    });
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
  text: Uint8Array,
  kindOf: Uint8Array,
  least: number,
  use: (from: number, to: number, found: number) => void,
): void {
  let from = 0;
  while (from + least <= text.length) {
    let found = 0;
    let at = from + least - 1;
    for (; at >= from; at -= 1) {
      const kind = kindOf[text[at] ?? 0] ?? 0;
      if (kind === 0) break;
      found |= kind;
    }
    if (at >= from) {
      from = at + 1;
      continue;
    }
    let end = from + least;
    for (; end < text.length; end += 1) {
      const kind = kindOf[text[end] ?? 0] ?? 0;
      if (kind === 0) break;
      found |= kind;
    }
    use(from, end, found);
    from = end + 1;
  }
}

/**
 * The same for the characters that may stand where they do, if groups of them begin at `shift`: for all shifts at once, because most
 * of what looks like base64 gives no text for any.
 */
function forEachGrouped(
  text: Uint8Array,
  allowed: Uint8Array,
  group: number,
  least: number,
  use: (from: number, to: number, shift: number) => void,
): void {
  const last = group - 1;
  /** Where the last run of each shift ended. */
  const ends = new Array<number>(group).fill(0);
  let farthest = 0;
  let from = 0;
  while (from + least <= text.length) {
    let shifts = (1 << group) - 1;
    // The part of a run that was used already.
    if (farthest >= from + least) {
      for (let shift = 0; shift < group; shift += 1) if ((ends[shift] ?? 0) >= from + least) shifts &= ~(1 << shift);
    }
    let at = from + least;
    while (at > from && shifts !== 0) {
      at -= 1;
      shifts &= allowed[((at & last) << 8) | (text[at] ?? 0)] ?? 0;
    }
    if (shifts === 0) {
      from = Math.max(at, from) + 1;
      continue;
    }
    for (let shift = 0; shift < group; shift += 1) {
      if (((shifts >> shift) & 1) === 0) continue;
      let end = from + least;
      while (end < text.length && (((allowed[((end & last) << 8) | (text[end] ?? 0)] ?? 0) >> shift) & 1) === 1)
        end += 1;
      use(from, end, shift);
      ends[shift] = end;
      farthest = Math.max(farthest, end);
    }
    from += 1;
  }
}
