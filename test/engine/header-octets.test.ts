import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isUtf8, readOctets, toOctets } from '../../src-main/engine/header-octets.ts';

it('writes text as UTF-8, one character for each octet', () => {
  expect(toOctets('é 日')).toBe('\xc3\xa9 \xe6\x97\xa5');
  expect(toOctets('plain')).toBe('plain');
});

it('reads UTF-8 first and ISO 8859-1 else', () => {
  expect(readOctets('M\xc3\xbcller \xe6\x97\xa5')).toBe('Müller 日');
  expect(readOctets('M\xfcller \xe6\x97')).toBe('Müller \xe6\x97');
  expect([isUtf8('M\xc3\xbcller'), isUtf8('M\xfcller'), isUtf8('plain')]).toEqual([true, false, true]);
});

it('keeps a byte order mark', () => {
  expect(readOctets('\xef\xbb\xbfa')).toBe('\ufeffa');
});

it('keeps the dots in place of a secret, whatever stands beside them', () => {
  expect(readOctets('Bearer ••••••••')).toBe('Bearer ••••••••');
  expect(readOctets('\xc3\xbc••••••••\xfc')).toBe('ü••••••••ü');
  expect([isUtf8('\xc3\xbc••••••••'), isUtf8('••••••••\xfc')]).toEqual([true, false]);
});

it('gives any text back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!/[\u0100-\uffff]/.test(toOctets(text)));
      expect(readOctets(toOctets(text))).toBe(text);
    }),
  );
});
