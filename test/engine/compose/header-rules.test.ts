import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trimFieldValue } from '../../../src-main/engine/field-value.ts';
import { toOctets } from '../../../src-main/engine/header-octets.ts';
import { findHeaderProblem, findOctetProblem, reservedHeaderNames } from '../../../src-main/engine/header-rules.ts';

const accepts = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

it.each([
  ['', 'a', 'no name'],
  ['X A', 'a', 'a space'],
  ['X:', 'a', '“:”'],
  ['Ü', 'a', '“Ü” (U+00DC)'],
  ['X\r\n', 'a', 'a carriage return'],
  ['X', 'a\r\nEvil: 1', 'a carriage return'],
  ['X', 'a\nEvil: 1', 'a line break'],
  ['X', 'a\0', 'a NUL'],
  ['X', '\u007f', 'a delete character'],
  ['X', '\udc00', 'half of a character'],
])('refuses %j: %j', (name, value, message) => {
  expect(findHeaderProblem(name, value)).toMatchObject({ severity: 'error' });
  expect(findHeaderProblem(name, value)?.message).toContain(message);
});

it.each([...reservedHeaderNames, 'HOST', 'Content-length'])('refuses %s, which belongs to the connection', (name) => {
  expect(findHeaderProblem(name, 'a')).toMatchObject({ at: 'name', severity: 'error' });
});

it.each(['é', '日', '🦊'])('warns that %s goes out as UTF-8', (value) => {
  const message = expect.stringMatching(/^“.” \(U\+.*\) in X is sent as UTF-8/u);
  expect(findHeaderProblem('X', value)).toMatchObject({ at: 'value', severity: 'warning', message });
});

it('lets every octet through that Node lets through, and nothing that is none', () => {
  for (let code = 0; code < 300; code += 1) {
    const value = String.fromCharCode(code);
    expect([code, findOctetProblem('X', value) === null]).toEqual([
      code,
      accepts(() => validateHeaderValue('x', value)),
    ]);
  }
});

it('takes white space around a value off, and nothing within', () => {
  expect(trimFieldValue('\t a \t b ')).toBe('a \t b');
});

it('never passes what Node would refuse, and refuses nothing else but the reserved and halves of characters', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.string({ unit: fc.constantFrom('a', ':', ' ', '\r', '\n', '\0', '\t', 'é', '-', '🦊'), maxLength: 6 }),
  );
  fc.assert(
    fc.property(text, text, (name, value) => {
      const passes = findHeaderProblem(name, value)?.severity !== 'error';
      const sent = toOctets(value);
      const node = accepts(() => validateHeaderName(name)) && accepts(() => validateHeaderValue('x', sent));
      const expected = node && !reservedHeaderNames.has(name.toLowerCase());
      return (
        passes === (expected && !/\p{Surrogate}/u.test(value)) && (findOctetProblem(name, sent) === null) === expected
      );
    }),
    { numRuns: 100_000, seed: 9 },
  );
});
