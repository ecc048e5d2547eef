import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SchemeChoice } from '../../../src-preload/contract/signing.ts';
import { compareHeaders } from '../../../src-renderer/features/log/detail/compare-headers.ts';
import { toPhases } from '../../../src-renderer/features/log/detail/waterfall.ts';
import { toBars } from '../../../src-renderer/features/log/histogram-bars.ts';
import { nameScheme } from '../../../src-renderer/features/log/log-words.ts';
import { findFirstByteDifference, findFirstDifference } from '../../../src-renderer/ui/first-difference.ts';

const sent: HeaderPair[] = [
  ['Host', 'a'],
  ['X-Sig', '1'],
  ['Accept', 'x'],
  ['Accept', 'y'],
];

describe('the scheme of a verdict', () => {
  const none: SchemeChoice = {
    id: null,
    name: 'Adyen',
    confidence: 'second-hand',
    notes: '',
    senders: [],
    namedHeader: null,
    usedBy: null,
  };
  const choices = [none, { ...none, id: 'github', name: 'GitHub' }];

  it('has its name, its id where it is gone, and none where no scheme was tried', () => {
    expect(nameScheme(choices, 'github')).toBe('GitHub');
    expect(nameScheme(choices, 'own-gone')).toBe('own-gone');
    expect(nameScheme(choices, null)).toBeNull();
  });
});

describe('headers beside one another', () => {
  it('are the same when nothing happened on the way', () => {
    expect(compareHeaders(sent, sent).every(({ state }) => state === 'same')).toBe(true);
  });

  it('are paired by name without regard to case, repeats in their order', () => {
    const captured: HeaderPair[] = [
      ['host', 'a'],
      ['X-Sig', '2'],
      ['Accept', 'x'],
      ['connection', 'close'],
      ['Accept', 'y'],
    ];
    expect(
      compareHeaders(sent, captured).map((line) => [line.sent?.[0] ?? null, line.captured?.[0] ?? null, line.state]),
    ).toEqual([
      ['Host', 'host', 'renamed'],
      ['X-Sig', 'X-Sig', 'changed'],
      ['Accept', 'Accept', 'same'],
      [null, 'connection', 'added'],
      ['Accept', 'Accept', 'same'],
    ]);
  });

  it('lose none of either side, whatever is missing', () => {
    const captured: HeaderPair[] = [
      ['Accept', 'y'],
      ['New', '1'],
    ];
    const lines = compareHeaders(sent, captured);
    expect(lines.filter(({ sent: side }) => side !== null)).toHaveLength(4);
    expect(lines.filter(({ captured: side }) => side !== null)).toHaveLength(2);
    expect(lines.filter(({ state }) => state === 'missing')).toHaveLength(3);
  });
});

describe('the first difference', () => {
  it.each([
    ['abc', 'abc', -1],
    ['abc', 'abd', 2],
    ['abc', 'ab', 2],
    ['', 'x', 0],
  ])('of %j and %j is at %i', (left, right, at) => {
    expect(findFirstDifference(left, right)).toBe(at);
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(findFirstByteDifference(bytes(left), bytes(right))).toBe(at);
  });
});

describe('the phases of an attempt', () => {
  it('follow one another from the times at which they ended', () => {
    const timings = { dns: 1, connect: 3, tls: null, firstByte: 10, total: 12, reusedConnection: false };
    expect(toPhases(timings).map(({ id, from, to }) => [id, from, to])).toEqual([
      ['dns', 0, 1],
      ['connect', 1, 3],
      ['wait', 3, 10],
      ['read', 10, 12],
    ]);
  });

  it('end with waiting where no answer came', () => {
    const timings = { dns: null, connect: 2, tls: null, firstByte: null, total: 30_000, reusedConnection: false };
    expect(toPhases(timings).at(-1)).toMatchObject({ id: 'wait', from: 2, to: 30_000 });
  });
});

describe('the bars of the histogram', () => {
  it('stay inside the picture and show even a single failure', () => {
    const bars = toBars([1000, 0, 1], [1, 0, 0], 90, 16);
    expect(bars[0]?.failureHeight).toBeGreaterThan(1);
    expect(bars.every((bar) => bar.successY >= 0 && bar.failureY + bar.failureHeight <= 16)).toBe(true);
    expect(bars[1]).toMatchObject({ successHeight: 0, failureHeight: 0 });
  });
});
