import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findHeaderProblem, reservedHeaderNames } from '../../../src-main/engine/compose/header-rules.ts';
import { trimFieldValue } from '../../../src-main/engine/field-value.ts';

it.each([
  ['', 'a', 'no name'],
  ['X A', 'a', 'a space'],
  ['X:', 'a', '“:”'],
  ['Ü', 'a', '“Ü” (U+00DC)'],
  ['X\r\n', 'a', 'a carriage return'],
  ['X', 'a\r\nEvil: 1', 'a carriage return'],
  ['X', 'a\nEvil: 1', 'a line break'],
  ['X', 'a\0', 'a NUL'],
  ['X', '🦊', '“🦊”'],
  ['X', '\u007f', 'a delete character'],
  ['X', 'Ā', '(U+0100)'],
])('refuses %j: %j', (name, value, message) => {
  expect(findHeaderProblem(name, value)).toMatchObject({ severity: 'error' });
  expect(findHeaderProblem(name, value)?.message).toContain(message);
});

it.each([...reservedHeaderNames, 'HOST', 'Content-length'])('refuses %s, which belongs to the connection', (name) => {
  expect(findHeaderProblem(name, 'a')).toMatchObject({ at: 'name', severity: 'error' });
});

it('warns of bytes beyond ASCII', () => {
  expect(findHeaderProblem('X', 'é')).toMatchObject({ at: 'value', severity: 'warning' });
});

it('takes white space around a value off, and nothing within', () => {
  expect(trimFieldValue('\t a \t b ')).toBe('a \t b');
});

it('never passes what Node would refuse, and refuses nothing else but the reserved', () => {
  const accepts = (check: () => void): boolean => {
    try {
      check();
      return true;
    } catch {
      return false;
    }
  };
  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.string({ unit: fc.constantFrom('a', ':', ' ', '\r', '\n', '\0', '\t', 'é', '-', '🦊'), maxLength: 6 }),
  );
  fc.assert(
    fc.property(text, text, (name, value) => {
      const passes = findHeaderProblem(name, value)?.severity !== 'error';
      const node = accepts(() => validateHeaderName(name)) && accepts(() => validateHeaderValue('x', value));
      return passes === (node && !reservedHeaderNames.has(name.toLowerCase()));
    }),
    { numRuns: 100_000, seed: 9 },
  );
});
