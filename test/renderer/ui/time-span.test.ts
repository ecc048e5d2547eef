import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoughSpan, formatSpan, parseSpan } from '../../../src-renderer/ui/time-span.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [100, '100 ms'],
    [5200, '5.2 s'],
    [59_960, '1 min'],
    [305_000, '5 min 5 s'],
    [2 * hour + 35 * minute + 5000, '2 h 35 min 5 s'],
    [99_305_000, '27 h 35 min 5 s'],
    [72 * hour, '3 d'],
    [3 * 24 * hour + 12 * hour + 4 * minute, '3 d 12 h 4 min'],
  ])('of %i ms is written %j', (ms, words) => {
    expect(formatSpan(ms)).toBe(words);
  });

  it.each([
    [99_305_000, '27 h 35 min'],
    [272_105_000, '3 d 3 h'],
    [305_900, '5 min 5 s'],
    [40_000, '40 s'],
  ])('of %i ms is roughly %j, never more than it is', (ms, words) => {
    expect(formatRoughSpan(ms)).toBe(words);
  });

  it.each([
    ['90', 90_000],
    ['5m', 300_000],
    ['5 min', 300_000],
    ['1 h 30 min', 5_400_000],
    ['2.5h', 9_000_000],
    ['1d', 86_400_000],
    ['1w', 604_800_000],
    ['250 ms', 250],
    [' 10 S ', 10_000],
    ['', null],
    ['soon', null],
    ['5 parsecs', null],
    ['-5 s', null],
    ['5 min ago', null],
  ])('typed as %j is %s ms', (text, ms) => {
    expect(parseSpan(text)).toBe(ms);
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * 24 * 3600 }), (seconds) => {
        expect(parseSpan(formatSpan(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});
