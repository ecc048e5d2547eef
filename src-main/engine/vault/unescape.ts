import { escapeMarks, readEscape } from './escapes.ts';

/** A text that was read from another one, and where its characters were there. */
export interface View {
  /** One Latin-1 character for each byte. */
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
  isPart(text: string, at: number): boolean;
}

/** So far the next mark is looked for here, where a search of its own would take longer. */
const NEAR = 16;

const isMark = new Uint8Array(256);
for (const mark of escapeMarks) isMark[mark.charCodeAt(0)] = 1;

/** Takes one layer of escapes off the whole text. */
export function unescapeAll(text: string): string {
  return escapeMarks.some((mark) => text.includes(mark)) ? readView(text, 0, text.length).text : text;
}

/** Takes one layer of escapes off, around those that may belong to a secret. All other text is as it was. */
export function unescapeAround(text: string, wanted: EscapeFilter): View[] {
  const places = escapeMarks.flatMap((mark) => findWanted(text, mark, wanted));
  const ranges: [from: number, to: number][] = [];
  for (const place of places.sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] >= place - wanted.reach) last[1] = place + wanted.reach;
    else ranges.push([Math.max(0, place - wanted.reach), place + wanted.reach]);
  }
  return ranges.map(([from, to]) => readView(text, from, Math.min(to, text.length)));
}

/** Looks for each mark by itself, which costs next to nothing where a text has none. */
function findWanted(text: string, mark: string, wanted: EscapeFilter): number[] {
  const places: number[] = [];
  const code = mark.charCodeAt(0);
  for (let at = text.indexOf(mark); at >= 0; ) {
    if (wanted.isPart(text, at)) places.push(at);
    // A backslash behind a backslash begins nothing.
    at += mark === '\\' ? 2 : 1;
    const near = Math.min(at + NEAR, text.length);
    while (at < near && text.charCodeAt(at) !== code) at += 1;
    if (at >= near) at = text.indexOf(mark, at);
  }
  return places;
}

function readView(source: string, from: number, to: number): View {
  /** Where each escape begins in the view; where it began and ended in the source. */
  const places: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  // An escape is never shorter than what it stands for, so the result fits.
  const result = Buffer.allocUnsafe(to - from + 1);
  let length = 0;
  for (let at = from; at < to; ) {
    const code = source.charCodeAt(at) & 0xff;
    const one = isMark[code] === 1 ? readEscape(source, at) : null;
    if (!one || one.end > to) {
      result[length] = code;
      length += 1;
      at += 1;
      continue;
    }
    places.push(length);
    starts.push(at);
    ends.push(one.end);
    for (let index = 0; index < one.octets.length; index += 1) result[length + index] = one.octets.charCodeAt(index);
    length += one.octets.length;
    at = one.end;
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
