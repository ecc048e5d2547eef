import { decodeRuns, type Searched } from './encoded-runs.ts';
import { escapeMarks, readEscape } from './escapes.ts';
import { listNeedles } from './needles.ts';
import { createScanner } from './scanner.ts';
import { unescapeAround, type View } from './unescape.ts';
import { createWantedEscapes } from './wanted-escapes.ts';

export type Place = readonly [start: number, end: number];

/** Finds secrets in byte strings, one Latin-1 character for each byte. */
export interface SecretFinder {
  /** Looks for this one too from now on. One that is too short is not looked for. */
  add(secret: string): void;
  /** In order, and apart from each other. */
  find(text: string): Place[];
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
  // Escapes are written in ASCII.
  const bytes = new Uint8Array(256).fill(1, 0, 0x80);
  const searched: Searched = { bytes, shortest: Number.POSITIVE_INFINITY, mixed: true };

  function findDecoded(text: string, depth: number, decoded: number): Place[] {
    const places: Place[] = [];
    const add = (views: View[], more: number): void => {
      for (const view of views) {
        const found: Place[] = scanner.find(view.text);
        if (depth < DEEPEST) found.push(...findDecoded(view.text, depth + 1, decoded + more));
        for (const [start, end] of found) places.push([view.toStart(start), view.toEnd(end)]);
      }
    };
    add(unescapeAround(text, wanted), 0);
    if (decoded < MOST_DECODED) add(decodeRuns(text, searched), 1);
    return places;
  }

  function findCut(text: string, depth: number): number {
    let cut = text.length - scanner.measureCut(text, SHORTEST_CUT);
    if (depth === DEEPEST) return cut;
    const whole = dropHalfEscape(text);
    for (const view of unescapeAround(whole, wanted)) {
      if (view.toEnd(view.text.length) !== whole.length) continue;
      const place = findCut(view.text, depth + 1);
      if (place < view.text.length) cut = Math.min(cut, view.toStart(place));
    }
    return cut;
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
        for (let index = 0; index < text.length; index += 1) bytes[text.charCodeAt(index) & 0xff] = 1;
      }
      searched.shortest = Math.min(searched.shortest, shortest);
      searched.mixed &&= base64.every((text) => /[a-z]/.test(text) && /[A-Z]/.test(text));
    },
    find(text) {
      if (searched.shortest > text.length) return [];
      const places: Place[] = scanner.find(text);
      const block = Math.max(BLOCK, 8 * wanted.reach);
      for (let from = 0; from === 0 || from + 2 * wanted.reach < text.length; from += block - 2 * wanted.reach) {
        const part = text.length > block ? text.slice(from, from + block) : text;
        for (const [start, end] of findDecoded(part, 1, 0)) places.push([from + start, from + end]);
      }
      return merge(places);
    },
    findCut(text) {
      if (searched.shortest === Number.POSITIVE_INFINITY) return text.length;
      const from = Math.max(0, text.length - 8 * wanted.reach);
      return from + findCut(text.slice(from), 0);
    },
  };
}

/** Without the escape at the end that was cut off itself. */
function dropHalfEscape(text: string): string {
  const from = Math.max(0, text.length - 10);
  const mark = Math.max(...escapeMarks.map((sign) => text.lastIndexOf(sign)));
  return mark >= from && !readEscape(text, mark) ? text.slice(0, mark) : text;
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
