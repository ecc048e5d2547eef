import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedaction, dots } from '../../../src-main/engine/vault/redaction.ts';
import {
  encodeBase64,
  encodePercent,
  encodeQuotedPrintable,
  encodings,
  escapeBytes,
  escapeJson,
  escapePhp,
  mixEntities,
  wrapBase64,
} from './encodings.ts';

const secret = 'p@ss/w+rd "ü" 100% <b>&\'=\\9';
/** The same but for one character in the middle. */
const nearMiss = secret.replace('w', 'v');

function createFor(...secrets: string[]) {
  const redaction = createRedaction();
  for (const one of secrets) redaction.add(one);
  return redaction;
}

const twice = (encode: (text: string) => string) => (text: string) => encode(encode(text));

const spellings: [name: string, encode: (text: string) => string][] = [
  ...encodings.map(([name, encode]): [string, (text: string) => string] => [name, encode]),
  ['JSON inside JSON', twice(escapeJson)],
  ['JSON inside JSON inside JSON', (text) => escapeJson(twice(escapeJson)(text))],
  ['JSON of PHP inside JSON of PHP', twice(escapePhp)],
  ['percent-encoding, twice', twice(encodePercent)],
  ['quoted-printable, twice', twice(encodeQuotedPrintable)],
  ['\\xNN inside JSON', (text) => escapeJson(escapeBytes(text))],
  ['entities inside entities', twice(mixEntities)],
  ['base64 of base64', twice(encodeBase64)],
  ['lines of base64 inside JSON', (text) => escapeJson(wrapBase64(8, '\r\n')(text))],
  ['lines of base64 of base64 inside JSON', (text) => escapeJson(wrapBase64(60, '\n')(encodeBase64(text)))],
  ['base64 of JSON inside JSON', (text) => encodeBase64(twice(escapeJson)(text))],
];

describe('a secret is found in', () => {
  const redaction = createFor(secret);

  test.each(spellings)('%s', (_name, encode) => {
    for (const before of ['', 'a', 'ab', `${'long text before it '.repeat(8)}`]) {
      const sent = Buffer.from(`{"x": "${encode(`${before}${secret} after`)}"}`);
      expect(redaction.containsSecret(sent), before).toBe(true);
      const redacted = redaction.redactBytes(sent);
      expect(redacted.includes(dots)).toBe(true);
      expect(redaction.containsSecret(redacted)).toBe(false);
      // What stands around it is still there to be read.
      expect(redacted.subarray(0, 7).toString()).toBe('{"x": "');
      expect(redacted.subarray(-2).toString()).toBe('"}');
      expect(redaction.redactText(sent.toString())).toBe(redacted.toString());
    }
  });

  test.each(spellings)('control: another text is left alone in %s', (_name, encode) => {
    const sent = Buffer.from(`{"x": "${encode(`before ${nearMiss} after`)}"}`);
    expect(redaction.redactBytes(sent)).toBe(sent);
  });
});

describe('only the secret is replaced', () => {
  const redaction = createFor('sk_live/0123456789abcdef');

  test.each([
    ['{\\"a\\":\\"sk_live\\/0123456789abcdef\\"}', `{\\"a\\":\\"${dots}\\"}`],
    ['a%2525b=sk_live%252F0123456789abcdef%2526c', `a%2525b=${dots}%2526c`],
    ['é &amp;#115;k_live/0123456789&amp;#97;bcdef &amp;', `é ${dots} &amp;`],
    ['=C3=A9 sk_live/01234=\r\n56789abcdef=\r\nmore', `=C3=A9 ${dots}=\r\nmore`],
    ['\\x73k_live/0123456789abcde\\x66\\x67', `${dots}\\x67`],
  ])('%s', (text, redacted) => {
    expect(redaction.redactText(text)).toBe(redacted);
    expect(redaction.redactBytes(Buffer.from(text)).toString()).toBe(redacted);
  });
});

test('a secret that looks escaped itself is found with and without more escapes', () => {
  for (const odd of ['abc%41%42def', 'a\\u0041bcdefg', 'x&amp;y&lt;zzz', '50%25off=3D=41', '%2525%41"q', 'tail\\']) {
    const redaction = createFor(odd);
    for (const [name, encode] of spellings) {
      const sent = Buffer.from(`<<${encode(`--${odd}--`)}>>`);
      expect(redaction.containsSecret(sent), `${odd} in ${name}`).toBe(true);
    }
  }
});

test.each([
  [
    'a sign at its end that is escaped three times',
    'whsec_OiBuWuKCrC8rK2s4=',
    '%25253C',
    'whsec_OiBuWuKCrC8rK2s4%25253D',
    'Vn',
  ],
  ['a line break near its beginning', 'pass w0rd\nof many', '"', 'pass w0rd\\nof many', '"'],
  ['a soft line break near its beginning', 'a=..U of many', '', 'a=3D..=\r\nU of many', ''],
])('a secret is found whole with %s', (_name, one, before, written, after) => {
  expect(createFor(one).redactText(before + written + after)).toBe(before + dots + after);
});

test('a secret of four characters is found in base64 of base64 between bytes that are no text', () => {
  const inside = Buffer.concat([Buffer.from([0xc3, 0x9a]), Buffer.from('bn-m'), Buffer.from([0xdf, 0xe1])]);
  for (let shift = 0; shift < 3; shift += 1) {
    const shifted = Buffer.concat([Buffer.alloc(shift, 0xfe), inside, Buffer.alloc(6, 0xff)]);
    const lines = shifted.toString('base64').replace(/.{8}/g, '$&\r\n');
    expect(createFor('bn-m').containsSecret(encodeBase64(lines)), lines).toBe(true);
  }
});

test('a secret that is cut off is replaced inside escapes too', () => {
  const key = 'sk_live_0123456789abcdef';
  const redaction = createFor(key);
  for (const encode of [
    escapeBytes,
    twice(escapeBytes),
    mixEntities,
    (text: string) => escapeJson(escapeBytes(text)),
  ]) {
    const whole = encode(key);
    for (let length = 100; length < whole.length; length += 1) {
      const sent = Buffer.from(`before ${whole.slice(0, length)}`);
      expect(redaction.redactBytes(sent, { cut: true }).toString()).toBe(`before ${dots}`);
      expect(redaction.redactBytes(sent)).toBe(sent);
    }
  }
});

test('ordinary text is left alone, and short secrets do not change that', () => {
  const redaction = createFor('1234', 'ABCD', 'abcd', 'Passw0rd', 'user');
  const text = `amount=41BCDx&y=%31%32%33&id=us%65&page 123 4, ab cd, ab\\ncd, us\\ner, YWJj ZA, 3132 3334, 12\n34, ab\r\ncd
    &#49;23 4, a&#98;c d, Pass&#119;0rt, https:\\/\\/example.com\\/ab\\/cd`;
  expect(redaction.redactText(text)).toBe(text);
  // Control.
  expect(redaction.redactText('x%31%32%33%34')).toBe(`x${dots}`);
});

test('a random secret is found in any two encodings, and another one is not', () => {
  const sign = fc.constantFrom(...'abcXYZ0189/+-_=.:"\'\\<>& %ü€\u{1f600}');
  const text = fc.array(sign, { minLength: 12, maxLength: 60 }).map((signs) => signs.join(''));
  const one = fc.constantFrom(...encodings);
  fc.assert(
    fc.property(text, one, one, fc.nat(9), ([...signs], [, inner], [, outer], shift) => {
      const value = `Q${signs.join('')}q`;
      const redaction = createFor(value);
      const wrap = (inside: string): Buffer =>
        Buffer.from(`[${outer(`${'x'.repeat(shift)} ${inner(`(${inside})`)} and more`)}]`);
      expect(redaction.containsSecret(wrap(value))).toBe(true);
      expect(redaction.containsSecret(redaction.redactBytes(wrap(value)))).toBe(false);
      const other = wrap(`Z${signs.join('')}q`);
      expect(redaction.redactBytes(other)).toBe(other);
    }),
    { seed: 15, numRuns: 600 },
  );
});

test.each([
  ['escapes', '\\u0073\\\\u006b%2573&amp;#115;=3D=41\\/'],
  ['backslashes', '\\\\\\\\'],
  ['base64 with line ends', 'c2tfbGl2ZV8w\r\nMDEyMzQ1Njc4\n'],
  ['base64 that gives base64', 'VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVa'],
  ['signs', '%2F%2B\\/a=3D/'],
])('takes time in proportion to the size of %s', (_name, unit) => {
  const redaction = createFor('sk_live_0123456789abcdef', secret);
  const measure = (size: number): number => {
    const value = Buffer.from(unit.repeat(Math.ceil(size / unit.length)));
    const begin = process.cpuUsage();
    redaction.redactBytes(value, { cut: true, framed: true });
    const { user, system } = process.cpuUsage(begin);
    return user + system;
  };
  measure(50_000);
  // Quadratic time would make it 64.
  expect(measure(800_000) / measure(100_000)).toBeLessThan(32);
});
