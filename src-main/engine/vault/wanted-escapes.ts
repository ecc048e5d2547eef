import { type Escape, escapeMarks, readEscape } from './escapes.ts';
import type { Needles } from './needles.ts';
import { type EscapeFilter, unescapeAll } from './unescape.ts';

/** The escapes that may belong to the secrets that were added. */
export interface WantedEscapes extends EscapeFilter {
  /** Counts from now on. */
  add(needles: Needles): void;
}

/** Characters of an escape and what follows, enough for three of them that are escaped twice. */
const LOOK_AHEAD = 64;
const DEEPEST = 4;
const LEAST_REACH = 128;
/** So many characters of base64 before a line break, or on both sides of one of its signs, are no words. */
const LINE = 8;

const TRIPLE_BITS = 18;

/** What an escape may stand for. */
const NOTHING = 0;
const WANTED = 1;
const ALPHANUMERIC = 2;
const SIGN = 3;
const LINE_END = 4;
const MARK = 5;
/** An escape that has to be read to know it. */
const UNKNOWN = 256;
/** An escape that stands for the mark of another one. */
const DEEP = -2;

export function createWantedEscapes(): WantedEscapes {
  const kinds = new Uint8Array(UNKNOWN + 1);
  const triples = new Uint8Array(1 << TRIPLE_BITS);
  let reach = LEAST_REACH;
  let beyondAscii = false;
  for (let code = 0; code < 0x80; code += 1) if (isAlphanumeric(code)) kinds[code] = ALPHANUMERIC;
  for (const sign of '+/-_') kinds[sign.charCodeAt(0)] = SIGN;
  for (const sign of '\r\n') kinds[sign.charCodeAt(0)] = LINE_END;
  for (const sign of escapeMarks) kinds[sign.charCodeAt(0)] = MARK;
  kinds[UNKNOWN] = MARK;

  /** What the escape at `at` stands for, where one look shows it. */
  function peek(text: string, at: number): number {
    const next = text.charCodeAt(at + 1);
    switch (text.charCodeAt(at)) {
      case 0x5c:
        if (next === 0x6e || next === 0x72) return 0x0a;
        if (next !== 0x75) return next === 0x78 || next === 0x55 || isDigit(next) ? UNKNOWN : next & 0xff;
        if (readHex(text, at + 2) !== 0) return beyondAscii || text.charCodeAt(at + 2) === 0x7b ? UNKNOWN : -1;
        return readHex(text, at + 4) < 0x80 ? readHex(text, at + 4) : beyondAscii ? UNKNOWN : -1;
      case 0x26:
        return next === 0x23 || isAlphanumeric(next) ? UNKNOWN : -1;
      case 0x3d:
        return next === 0x0a || next === 0x0d ? 0x0a : readHex(text, at + 1);
      default:
        return next === 0x75 ? UNKNOWN : readHex(text, at + 1);
    }
  }

  function hasTriple(first: number, second: number, third: number): boolean {
    return triples[hashTriple(first, second, third)] === 1;
  }

  function isMark(code: number): boolean {
    return kinds[code & 0xff] === MARK;
  }

  /** The two characters from `at` on, with one layer taken off. */
  function readNext(text: string, at: number): [next: number, then: number] {
    const [next, end] = readOne(text, at);
    return [next, next === DEEP ? DEEP : readOne(text, end)[0]];
  }

  function readOne(text: string, at: number): [code: number, end: number] {
    const code = text.charCodeAt(at);
    const one = isMark(code) ? readEscape(text, at) : null;
    if (one === null) return [code, at + 1];
    const octet = one.octets.charCodeAt(0);
    return one.octets.length !== 1 || kinds[octet] === MARK ? [DEEP, at] : [octet, one.end];
  }

  /** An escape and a little of what follows with all layers taken off. */
  function resolve({ octets, end }: Escape, text: string): string {
    let result = octets + unescapeAll(text.slice(end, end + LOOK_AHEAD));
    for (let depth = 1; depth < DEEPEST; depth += 1) {
      const next = unescapeAll(result);
      if (next === result) break;
      result = next;
    }
    return result;
  }

  function addTriple(needle: string, at: number): void {
    triples[hashTriple(needle.charCodeAt(at), needle.charCodeAt(at + 1), needle.charCodeAt(at + 2))] = 1;
  }

  return {
    get reach() {
      return reach;
    },
    add({ plain, base64 }) {
      for (const needle of plain) {
        reach = Math.max(reach, 2 * needle.length + LEAST_REACH);
        for (let index = 0; index < needle.length; index += 1) {
          const code = needle.charCodeAt(index);
          if (kinds[code] === NOTHING) kinds[code] = WANTED;
          if (code >= 0x80) beyondAscii = true;
          addTriple(needle, index);
        }
      }
      // Of base64, nobody escapes anything but the signs.
      for (const needle of base64) {
        for (let index = 0; index + 2 < needle.length; index += 1) {
          if (/[+/_-]/.test(needle.slice(index, index + 3))) addTriple(needle, index);
        }
      }
    },
    isPart(text, at) {
      const code = peek(text, at);
      const kind = code < 0 ? NOTHING : kinds[code];
      if (kind === NOTHING) return false;
      // What stands before a line break tells enough in nearly all text.
      if (kind === LINE_END && measureRun(text, at, -1) < LINE) return false;
      const one = readEscape(text, at);
      if (one === null) return false;
      let sign = one.octets === '' ? 0x0a : one.octets.charCodeAt(0);
      if (kinds[sign] === NOTHING) return false;
      let behind = text;
      let from = one.end;
      let [next, then] = readNext(text, from);
      if (kinds[sign] === MARK && next !== DEEP) {
        const inner = readEscape(
          one.octets + String.fromCharCode(next) + text.slice(readOne(text, from)[1], from + 16),
          0,
        );
        if (inner && kinds[inner.octets.charCodeAt(0)] === NOTHING) return false;
        if (inner || then === DEEP || isMark(then)) next = DEEP;
      }
      if (next === DEEP || then === DEEP) {
        behind = resolve(one, text);
        from = one.octets === '' ? 0 : 1;
        if (from === 1) sign = behind.charCodeAt(0);
        [next, then] = [behind.charCodeAt(from), behind.charCodeAt(from + 1)];
      }
      // Only hiding escapes a letter or a digit.
      if (kinds[sign] === ALPHANUMERIC) return true;
      const [before, last] = [text.charCodeAt(at - 2), text.charCodeAt(at - 1)];
      if (one.octets === '') return hasTriple(before, last, next) || hasTriple(last, next, then) || isBase64(text, at);
      if (hasTriple(before, last, sign) || hasTriple(last, sign, next) || hasTriple(sign, next, then)) return true;
      if (kinds[sign] === LINE_END) return measureRun(text, at, -1) === LINE && isBase64(text, at);
      return kinds[sign] === SIGN && isMixed(text, at, behind, from);
    },
  };
}

/** Whether a line before `at` may be one of base64. */
function isBase64(text: string, at: number): boolean {
  return measureRun(text, at, -1) === LINE && countChanges(text.slice(at - LINE, at)) * 4 >= LINE;
}

/** Base64 of something encoded is no needle; it changes between small letters, capitals and digits more often than words do. */
function isMixed(text: string, at: number, behind: string, from: number): boolean {
  const before = measureRun(text, at, -1);
  const after = measureRun(behind, from - 1, 1);
  if (before + after < LINE) return false;
  return countChanges(text.slice(at - before, at) + behind.slice(from, from + after)) * 4 >= before + after;
}

/** Characters of base64 before or behind `at`, at most `LINE`. */
function measureRun(text: string, at: number, step: 1 | -1): number {
  let length = 0;
  while (length < LINE) {
    const code = text.charCodeAt(at + step * (length + 1));
    if (!isAlphanumeric(code) && code !== 0x2b && code !== 0x2d && code !== 0x2f && code !== 0x5f) break;
    length += 1;
  }
  return length;
}

function countChanges(run: string): number {
  let changes = 0;
  for (let index = 1; index < run.length; index += 1) {
    if (readCase(run.charCodeAt(index - 1)) !== readCase(run.charCodeAt(index))) changes += 1;
  }
  return changes;
}

function readCase(code: number): number {
  return isDigit(code) ? 0 : code > 0x40 && code < 0x5b ? 2 : 1;
}

function isAlphanumeric(code: number): boolean {
  const letter = code | 0x20;
  return isDigit(code) || (letter > 0x60 && letter < 0x7b);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Two hexadecimal digits; -1 where they are none. */
function readHex(text: string, at: number): number {
  const high = readDigit(text.charCodeAt(at));
  const low = readDigit(text.charCodeAt(at + 1));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function readDigit(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Unequal triples may share a place; equal ones always do. */
function hashTriple(first: number, second: number, third: number): number {
  return Math.imul((first << 16) | (second << 8) | third, 0x9e3779b1) >>> (32 - TRIPLE_BITS);
}
