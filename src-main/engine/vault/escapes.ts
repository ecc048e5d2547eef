/** A piece of text that stands for something else. */
export interface Escape {
  /** Where the text goes on behind it. */
  end: number;
  /** What it stands for, one Latin-1 character for each byte; empty where it only breaks a line. */
  octets: string;
}

/** Each escape begins with one of these. */
export const escapeMarks: readonly string[] = ['\\', '%', '&', '='];

const backslash =
  /\\(?:u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([0-3][0-7]{2})|([abefnrtv0])|(["'`/\\]))/y;
const percent = /%(?:u([\da-fA-F]{4})|([\da-fA-F]{2}))/y;
const lowSurrogate = /[\\%]u([dD][c-fC-F][\da-fA-F]{2})/y;
const entity = /&(?:#(\d{1,10})|#[xX]([\da-fA-F]{1,8})|([A-Za-z][A-Za-z\d]{1,15}));/y;
const quoted = /=(?:([\dA-Fa-f]{2})|\r?\n)/y;

const controls: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  0: '\0',
};

/**
 * Reads one escape: JSON and JavaScript (also C and Python), percent-encoding, character references of HTML and XML, and
 * quoted-printable (RFC 2045, 6.7).
 * @returns null where `at` begins none
 */
export function readEscape(text: string, at: number): Escape | null {
  switch (text[at]) {
    case '\\':
      return readBackslash(text, at);
    case '%':
      return readPercent(text, at);
    case '&':
      return readEntity(text, at);
    case '=':
      return readQuoted(text, at);
    default:
      return null;
  }
}

function readBackslash(text: string, at: number): Escape | null {
  const next = text[at + 1] ?? '';
  if (next === '"' || next === '/' || next === '\\') return { end: at + 2, octets: next };
  if (next === 'n' || next === 'r' || next === 't') return { end: at + 2, octets: controls[next] ?? '' };
  backslash.lastIndex = at;
  const match = backslash.exec(text);
  if (!match) return null;
  const end = at + match[0].length;
  const [, unit, braced, long, byte, octal, control, sign] = match;
  if (sign) return { end, octets: sign };
  if (control) return { end, octets: controls[control] ?? '' };
  if (byte) return { end, octets: String.fromCharCode(Number.parseInt(byte, 16)) };
  if (octal) return { end, octets: String.fromCharCode(Number.parseInt(octal, 8)) };
  if (unit) return readUnit(text, end, unit);
  return { end, octets: toUtf8(Number.parseInt(braced ?? long ?? '', 16)) };
}

function readPercent(text: string, at: number): Escape | null {
  percent.lastIndex = at;
  const match = percent.exec(text);
  if (!match) return null;
  const [whole, unit, byte] = match;
  if (unit) return readUnit(text, at + whole.length, unit);
  return { end: at + whole.length, octets: String.fromCharCode(Number.parseInt(byte ?? '', 16)) };
}

/**
 * A unit of UTF-16, with the one behind it where both are one character. Half of a character is left for the next layer: a soft line
 * break may stand between both halves.
 */
function readUnit(text: string, end: number, hex: string): Escape | null {
  const unit = Number.parseInt(hex, 16);
  if (unit >> 11 !== 0x1b) return { end, octets: toUtf8(unit) };
  lowSurrogate.lastIndex = end;
  const low = lowSurrogate.exec(text);
  if (unit >> 10 !== 0x36 || !low?.[1]) return null;
  const code = 0x10000 + ((unit & 0x3ff) << 10) + (Number.parseInt(low[1], 16) & 0x3ff);
  return { end: end + low[0].length, octets: toUtf8(code) };
}

function readEntity(text: string, at: number): Escape | null {
  entity.lastIndex = at;
  const match = entity.exec(text);
  if (!match) return null;
  const [whole, decimal, hex, name] = match;
  const code = name ? entities.get(name) : Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16);
  return code === undefined || code > 0x10ffff ? null : { end: at + whole.length, octets: toUtf8(code) };
}

/**
 * A letter or digit counts only next to another escape of this kind: `size=31234` in a query is a number, and no sender escapes a
 * single letter.
 */
function readQuoted(text: string, at: number): Escape | null {
  quoted.lastIndex = at;
  const match = quoted.exec(text);
  if (!match) return null;
  const end = at + match[0].length;
  if (!match[1]) return { end, octets: '' };
  const octets = String.fromCharCode(Number.parseInt(match[1], 16));
  const alone = text[end] !== '=' && text[at - 3] !== '=' && text[at - 1] !== '\n';
  return alone && /[A-Za-z\d]/.test(octets) ? null : { end, octets };
}

function toUtf8(code: number): string {
  if (code < 0x80) return String.fromCharCode(code);
  if (code > 0x10ffff) return '';
  return Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1');
}

/** The names that HTML gives to ASCII and to Latin-1. */
const entities = new Map<string, number>();
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
  for (const [index, name] of names.split(/\s/).entries()) entities.set(name, first + index);
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
  entities.set(name, code);
}
