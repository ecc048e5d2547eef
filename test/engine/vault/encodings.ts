/** Ways in which senders write a text inside another one. Each takes and gives text whose characters are to be sent as UTF-8. */
export type Encode = (text: string) => string;

const units = (text: string): string[] => Array.from({ length: text.length }, (_, index) => text.charAt(index));
const octets = (text: string): number[] => [...Buffer.from(text, 'utf8')];
const toHex = (code: number, digits = 2): string => code.toString(16).padStart(digits, '0');

export const escapeJson: Encode = (text) => JSON.stringify(text).slice(1, -1);
export const escapePhp: Encode = (text) =>
  escapeJson(text)
    .replaceAll('/', '\\/')
    .replace(/[^ -~]/g, (unit) => `\\u${toHex(unit.charCodeAt(0), 4)}`);
export const escapeUnits: Encode = (text) =>
  units(text)
    .map((unit) => `\\u${toHex(unit.charCodeAt(0), 4)}`)
    .join('');
export const escapeBytes: Encode = (text) =>
  octets(text)
    .map((octet) => `\\x${toHex(octet)}`)
    .join('');
export const encodePercent: Encode = (text) => encodeURIComponent(text);
export const encodeForm: Encode = (text) => new URLSearchParams({ a: text }).toString().slice(2);
export const encodeEveryPercent: Encode = (text) =>
  octets(text)
    .map((octet) => `%${toHex(octet)}`)
    .join('');

/** RFC 2045, 6.7: lines of at most 76 characters. */
export const encodeQuotedPrintable: Encode = (text) => {
  let line = '';
  let result = '';
  for (const octet of octets(text)) {
    const sign = String.fromCharCode(octet);
    const written = /[ -<>-~]/.test(sign) ? sign : `=${toHex(octet).toUpperCase()}`;
    if (line.length + written.length > 75) {
      result += `${line}=\r\n`;
      line = '';
    }
    line += written;
  }
  return result + line;
};

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  ü: '&uuml;',
  '/': '&sol;',
};

/** As a template engine may: named, decimal, hexadecimal and plain by turns. */
export const mixEntities: Encode = (text) =>
  [...text]
    .map((sign, index) => {
      const code = sign.codePointAt(0) ?? 0;
      if (names[sign] && index % 3 !== 1) return names[sign];
      if (index % 4 === 0) return `&#x${code.toString(16)};`;
      if (index % 4 === 2 || names[sign] || code > 0x7e) return `&#${code};`;
      return sign;
    })
    .join('');

export const encodeBase64: Encode = (text) => Buffer.from(text, 'utf8').toString('base64');
export const encodeBase64Url: Encode = (text) => Buffer.from(text, 'utf8').toString('base64url');
export const encodeHex: Encode = (text) => Buffer.from(text, 'utf8').toString('hex');

export const wrapBase64 =
  (width: number, lineEnd: string): Encode =>
  (text) =>
    (encodeBase64(text).match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(lineEnd);

export const encodings: readonly (readonly [name: string, encode: Encode])[] = [
  ['JSON', escapeJson],
  ['JSON as PHP writes it', escapePhp],
  ['\\uXXXX for every character', escapeUnits],
  ['\\xNN for every byte', escapeBytes],
  ['percent-encoding', encodePercent],
  ['form encoding', encodeForm],
  ['percent-encoding of every byte', encodeEveryPercent],
  ['quoted-printable', encodeQuotedPrintable],
  ['mixed entities of HTML', mixEntities],
  ['base64', encodeBase64],
  ['base64url', encodeBase64Url],
  ['base64 in lines of 8, CRLF', wrapBase64(8, '\r\n')],
  ['base64 in lines of 60, LF', wrapBase64(60, '\n')],
  ['base64 in lines of 64, CRLF', wrapBase64(64, '\r\n')],
  ['base64 in lines of 76, LF', wrapBase64(76, '\n')],
  ['hexadecimal', encodeHex],
];
