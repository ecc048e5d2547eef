import { describe, expect, it } from 'vitest';
import { findFault } from '../../scripts/tour/find-fault.mjs';
import { formatTable } from '../../scripts/tour/table.mjs';

describe('the tour', () => {
  const fine = { status: '200', verdict: 'valid' };

  it('passes what was answered with a success and verified', () => {
    expect(findFault(fine, true)).toBeNull();
    expect(findFault({ ...fine, verdict: 'not signed' }, false)).toBeNull();
  });

  it.each([
    { why: 'another status', pair: { ...fine, status: '404' }, signed: true },
    { why: 'no status at all', pair: { ...fine, status: '' }, signed: true },
    { why: 'a mismatch', pair: { ...fine, verdict: 'signature differs' }, signed: true },
    { why: 'a signature that was lost on the way', pair: { ...fine, verdict: 'not signed' }, signed: true },
    { why: 'a signature that the preview did not show', pair: fine, signed: false },
    { why: 'a request that nobody checked', pair: { ...fine, verdict: 'not checked' }, signed: false },
  ])('fails for $why', ({ pair, signed }) => {
    expect(findFault(pair, signed)).toEqual(expect.stringMatching(/^The /));
  });

  it('lays its table out with numbers at the right', () => {
    const lines = [
      ['CRM', '593 B'],
      ['Rocket.Chat', '1.1 KiB'],
    ];
    expect(formatTable(['webhook', 'bytes'], lines, new Set(['bytes'])).split('\n')).toEqual([
      'webhook        bytes',
      '-----------  -------',
      'CRM            593 B',
      'Rocket.Chat  1.1 KiB',
    ]);
  });
});
