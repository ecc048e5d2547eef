import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedaction, dots } from '../../../src-main/engine/vault/redaction.ts';
import { createScanner, replacePlaces } from '../../../src-main/engine/vault/scanner.ts';
import { measureCpuTime } from '../support/cpu-time.ts';

const secret = 'p@ss/w+rd "ü" 100%';
const bytes = Buffer.from(secret, 'utf8');

const code = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(4, '0');

const spellings: [name: string, text: string][] = [
  ['as it is', secret],
  ['base64', bytes.toString('base64')],
  ['base64url', bytes.toString('base64url')],
  ['hex', bytes.toString('hex')],
  ['upper-case hex', bytes.toString('hex').toUpperCase()],
  ['URL-encoded', encodeURIComponent(secret)],
  ['form-encoded', new URLSearchParams({ a: secret }).toString().slice(2)],
  ['JSON-escaped', JSON.stringify(secret).slice(1, -1)],
  ['JSON-escaped to ASCII', 'p@ss/w+rd \\"\\u00fc\\" 100%'],
  ['base64 of UTF-16', Buffer.from(secret, 'utf16le').toString('base64')],
  ['base64 of big-endian UTF-16', Buffer.from(secret, 'utf16le').swap16().toString('base64')],
  ['base64url inside UTF-16', Buffer.from(`x:${secret}:y`, 'utf16le').toString('base64url')],
  ['JSON-escaped everywhere', [...secret].map((sign) => `\\u${code(sign)}`).join('')],
  ['JSON-escaped everywhere in capitals', [...secret].map((sign) => `\\u${code(sign).toUpperCase()}`).join('')],
  ['HTML', 'p@ss/w+rd &quot;ü&quot; 100%'],
  ['HTML with numbers', 'p@ss/w+rd &#34;&#252;&#34; 100%'],
  ['HTML with numbers for every character', [...secret].map((sign) => `&#${sign.charCodeAt(0)};`).join('')],
  ['HTML with hexadecimal numbers', [...secret].map((sign) => `&#x${sign.charCodeAt(0).toString(16)};`).join('')],
  ['inside Basic credentials', Buffer.from(`ada:${secret}`).toString('base64')],
  ['inside base64 with something behind', Buffer.from(`x:${secret}:y`).toString('base64')],
];

describe('a live secret is found and replaced', () => {
  const redaction = createRedaction();
  redaction.add(secret);

  test.each(spellings)('%s', (_name, text) => {
    expect(redaction.containsSecret(`before ${text} after`)).toBe(true);
    expect(redaction.containsSecret(Buffer.from(`before ${text} after`))).toBe(true);
    expect(redaction.redactText(`before ${text} after`)).toContain(dots);
    expect(redaction.redactBytes(Buffer.from(`before ${text} after`)).toString()).toContain(dots);
    expect(redaction.containsSecret(redaction.redactText(`before ${text} after`))).toBe(false);
  });

  test('and other text is left alone, the same buffer included', () => {
    const other = Buffer.from('nothing to see here');
    expect(redaction.redactBytes(other)).toBe(other);
    expect(redaction.redactText('p@ss/w+rd')).toBe('p@ss/w+rd');
  });
});

describe('in bytes', () => {
  const key = 'sk_live_0123456789abcdef';
  const redaction = createRedaction();
  redaction.add(key);
  const redact = (text: string, how = {}): string => redaction.redactBytes(Buffer.from(text, 'latin1'), how).toString();

  test.each(['utf16le', 'utf16be'])('%s is found', (encoding) => {
    const wide = Buffer.from(`before ${key} after`, 'utf16le');
    const value = encoding === 'utf16be' ? wide.swap16() : wide;
    expect(redaction.containsSecret(value)).toBe(true);
    const redacted = redaction.redactBytes(value);
    expect(redacted.includes(dots)).toBe(true);
    expect(redaction.containsSecret(redacted)).toBe(false);
    expect(redacted.length).toBe(value.length - 2 * key.length + Buffer.byteLength(dots));
  });

  test('the beginning of a secret at the end of what was cut off is replaced', () => {
    for (let length = 4; length < key.length; length += 1) {
      expect(redact(`before ${key.slice(0, length)}`, { cut: true })).toBe(`before ${dots}`);
    }
    const encoded = Buffer.from(key).toString('base64');
    expect(redact(`before ${encoded.slice(0, 10)}`, { cut: true })).toBe(`before ${dots}`);
  });

  test('control: elsewhere, in what is whole, and of three characters it is left alone', () => {
    expect(redact('before sk_live_', {})).toBe('before sk_live_');
    expect(redact('sk_live_ after', { cut: true })).toBe('sk_live_ after');
    expect(redact('before sk_', { cut: true })).toBe('before sk_');
  });

  test('a secret that the framing of chunks splits is replaced, framing and all', () => {
    const head = 'POST / HTTP/1.1\r\n\r\nb\r\nx=';
    const split = `${key.slice(0, 9)}\r\n4;a=b\r\n${key.slice(9, 13)}\r\nB\r\n${key.slice(13)}`;
    const sent = `${head}${split}\r\nzz`;
    expect(redact(sent, { framed: true })).toBe(`${head}${dots}\r\nzz`);
    expect(redact(sent)).toBe(sent);
    const other = 'a\r\n4\r\nbcde\r\n0\r\n\r\n';
    expect(redact(other, { framed: true })).toBe(other);
  });

  test('a short secret does not turn ordinary text into dots', () => {
    const short = createRedaction();
    short.add('1234');
    const text = 'page 123 of 234, \\u0031 &#49;2 year 2031, MTIz 313233 on 12';
    expect(short.redactBytes(Buffer.from(text), { cut: true, framed: true }).toString()).toBe(text);
  });

  test('takes time in proportion to the size', () => {
    const measure = (megabytes: number): number => {
      const value = Buffer.from('sk_live_\r\n8\r\n\\u0073&#115;s\0k\0'.repeat(32_768 * megabytes));
      return measureCpuTime(() => redaction.redactBytes(value, { cut: true, framed: true }));
    };
    measure(1);
    // Quadratic time would make it 64.
    expect(measure(8) / measure(1)).toBeLessThan(32);
  });
});

test('each line of a key counts', () => {
  const redaction = createRedaction();
  redaction.add('-----BEGIN KEY-----\nMC4CAQAwBQYDK2VwBCIEIN\nQHFDwWz8x\n-----END KEY-----');
  expect(redaction.redactText('leaked: MC4CAQAwBQYDK2VwBCIEIN!')).toBe(`leaked: ${dots}!`);
});

test('a value of fewer than four characters is not searched for', () => {
  const redaction = createRedaction();
  redaction.add('abc');
  expect(redaction.redactText('abcabc')).toBe('abcabc');
});

test('headers are redacted by value and by name', () => {
  const redaction = createRedaction();
  redaction.add('s3cret-value');
  expect(
    redaction.redactHeaders([
      ['Content-Type', 'text/plain'],
      ['Authorization', 'Bearer unknown to us'],
      ['X-Custom', 'with s3cret-value inside'],
      ['x-gitlab-token', 'abc'],
      ['Idempotency-Key', '42'],
      ['X-Signature', 'sha256=00'],
    ]),
  ).toEqual([
    ['Content-Type', 'text/plain'],
    ['Authorization', dots],
    ['X-Custom', `with ${dots} inside`],
    ['x-gitlab-token', dots],
    ['Idempotency-Key', '42'],
    ['X-Signature', 'sha256=00'],
  ]);
});

test('URLs lose user, password and the values of credential parameters', () => {
  const redaction = createRedaction();
  expect(redaction.redactUrl('https://ada:pw@example.com/a?x=1&api_key=k&token=t#f')).toBe(
    `https://${dots}@example.com/a?x=1&api_key=${dots}&token=${dots}#f`,
  );
});

test('the search finds what one search per needle finds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ü', '\u{1f600}'), maxLength: 60 });
  const needle = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ü'), minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(text, fc.array(needle, { minLength: 1, maxLength: 6 }), (haystack, needles) => {
      const scanner = createScanner(needles);
      const longest = [...needles].sort((a, b) => b.length - a.length);
      const pattern = new RegExp(longest.join('|'), 'g');
      expect(replacePlaces(haystack, scanner.find(haystack), '#')).toBe(haystack.replace(pattern, '#'));
    }),
    { seed: 18, numRuns: 3000 },
  );
});
