const plainEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export interface AnsiText {
  bytes: string;
  /** Behind the closing quote. */
  end: number;
  closed: boolean;
  /** It held half of a character, which bash writes as three bytes that are not UTF-8. */
  half: boolean;
}

/** `$'…'` from its `$` (GNU Bash manual, 3.1.2.4 ANSI-C Quoting). `source` is bytes as Latin-1. */
export function readAnsiQuote(source: string, start: number): AnsiText {
  const parts: string[] = [];
  let at = start + 2;
  let half = false;
  while (at < source.length && source[at] !== "'") {
    if (source[at] !== '\\') {
      const from = at;
      while (at < source.length && source[at] !== "'" && source[at] !== '\\') at += 1;
      parts.push(source.slice(from, at));
      continue;
    }
    const found = readEscape(source, at);
    half ||= found.half;
    parts.push(found.bytes);
    at += found.length;
  }
  const bytes = parts.join('');
  // Bash ends such a text at a NUL.
  const nul = bytes.indexOf('\0');
  return { bytes: nul < 0 ? bytes : bytes.slice(0, nul), end: at + 1, closed: at < source.length, half };
}

function readEscape(source: string, at: number): { bytes: string; length: number; half: boolean } {
  const rest = source.slice(at + 1, at + 10);
  const is = (bytes: string, length: number) => ({ bytes, length, half: false });
  const [octal] = /^[0-7]{1,3}/.exec(rest) ?? [];
  if (octal !== undefined) return is(String.fromCharCode(Number.parseInt(octal, 8) & 255), 1 + octal.length);
  const [, hex] = /^x([0-9A-Fa-f]{1,2})/.exec(rest) ?? [];
  if (hex !== undefined) return is(String.fromCharCode(Number.parseInt(hex, 16)), 2 + hex.length);
  const [point, short, long] = /^(?:u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8}))/.exec(rest) ?? [];
  if (point !== undefined) {
    const code = Number.parseInt(short ?? long ?? '', 16);
    return { bytes: encodePoint(code), length: 1 + point.length, half: code >= 0xd800 && code <= 0xdfff };
  }
  if (/^c[^']/s.test(rest)) return is(String.fromCharCode(rest.charCodeAt(1) & 31), 3);
  const next = rest[0] ?? '';
  return is(plainEscapes[next] ?? (/['"\\?]/.test(next) ? next : `\\${next}`), 2);
}

/** As bash encodes it: halves of characters, and numbers behind the last character, in the form that UTF-8 once had for them. */
export function encodePoint(point: number): string {
  const isCharacter = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  if (isCharacter) return Buffer.from(String.fromCodePoint(point), 'utf8').toString('latin1');
  const more = point < 0x10000 ? 2 : point < 0x200000 ? 3 : point < 0x4000000 ? 4 : 5;
  const first = (0xff00 >> (more + 1)) & 0xff;
  const tail = Array.from({ length: more }, (_each, index) => 0x80 | ((point >>> (6 * (more - 1 - index))) & 63));
  return String.fromCharCode(first | (point >>> (6 * more)), ...tail);
}
