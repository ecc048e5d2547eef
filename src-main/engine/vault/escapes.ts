/** Each escape begins with one of these. */
export const escapeMarks: readonly string[] = ['\\', '%', '&', '='];

/** Not 0 for the octet of a mark. */
export const isMark = new Uint8Array(256);
for (const mark of escapeMarks) isMark[mark.charCodeAt(0)] = 1;

/** Text as octets. */
export type Octets = Uint8Array;

/** Where there is no escape. */
export const NO_ESCAPE = -1;

/** What a soft line break stands for, and a number that is no character. */
const NOTHING = 0x110000;
/** Added to an octet that is no character by itself, such as the one of `%FF`. */
const OCTET = 0x110000;
const LENGTH_BITS = 5;

export const BACKSLASH = 0x5c;
const PERCENT = 0x25;
export const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const SMALL_U = 0x75;
const LINE_FEED = 0x0a;

/** What a backslash and one character stand for. */
export const controls = new Int16Array(256).fill(-1);
for (const [index, sign] of [...'abtnvfr'].entries()) controls[sign.charCodeAt(0)] = 7 + index;
controls[0x65] = 0x1b;
controls[0x30] = 0;
for (const sign of '"\'`/\\') controls[sign.charCodeAt(0)] = sign.charCodeAt(0);

const digits = new Int8Array(256).fill(-1);
for (const [index, sign] of [...'0123456789abcdef'].entries()) {
  digits[sign.charCodeAt(0)] = index;
  digits[sign.toUpperCase().charCodeAt(0)] = index;
}

/**
 * Reads one escape: JSON and JavaScript (also C and Python), percent-encoding, character references of HTML and XML, and
 * quoted-printable (RFC 2045, 6.7). Text has so many of them that the result is a number.
 * @param mark the character to assume at `at`; the one in the text where it is left out
 * @returns for `measureEscape` and `writeEscape`; `NO_ESCAPE` where `at` begins none
 */
export function readEscape(text: Octets, at: number, mark = text[at]): number {
  switch (mark) {
    case BACKSLASH:
      return readBackslash(text, at);
    case PERCENT:
      return text[at + 1] === SMALL_U ? readUnit(text, at) : packOctet(readPair(text, at + 1), 3);
    case AMPERSAND:
      return readEntity(text, at);
    case EQUALS:
      return readQuoted(text, at);
    default:
      return NO_ESCAPE;
  }
}

/** How many octets an escape has. */
export function measureEscape(one: number): number {
  return one & ((1 << LENGTH_BITS) - 1);
}

/** The first octet that an escape stands for; -1 for none. */
export function firstOctet(one: number): number {
  const code = one >> LENGTH_BITS;
  if (code < 0x80) return code;
  if (code >= OCTET) return code === NOTHING ? -1 : code - OCTET;
  return code < 0x800 ? 0xc0 | (code >> 6) : code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
}

/** Whether an escape stands for one octet. */
export function isSingle(one: number): boolean {
  const code = one >> LENGTH_BITS;
  return code < 0x80 || code > NOTHING;
}

/**
 * Writes what an escape stands for, never more than it has itself.
 * @returns where to go on
 */
export function writeEscape(one: number, into: Octets, at: number): number {
  const first = firstOctet(one);
  if (first < 0) return at;
  into[at] = first;
  if (isSingle(one)) return at + 1;
  const code = one >> LENGTH_BITS;
  const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  for (let index = 1; index <= more; index += 1) into[at + index] = 0x80 | ((code >> (6 * (more - index))) & 0x3f);
  return at + more + 1;
}

function pack(code: number, length: number): number {
  // Half of a character has no UTF-8.
  const written = code > 0x10ffff ? NOTHING : code >> 11 === 0x1b ? 0xfffd : code;
  return (written << LENGTH_BITS) | length;
}

function packOctet(octet: number, length: number): number {
  if (octet < 0) return NO_ESCAPE;
  return ((octet < 0x80 ? octet : OCTET + octet) << LENGTH_BITS) | length;
}

function readBackslash(text: Octets, at: number): number {
  const next = text[at + 1] ?? 0;
  switch (next) {
    case SMALL_U:
      return text[at + 2] === 0x7b ? readBraced(text, at) : readUnit(text, at);
    case 0x55: {
      const code = readHex(text, at + 2, 8);
      return code < 0 ? NO_ESCAPE : pack(code, 10);
    }
    case 0x78:
      return packOctet(readPair(text, at + 2), 4);
    default: {
      const [second, third] = [(text[at + 2] ?? 0) - 0x30, (text[at + 3] ?? 0) - 0x30];
      if (next >= 0x30 && next <= 0x33 && second >= 0 && second < 8 && third >= 0 && third < 8) {
        return packOctet((next - 0x30) * 64 + second * 8 + third, 4);
      }
      return packOctet(controls[next] ?? -1, 2);
    }
  }
}

/** Such as `\u{1f600}`. */
function readBraced(text: Octets, at: number): number {
  let end = at + 3;
  while (end < at + 9 && (digits[text[end] ?? 0] ?? -1) >= 0) end += 1;
  if (end === at + 3 || text[end] !== 0x7d) return NO_ESCAPE;
  return pack(readHex(text, at + 3, end - at - 3), end + 1 - at);
}

/**
 * A unit of UTF-16, with the one behind it where both are one character. Half of a character is left for the next layer: a soft line
 * break may stand between both halves.
 */
function readUnit(text: Octets, at: number): number {
  const unit = readHex(text, at + 2, 4);
  if (unit < 0) return NO_ESCAPE;
  if (unit >> 11 !== 0x1b) return pack(unit, 6);
  const mark = text[at + 6];
  if (unit >> 10 !== 0x36 || (mark !== BACKSLASH && mark !== PERCENT) || text[at + 7] !== SMALL_U) return NO_ESCAPE;
  const low = readHex(text, at + 8, 4);
  return low >> 10 === 0x37 ? pack(0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff), 12) : NO_ESCAPE;
}

function readEntity(text: Octets, at: number): number {
  if (text[at + 1] !== 0x23) return readNamed(text, at);
  const isHex = ((text[at + 2] ?? 0) | 0x20) === 0x78;
  const [base, most] = isHex ? [16, 8] : [10, 10];
  const start = isHex ? at + 3 : at + 2;
  let code = 0;
  let end = start;
  for (; end < start + most; end += 1) {
    const digit = digits[text[end] ?? 0] ?? -1;
    if (digit < 0 || digit >= base) break;
    code = code * base + digit;
  }
  return end === start || text[end] !== 0x3b || code > 0x10ffff ? NO_ESCAPE : pack(code, end + 1 - at);
}

function readNamed(text: Octets, at: number): number {
  let name = 0;
  let end = at + 1;
  for (; end <= at + LONGEST_NAME && isAlphanumeric(text[end]); end += 1) name = name * 0x80 + (text[end] ?? 0);
  if (text[end] !== 0x3b) return NO_ESCAPE;
  const code = entities.get(name);
  return code === undefined ? NO_ESCAPE : pack(code, end + 1 - at);
}

/**
 * A letter or digit counts only next to another escape of this kind: `size=31234` in a query is a number, and no sender escapes a
 * single letter.
 */
function readQuoted(text: Octets, at: number): number {
  const next = text[at + 1];
  if (next === LINE_FEED) return pack(NOTHING, 2);
  if (next === 0x0d) return text[at + 2] === LINE_FEED ? pack(NOTHING, 3) : NO_ESCAPE;
  const octet = readPair(text, at + 1);
  const alone = text[at + 3] !== EQUALS && text[at - 3] !== EQUALS && text[at - 1] !== LINE_FEED;
  return alone && isAlphanumeric(octet) ? NO_ESCAPE : packOctet(octet, 3);
}

/** @returns -1 where there are fewer digits. */
function readHex(text: Octets, at: number, count: number): number {
  let code = 0;
  for (let index = at; index < at + count; index += 1) {
    const digit = digits[text[index] ?? 0] ?? -1;
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return code;
}

/** Two hexadecimal digits; negative where they are none. */
function readPair(text: Octets, at: number): number {
  return ((digits[text[at] ?? 0] ?? -1) << 4) | (digits[text[at + 1] ?? 0] ?? -1);
}

export function isAlphanumeric(octet = 0): boolean {
  const letter = octet | 0x20;
  return (octet >= 0x30 && octet <= 0x39) || (letter > 0x60 && letter < 0x7b);
}

const LONGEST_NAME = 7;

/** A name of up to seven characters as a number. */
function packName(name: string): number {
  let packed = 0;
  for (const sign of name) packed = packed * 0x80 + sign.charCodeAt(0);
  return packed;
}

/** The names that HTML gives to ASCII and to Latin-1. */
const entities = new Map<number, number>();
for (const [first, names] of [
  [0x21, 'excl quot num dollar percnt amp apos lpar rpar ast plus comma - period sol'],
  [0x3a, 'colon semi lt equals gt quest commat'],
  [0x5b, 'lsqb bsol rsqb Hat lowbar grave'],
  [0x7b, 'lcub vert rcub'],
  [
    0xa0,
    `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot
cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave
Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute
acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml
divide oslash ugrave uacute ucirc uuml yacute thorn yuml`,
  ],
] as const) {
  for (const [index, name] of names.split(/\s/).entries()) entities.set(packName(name), first + index);
}
for (const [name, code] of [
  ['QUOT', 0x22],
  ['AMP', 0x26],
  ['LT', 0x3c],
  ['GT', 0x3e],
  ['lbrack', 0x5b],
  ['rbrack', 0x5d],
  ['lbrace', 0x7b],
  ['verbar', 0x7c],
  ['rbrace', 0x7d],
  ['Tab', 0x09],
  ['NewLine', 0x0a],
  ['euro', 0x20ac],
] as const) {
  entities.set(packName(name), code);
}
