import { describe, expect, it } from 'vitest';
import {
  findLineEnds,
  isInTemplate,
  type PositionedText,
  toMarkerRange,
  toPositionRange,
  toRangeAround,
  toTextRange,
} from '../../../src-renderer/editor/language/offsets.ts';

/** A text model that counts lines the way Monaco does. */
function textModel(text: string): PositionedText {
  const lines = text.split('\n');
  const startOf = (line: number): number => lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return {
    getValueLength: () => text.length,
    getOffsetAt: ({ lineNumber, column }) => startOf(lineNumber) + column - 1,
    getPositionAt(offset) {
      const before = text.slice(0, offset).split('\n');
      return { lineNumber: before.length, column: (before.at(-1) ?? '').length + 1 };
    },
  };
}

describe('offsets and positions', () => {
  const model = textModel('{\n  "a": "\u{1f600}x"\n}');

  it('converts a range there and back, counting UTF-16 units', () => {
    const range = { start: 9, end: 14 };
    const positions = toPositionRange(model, range);
    expect(positions).toEqual({ startLineNumber: 2, startColumn: 8, endLineNumber: 2, endColumn: 13 });
    expect(toTextRange(model, positions)).toEqual(range);
  });

  it('puts offsets past the end at the end', () => {
    expect(toPositionRange(model, { start: 99, end: 120 })).toMatchObject({ startLineNumber: 3, startColumn: 2 });
  });

  it('widens an empty range to a character that can be underlined', () => {
    expect(toMarkerRange(model, { start: 16, end: 16 })).toMatchObject({
      startLineNumber: 3,
      startColumn: 1,
      endColumn: 2,
    });
    expect(toMarkerRange(model, { start: 17, end: 17 })).toMatchObject({ startColumn: 1, endColumn: 2 });
  });
});

describe('a range around a position', () => {
  it('keeps its distance to the position, whatever is typed since', () => {
    const position = { lineNumber: 4, column: 10 };
    expect(toRangeAround(position, 109, { start: 105, end: 111 })).toEqual({
      startLineNumber: 4,
      startColumn: 6,
      endLineNumber: 4,
      endColumn: 12,
    });
  });
});

describe('line ends', () => {
  it.each([
    ['a\nb', 'lf'],
    ['a', 'lf'],
    ['a\r\nb\r\n', 'crlf'],
    ['a\r\nb\n', 'mixed'],
    ['a\rb', 'mixed'],
  ] as const)('of %j are %s', (text, ends) => {
    expect(findLineEnds(text)).toBe(ends);
  });
});

describe('asking for completion', () => {
  it.each([
    ['{"a": {{', true],
    ['{{acc', true],
    ['{{a}} ', false],
    ['{"a": {"b": {', false],
    ['{{{ if(', true],
    ['{{{ if(a==b) return({{c}}); ', true],
    ['{{{ return({{c}}); }}} "x', false],
  ])('after %j: %s', (before, expected) => {
    expect(isInTemplate(before)).toBe(expected);
  });
});
