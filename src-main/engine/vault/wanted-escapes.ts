import {
  AMPERSAND,
  BACKSLASH,
  controls,
  escapeMarks,
  firstOctet,
  isAlphanumeric,
  isMark,
  isSingle,
  measureEscape,
  NO_ESCAPE,
  type Octets,
  readEscape,
} from './escapes.ts';
import type { Needles } from './needles.ts';
import { type EscapeFilter, unescapeInto } from './unescape.ts';

/** The escapes that may belong to the secrets that were added. */
export interface WantedEscapes extends EscapeFilter {
  /** Counts from now on. */
  add(needles: Needles): void;
}

/** Octets from an escape on, enough for three of them that are escaped twice. */
const LOOK_AHEAD = 64;
const DEEPEST = 4;
const LEAST_REACH = 128;
/** So many characters of base64 before a line break, or on both sides of one of its signs, are no words. */
const LINE = 8;

const TRIPLE_BITS = 21;

/** What an escape may stand for. */
const NOTHING = 0;
const WANTED = 1;
const ALPHANUMERIC = 2;
const SIGN = 3;
const LINE_END = 4;
const MARK = 5;

/** A character that is escaped more than once. */
const DEEP = -2;
const NO_INNER = -3;

/** One bit for each mark. */
const markBits = new Uint8Array(256);
for (const [index, mark] of escapeMarks.entries()) markBits[mark.charCodeAt(0)] = 1 << index;
const ofBackslash = markBits[BACKSLASH] ?? 0;
const ofHex = (markBits[0x25] ?? 0) | (markBits[0x3d] ?? 0);

export function createWantedEscapes(): WantedEscapes {
  const kinds = new Uint8Array(256);
  /** For two octets behind a mark the marks with which they may stand for something: one look is enough for most escapes. */
  const glances = new Uint8Array(1 << 16);
  const triples = new Uint32Array(1 << (TRIPLE_BITS - 5));
  let reach = LEAST_REACH;
  for (const sign of 'uxU0123') addGlance(sign.charCodeAt(0), ofBackslash);
  for (const sign of 'u\r\n') addGlance(sign.charCodeAt(0), ofHex);
  for (let code = 0; code < 0x80; code += 1) if (isAlphanumeric(code)) want(code, ALPHANUMERIC);
  for (const sign of '+/-_') want(sign.charCodeAt(0), SIGN);
  for (const sign of '\r\n') want(sign.charCodeAt(0), LINE_END);
  for (const sign of escapeMarks) want(sign.charCodeAt(0), MARK);

  function addPair(pair: number, bits: number): void {
    glances[pair] = (glances[pair] ?? 0) | bits;
  }

  function addGlance(next: number, bits: number): void {
    for (let then = 0; then < 0x100; then += 1) addPair((next << 8) | then, bits);
  }

  function want(octet: number, kind: number): void {
    if (kinds[octet] !== NOTHING) return;
    kinds[octet] = kind;
    for (const [next, control] of controls.entries()) if (control === octet) addGlance(next, ofBackslash);
    const hex = octet.toString(16).padStart(2, '0');
    for (const first of [hex.charCodeAt(0), hex.toUpperCase().charCodeAt(0)]) {
      for (const second of [hex.charCodeAt(1), hex.toUpperCase().charCodeAt(1)]) addPair((first << 8) | second, ofHex);
    }
  }

  function hasTriple(first: number, second: number, third: number): boolean {
    const hash = hashTriple(first, second, third);
    return (((triples[hash >> 5] ?? 0) >>> (hash & 31)) & 1) === 1;
  }

  /** Whether `sign`, with `text` from `from` on behind it, may belong to a secret that goes on before `at` in `source`. */
  function fits(source: Octets, at: number, sign: number, text: Octets, from: number, next: number, then: number) {
    // Only hiding escapes a letter or a digit.
    if (kinds[sign] === ALPHANUMERIC) return true;
    const [before, last] = [source[at - 2] ?? 0, source[at - 1] ?? 0];
    if (sign < 0) return hasTriple(before, last, next) || hasTriple(last, next, then) || isBase64(source, at);
    if (hasTriple(before, last, sign) || hasTriple(last, sign, next) || hasTriple(sign, next, then)) return true;
    if (kinds[sign] === LINE_END) return isBase64(source, at);
    return kinds[sign] === SIGN && isMixed(source, at, text, from);
  }

  /** Takes all layers off what begins with an escape at `at`. */
  function fitsDeep(text: Octets, at: number, one: number): boolean {
    const octets = resolve(text, at);
    // A line break leaves nothing.
    const sign = firstOctet(one) < 0 ? -1 : (octets[0] ?? 0);
    const from = sign < 0 ? 0 : 1;
    return fits(text, at, sign, octets, from, octets[from] ?? 0, octets[from + 1] ?? 0);
  }

  return {
    get reach() {
      return reach;
    },
    add({ plain, base64 }) {
      for (const needle of plain) {
        reach = Math.max(reach, 2 * needle.length + LEAST_REACH);
        for (let index = 0; index < needle.length; index += 1) {
          const code = needle.charCodeAt(index) & 0xff;
          want(code, WANTED);
          if (index + 2 < needle.length) addTriple(triples, needle, index);
        }
      }
      // Of base64, nobody escapes anything but the signs.
      for (const needle of base64) {
        for (let index = 0; index + 2 < needle.length; index += 1) {
          if (/[+/_-]/.test(needle.slice(index, index + 3))) addTriple(triples, needle, index);
        }
      }
    },
    isPart(text, at) {
      const glance = glances[((text[at + 1] ?? 0) << 8) | (text[at + 2] ?? 0)] ?? 0;
      if (text[at] !== AMPERSAND && (glance & (markBits[text[at] ?? 0] ?? 0)) === 0) return false;
      const one = readEscape(text, at);
      if (one === NO_ESCAPE) return false;
      const sign = firstOctet(one);
      if (sign >= 0 && kinds[sign] === NOTHING) return false;
      const from = at + measureEscape(one);
      if (sign >= 0 && isMark[sign] === 1) {
        const inner = readInner(text, from, sign);
        if (inner >= 0 && kinds[inner] === NOTHING) return false;
        if (inner !== NO_INNER) return fitsDeep(text, at, one);
      } else if (!isSingle(one) && sign >= 0) {
        return fitsDeep(text, at, one);
      }
      const next = readOne(text, from);
      const then = next === DEEP ? DEEP : readOne(text, from + measureOne(text, from));
      return then === DEEP ? fitsDeep(text, at, one) : fits(text, at, sign, text, from, next, then);
    },
  };
}

function addTriple(triples: Uint32Array, needle: string, at: number): void {
  const hash = hashTriple(needle.charCodeAt(at), needle.charCodeAt(at + 1), needle.charCodeAt(at + 2));
  triples[hash >> 5] = (triples[hash >> 5] ?? 0) | (1 << (hash & 31));
}

/** The octet at `at` with one layer taken off. */
function readOne(text: Octets, at: number): number {
  const octet = text[at] ?? 0;
  const one = isMark[octet] === 1 ? readEscape(text, at) : NO_ESCAPE;
  if (one === NO_ESCAPE) return octet;
  const first = firstOctet(one);
  return first < 0 || isMark[first] === 1 || !isSingle(one) ? DEEP : first;
}

function measureOne(text: Octets, at: number): number {
  const one = isMark[text[at] ?? 0] === 1 ? readEscape(text, at) : NO_ESCAPE;
  return one === NO_ESCAPE ? 1 : measureEscape(one);
}

/**
 * What a mark and the text from `from` on stand for; `NO_INNER` for no escape, and `DEEP` where all layers have to be taken off to
 * know it.
 */
function readInner(text: Octets, from: number, mark: number): number {
  if (isMark[text[from] ?? 0] === 1) {
    const next = readOne(text, from);
    // As in JSON inside JSON inside JSON.
    const control = mark === BACKSLASH && next >= 0 && !isAlphanumeric(next) ? controls[next] : DEEP;
    return control ?? DEEP;
  }
  const inner = readEscape(text, from - 1, mark);
  return inner === NO_ESCAPE ? NO_INNER : firstOctet(inner);
}

let resolved: Octets = new Uint8Array(LOOK_AHEAD);
let spare: Octets = new Uint8Array(LOOK_AHEAD);

/** The first octets from `at` on with all layers of escapes taken off, until the next call; the rest is NUL. */
function resolve(text: Octets, at: number): Octets {
  let length = unescapeInto(text, at, Math.min(at + LOOK_AHEAD, text.length), resolved);
  for (let depth = 1; depth < DEEPEST; depth += 1) {
    resolved.fill(0, length);
    const before = length;
    length = unescapeInto(resolved, 0, length, spare);
    const next = spare;
    spare = resolved;
    resolved = next;
    if (length === before) break;
  }
  return resolved.fill(0, length);
}

/** Whether a line before `at` may be one of base64. */
function isBase64(text: Octets, at: number): boolean {
  return measureRun(text, at, -1) === LINE && countChanges(text, at - LINE, at) * 4 >= LINE;
}

/** Base64 of something encoded is no needle; it changes between small letters, capitals and digits more often than words do. */
function isMixed(text: Octets, at: number, behind: Octets, from: number): boolean {
  const before = measureRun(text, at, -1);
  const after = measureRun(behind, from - 1, 1);
  if (before + after < LINE) return false;
  const across = before > 0 && after > 0 && readCase(text[at - 1]) !== readCase(behind[from]) ? 1 : 0;
  const changes = countChanges(text, at - before, at) + across + countChanges(behind, from, from + after);
  return changes * 4 >= before + after;
}

/** Characters of base64 before or behind `at`, at most `LINE`. */
function measureRun(text: Octets, at: number, step: 1 | -1): number {
  let length = 0;
  while (length < LINE && cases[text[at + step * (length + 1)] ?? 0] !== 0) length += 1;
  return length;
}

function countChanges(text: Octets, from: number, to: number): number {
  let changes = 0;
  for (let index = from + 1; index < to; index += 1) {
    if (readCase(text[index - 1]) !== readCase(text[index])) changes += 1;
  }
  return changes;
}

/** 1 for digits, 2 for capitals, 3 for everything else of base64. */
const cases = new Uint8Array(256);
for (let code = 0; code < 0x80; code += 1) {
  if (isAlphanumeric(code)) cases[code] = code < 0x40 ? 1 : code < 0x60 ? 2 : 3;
}
for (const sign of '+/-_') cases[sign.charCodeAt(0)] = 3;

function readCase(octet = 0): number {
  return cases[octet] ?? 0;
}

/** Unequal triples may share a place; equal ones always do. */
function hashTriple(first: number, second: number, third: number): number {
  return Math.imul((first << 16) | (second << 8) | third, 0x9e3779b1) >>> (32 - TRIPLE_BITS);
}
