import { describe, expect, it } from 'vitest';
import { scoreEntry } from '../../../src-renderer/app/palette-filter.ts';

describe('the search of the palette', () => {
  it('finds nothing that only has the letters somewhere', () => {
    expect(scoreEntry('log', 'Pager', 'gateway')).toBe(0);
    expect(scoreEntry('sae', 'Save the webhook', '')).toBe(0);
  });

  it('puts the beginning of a label before the beginning of a word, and that before the middle of one', () => {
    const best = scoreEntry('log', 'Log', '');
    const good = scoreEntry('log', 'Fold or open the log', '');
    const fair = scoreEntry('log', 'Catalogue', '');
    const last = scoreEntry('log', 'Something', 'from the log');
    expect([best, good, fair, last]).toEqual([best, good, fair, last].toSorted((one, other) => other - one));
    expect(new Set([best, good, fair, last]).size).toBe(4);
    expect(last).toBeGreaterThan(0);
  });

  it('wants every word', () => {
    expect(scoreEntry('save web', 'Save the webhook', '')).toBeGreaterThan(0);
    expect(scoreEntry('save log', 'Save the webhook', '')).toBe(0);
  });

  it('finds everything when nothing is typed', () => {
    expect(scoreEntry('  ', 'Anything', '')).toBe(1);
  });
});
