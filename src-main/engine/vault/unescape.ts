import { escapeMarks, isMark, measureEscape, NO_ESCAPE, type Octets, readEscape, writeEscape } from './escapes.ts';

/** A text that was read from another one, and where its characters were there. */
export interface View {
  bytes: Buffer;
  /** The same, one Latin-1 character for each byte. */
  text: string;
  /** Where the source of the character at `index` begins. */
  toStart(index: number): number;
  /** Where the source of the character before `index` ends. */
  toEnd(index: number): number;
}

/** Tells the escapes that may belong to a secret from those of ordinary text, which has many. */
export interface EscapeFilter {
  /** How many characters before and behind an escape can belong to the same secret. */
  readonly reach: number;
  /** Whether the escape that begins at `at` may belong to a secret. */
  isPart(text: Octets, at: number): boolean;
}

/** So far the next mark is looked for here, where a search of its own would take longer. */
const NEAR = 32;

/** Takes one layer of escapes off the whole text. */
export function unescapeAll(text: string): string {
  if (!escapeMarks.some((mark) => text.includes(mark))) return text;
  const bytes = Buffer.from(text, 'latin1');
  const result = Buffer.allocUnsafe(bytes.length);
  return result.toString('latin1', 0, unescapeInto(bytes, 0, bytes.length, result));
}

/**
 * Takes one layer of escapes off a part of a text.
 * @returns how many octets are left of it
 */
export function unescapeInto(text: Octets, from: number, to: number, into: Octets): number {
  let length = 0;
  for (let at = from; at < to; ) {
    const octet = text[at] ?? 0;
    const one = isMark[octet] === 1 ? readEscape(text, at) : NO_ESCAPE;
    if (one === NO_ESCAPE) {
      into[length] = octet;
      length += 1;
      at += 1;
    } else {
      length = writeEscape(one, into, length);
      at += measureEscape(one);
    }
  }
  return length;
}

/**
 * Takes one layer of escapes off, around those that may belong to a secret. All other text is as it was.
 * @param bytes the same as the text
 */
export function unescapeAround(text: string, bytes: Buffer, wanted: EscapeFilter): View[] {
  const places: number[] = [];
  for (const mark of escapeMarks) findWanted(text, bytes, mark, wanted, places);
  if (places.length === 0) return [];
  const ranges: [from: number, to: number][] = [];
  for (const place of places.sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] >= place - wanted.reach) last[1] = place + wanted.reach;
    else ranges.push([Math.max(0, place - wanted.reach), place + wanted.reach]);
  }
  return ranges.map(([from, to]) => readView(bytes, from, Math.min(to, text.length)));
}

/** Looks for each mark by itself, which costs next to nothing where a text has none. */
function findWanted(text: string, bytes: Buffer, mark: string, wanted: EscapeFilter, places: number[]): void {
  const code = mark.charCodeAt(0);
  // A backslash behind a backslash begins nothing.
  const step = mark === '\\' ? 2 : 1;
  for (let at = text.indexOf(mark); at >= 0; ) {
    if (wanted.isPart(bytes, at)) places.push(at);
    at += step;
    const near = Math.min(at + NEAR, bytes.length);
    while (at < near && bytes[at] !== code) at += 1;
    if (at >= near) at = text.indexOf(mark, at);
  }
}

function readView(source: Buffer, from: number, to: number): View {
  /** Where each escape begins in the view; where it began and ended in the source. */
  const places: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  // An escape is never shorter than what it stands for, so the result fits.
  const result = Buffer.allocUnsafe(to - from);
  let length = 0;
  for (let at = from; at < to; ) {
    const octet = source[at] ?? 0;
    const one = isMark[octet] === 1 ? readEscape(source, at) : NO_ESCAPE;
    const end = at + measureEscape(one);
    if (one === NO_ESCAPE || end > to) {
      result[length] = octet;
      length += 1;
      at += 1;
      continue;
    }
    places.push(length);
    starts.push(at);
    ends.push(end);
    length = writeEscape(one, result, length);
    at = end;
  }

  function locate(index: number): [start: number, end: number] {
    const last = findLast(places, index);
    const end = ends[last] ?? from;
    const next = places[last + 1];
    // From the end of an escape to the next one, each character stands for itself.
    const plain = next === undefined ? length : next;
    const begin = plain - ((starts[last + 1] ?? to) - end);
    return index < begin ? [starts[last] ?? from, end] : [end + index - begin, end + index - begin + 1];
  }

  return {
    bytes: result.subarray(0, length),
    text: result.toString('latin1', 0, length),
    toStart: (index) => locate(index)[0],
    toEnd: (index) => locate(index - 1)[1],
  };
}

/** The last of the sorted numbers that is not above `most`; -1 where each one is. */
export function findLast(numbers: readonly number[], most: number): number {
  let low = -1;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
