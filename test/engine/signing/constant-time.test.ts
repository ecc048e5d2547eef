import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const room = new URL('../../../src-main/engine/signing/', import.meta.url);
const files = readdirSync(room).filter((name) => name.endsWith('.ts'));

const word = String.raw`(?:\w*\.)*\w*(?:signature|secret|digest|expected|received|sent|decoded)`;
const harmless = String.raw`(?:undefined|null|true|false|'|\d)`;
const left = new RegExp(String.raw`\b${word}\s*[!=]==?(?!=)\s*(?!\s|${harmless})`, 'i');
const right = new RegExp(String.raw`[!=]==?\s*${word}\b(?!\.length)`, 'i');
const equals = new RegExp(String.raw`\b${word}\.(?:equals|localeCompare|compare)\(`, 'i');

/** Lines that compare a signature or a secret in a way whose duration tells how much of it is right. */
function findLeaks(source: string): string[] {
  return source.split('\n').filter((line) => left.test(line) || right.test(line) || equals.test(line));
}

describe('signatures and secrets', () => {
  it.each(files)('are compared in constant time in %s', (file) => {
    expect(findLeaks(readFileSync(new URL(file, room), 'utf8'))).toEqual([]);
  });

  it('compared with === would be found', () => {
    expect(findLeaks('if (signature === other) return')).toHaveLength(1);
    expect(findLeaks('return value !== verdict.expected;')).toHaveLength(1);
    expect(findLeaks('return expected.equals(signature)')).toHaveLength(1);
    expect(findLeaks("received === undefined || signature === ''")).toEqual([]);
  });
});
