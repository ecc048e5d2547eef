import { describe, expect, it } from 'vitest';
import {
  codePointLabel,
  describeCharacter,
  findDeceivingCharacters,
  nameCharacter,
  straightenText,
} from '../../src-main/engine/name-character.ts';

describe('naming characters', () => {
  it.each([
    [0xa0, 'no-break space', ' '],
    [0x2003, 'em space', ' '],
    [0x200b, 'zero width space', ''],
    [0x200f, 'right-to-left mark', ''],
    [0x202e, 'right-to-left override', ''],
    [0xfeff, 'byte order mark', ''],
    [0x2018, 'left single quotation mark', "'"],
    [0x2019, 'right single quotation mark', "'"],
    [0x201c, 'left double quotation mark', '"'],
    [0x201d, 'right double quotation mark', '"'],
    [0x2013, 'en dash', '-'],
    [0x2014, 'em dash', '-'],
    [0xff5b, 'full-width {', '{'],
    [0xff1a, 'full-width :', ':'],
    [0x435, 'Cyrillic letter that looks like e', 'e'],
    [0x00, 'NUL', ''],
    [0x9f, 'control character', ''],
  ])('names %i as %s', (code, name, meant) => {
    expect(nameCharacter(code)).toMatchObject({ name, meant });
  });

  it('leaves characters that show themselves unnamed', () => {
    for (const character of '\t\n\r Az09{}"\'-ü日é😀') expect(nameCharacter(character.codePointAt(0) ?? 0)).toBeNull();
  });

  it('means plain ASCII by every look-alike', () => {
    for (let code = 0; code < 0x11000; code += 1) {
      const found = nameCharacter(code);
      if (found === null) continue;
      expect(found.meant, codePointLabel(code)).toMatch(/^[\n\x20-\x7e]*$/);
      expect(nameCharacter(found.meant.codePointAt(0) ?? 0x20)).toBeNull();
    }
  });

  it('describes a character with its article and code point', () => {
    expect(describeCharacter('\u00a0')).toBe('a no-break space (U+00A0)');
    expect(describeCharacter('\u2014')).toBe('an em dash (U+2014)');
    expect(describeCharacter(' ')).toBe('a space (U+0020)');
    expect(describeCharacter('\n')).toBe('a line break (U+000A)');
    expect(describeCharacter('ü')).toBe('“ü” (U+00FC)');
    expect(describeCharacter('😀')).toBe('“😀” (U+1F600)');
  });

  it('finds the deceiving characters of a range, an astral one whole', () => {
    const text = 'a\u00a0b😀\u{e0041}c\u201d';
    expect(findDeceivingCharacters(text).map(({ start, end, meant }) => [start, end, meant])).toEqual([
      [1, 2, ' '],
      [5, 7, ''],
      [8, 9, '"'],
    ]);
    expect(findDeceivingCharacters(text, 2, 8)).toHaveLength(1);
    expect(findDeceivingCharacters(text, 0, text.length, 1)).toHaveLength(1);
  });

  it('straightens a text pasted from a word processor', () => {
    expect(straightenText('curl \u201chttp://a/b\u201d \u2013d \uff5b\u201ca\u201d:1\uff5d\u200b')).toBe(
      'curl "http://a/b" -d {"a":1}',
    );
    expect(straightenText('plain')).toBe('plain');
  });
});
