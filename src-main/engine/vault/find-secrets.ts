import { allowOctet, createSearched, decodeRuns } from './encoded-runs.ts';
import { isMark, NO_ESCAPE, readEscape } from './escapes.ts';
import { listNeedles } from './needles.ts';
import { createScanner } from './scanner.ts';
import { unescapeAround, type View } from './unescape.ts';
import { createWantedEscapes } from './wanted-escapes.ts';

export type Place = readonly [start: number, end: number];

/** Finds secrets in byte strings, one Latin-1 character for each byte. */
export interface SecretFinder {
  /** Looks for this one too from now on. One that is too short is not looked for. */
  add(secret: string): void;
  /**
   * @param bytes the same as the text, where they are there already
   * @returns in order, and apart from each other
   */
  find(text: string, bytes?: Buffer): Place[];
  /** Where the beginning of a secret begins that was cut off at the end; the length of the text where none was. */
  findCut(text: string): number;
}

/** JSON inside JSON inside JSON, and one encoding more. */
const DEEPEST = 4;
/** Base64 of base64. */
const MOST_DECODED = 2;
/** Bounds the memory for a text that is nothing but escapes. */
const BLOCK = 1024 * 1024;
/** Fewer characters of a secret at the end tell nothing. */
const SHORTEST_CUT = 4;

/**
 * Searches the text as it is, then without one layer of escapes, and what looks like base64 or hexadecimal decoded; each of these
 * in the same way, four layers deep. Takes time in proportion to the text.
 * @param least characters of a secret that is looked for, and of each spelling; four where it is left out
 */
export function createSecretFinder(least?: number): SecretFinder {
  const scanner = createScanner();
  const wanted = createWantedEscapes();
  const searched = createSearched();
  const allowed = new Set<number>();

  function findDecoded(text: string, bytes: Buffer, depth: number, decoded: number): Place[] {
    const places: Place[] = [];
    const add = (views: View[], more: number): void => {
      for (const view of views) {
        const found: Place[] = scanner.find(view.text, view.bytes);
        if (depth < DEEPEST) found.push(...findDecoded(view.text, view.bytes, depth + 1, decoded + more));
        for (const [start, end] of found) places.push([view.toStart(start), view.toEnd(end)]);
      }
    };
    add(unescapeAround(text, bytes, wanted), 0);
    if (decoded < MOST_DECODED) add(decodeRuns(bytes, searched), 1);
    return places;
  }

  function findCut(text: string, bytes: Buffer, depth: number): number {
    let cut = text.length - scanner.measureCut(text, SHORTEST_CUT);
    if (depth === DEEPEST) return cut;
    const whole = measureWhole(bytes);
    for (const view of unescapeAround(text.slice(0, whole), bytes.subarray(0, whole), wanted)) {
      if (view.toEnd(view.text.length) !== whole) continue;
      const place = findCut(view.text, view.bytes, depth + 1);
      if (place < view.text.length) cut = Math.min(cut, view.toStart(place));
    }
    return cut;
  }

  function allow(octet: number): void {
    if (octet < 0x80 || allowed.has(octet)) return;
    allowed.add(octet);
    allowOctet(searched, octet);
  }

  return {
    add(secret) {
      const needles = listNeedles(secret, least);
      if (needles === null) return;
      const { plain, base64, other, shortest } = needles;
      const texts = [...plain, ...base64, ...other];
      scanner.add(texts);
      wanted.add(needles);
      for (const text of texts) {
        for (let index = 0; index < text.length; index += 1) allow(text.charCodeAt(index) & 0xff);
      }
      searched.shortest = Math.min(searched.shortest, shortest);
      searched.mixed &&= base64.every((text) => /[a-z]/.test(text) && /[A-Z]/.test(text));
    },
    find(text, bytes) {
      if (searched.shortest > text.length) return [];
      const all = bytes ?? Buffer.from(text, 'latin1');
      const places: Place[] = scanner.find(text, all);
      const block = Math.max(BLOCK, 8 * wanted.reach);
      for (let from = 0; from === 0 || from + 2 * wanted.reach < text.length; from += block - 2 * wanted.reach) {
        const part = text.length > block ? text.slice(from, from + block) : text;
        const found = findDecoded(part, part === text ? all : all.subarray(from, from + block), 1, 0);
        for (const [start, end] of found) places.push([from + start, from + end]);
      }
      return merge(places);
    },
    findCut(text) {
      if (searched.shortest === Number.POSITIVE_INFINITY) return text.length;
      const from = Math.max(0, text.length - 8 * wanted.reach);
      const end = text.slice(from);
      return from + findCut(end, Buffer.from(end, 'latin1'), 0);
    },
  };
}

/** How many octets there are before an escape at the end that was cut off itself. */
function measureWhole(text: Buffer): number {
  const from = Math.max(0, text.length - 10);
  let mark = text.length - 1;
  while (mark >= from && isMark[text[mark] ?? 0] !== 1) mark -= 1;
  return mark >= from && readEscape(text, mark) === NO_ESCAPE ? mark : text.length;
}

/** One place for those that overlap. */
function merge(places: Place[]): Place[] {
  if (places.length < 2) return places;
  const merged: [start: number, end: number][] = [];
  for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
