import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedaction } from '../../../src-main/engine/vault/redaction.ts';
import { createScanner } from '../../../src-main/engine/vault/scanner.ts';

const letters = (length: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), ...length });

/** The longest needle at each place, from left to right. */
function findSlowly(needles: readonly string[], text: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 0; at < text.length; ) {
    const here = needles.filter((needle) => needle.length >= 2 && text.startsWith(needle, at));
    const longest = Math.max(0, ...here.map(({ length }) => length));
    if (longest > 0) found.push([at, at + longest]);
    at += Math.max(longest, 1);
  }
  return found;
}

describe('a scanner', () => {
  it('finds the longest needle at each place, in whatever order needles are added and searches come between', () => {
    fc.assert(
      fc.property(
        fc.array(letters({ minLength: 0, maxLength: 8 }), { maxLength: 12 }),
        letters({ minLength: 0, maxLength: 60 }),
        fc.boolean(),
        (needles, text, searches) => {
          const scanner = createScanner();
          for (const [index, needle] of needles.entries()) {
            scanner.add([needle]);
            if (searches) expect(scanner.find(text)).toEqual(findSlowly(needles.slice(0, index + 1), text));
          }
          expect(scanner.find(text)).toEqual(findSlowly(needles, text));
          expect(createScanner(needles).find(text)).toEqual(findSlowly(needles, text));
        },
      ),
    );
  });

  it('measures the longest beginning of a needle at the end, in whatever order needles are added', () => {
    fc.assert(
      fc.property(
        fc.array(letters({ minLength: 2, maxLength: 12 }), { maxLength: 12 }),
        letters({ minLength: 0, maxLength: 20 }),
        fc.integer({ min: 2, max: 4 }),
        (needles, text, fewest) => {
          const lengths = needles.flatMap((needle) =>
            Array.from({ length: needle.length }, (_, length) => (text.endsWith(needle.slice(0, length)) ? length : 0)),
          );
          const longest = Math.max(0, ...lengths.filter((length) => length >= fewest));
          expect(createScanner(needles).measureCut(text, fewest)).toBe(longest);
        },
      ),
    );
  });

  it('finds nothing before there is a needle', () => {
    const scanner = createScanner();
    expect(scanner.find('anything')).toEqual([]);
    expect(scanner.measureCut('anything', 1)).toBe(0);
  });
});

// Preparing everything again for each one took half a minute for 500.
it('a thousand secrets are learned one by one and used in between', () => {
  const before = process.cpuUsage();
  const redaction = createRedaction();
  for (let index = 0; index < 1000; index += 1) {
    redaction.add(`secret number ${index} of many`);
    expect(redaction.redactText(`before secret number ${index} of many behind`)).toBe('before •••••••• behind');
  }
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(15_000);
  expect(redaction.containsSecret(Buffer.from('secret number 7 of many', 'utf16le'))).toBe(true);
  redaction.clear();
  expect(redaction.containsSecret('secret number 7 of many')).toBe(false);
});
