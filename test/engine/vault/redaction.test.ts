import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedaction, dots } from '../../../src-main/engine/vault/redaction.ts';
import { createScanner } from '../../../src-main/engine/vault/scanner.ts';

const secret = 'p@ss/w+rd "ü" 100%';
const bytes = Buffer.from(secret, 'utf8');

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
      expect(scanner.has(haystack)).toBe(needles.some((one) => haystack.includes(one)));
      const longest = [...needles].sort((a, b) => b.length - a.length);
      const pattern = new RegExp(longest.join('|'), 'g');
      expect(scanner.replace(haystack, '#')).toBe(haystack.replace(pattern, '#'));
    }),
    { seed: 18, numRuns: 3000 },
  );
});
