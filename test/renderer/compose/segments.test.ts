import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-preload/contract/template.ts';
import {
  carryOffset,
  carryOver,
  findOwnPiece,
  type RenderedTexts,
} from '../../../src-renderer/features/compose/segments.ts';

/** `{ "a": "{{x}}" }` rendered compact: the pieces of text lose their spaces, the value takes the braces' place. */
const texts: RenderedTexts = {
  template: '{ "a": "{{x}}" }',
  output: '{"a":"ada"}',
  segments: [
    { template: { start: 0, end: 8 }, output: { start: 0, end: 6 }, kind: 'text' },
    { template: { start: 8, end: 13 }, output: { start: 6, end: 9 }, kind: 'value' },
    { template: { start: 13, end: 16 }, output: { start: 9, end: 11 }, kind: 'text' },
  ] satisfies Segment[],
};

const outputOf = (start: number, end: number) =>
  carryOver(texts, { start, end }, 'template', 'output').map((range) => texts.output.slice(range.start, range.end));
const templateOf = (start: number, end: number) =>
  carryOver(texts, { start, end }, 'output', 'template').map((range) => texts.template.slice(range.start, range.end));

describe('what a piece of the template produced', () => {
  it('is the whole value for any place in its placeholder', () => {
    expect(outputOf(8, 8)).toEqual(['ada']);
    expect(outputOf(12, 12)).toEqual(['ada']);
  });

  it('is nothing for a place in plain text', () => {
    expect(outputOf(3, 3)).toEqual([]);
    expect(outputOf(13, 13)).toEqual([]);
  });

  it('is the same letters for a selection, though the layout dropped spaces', () => {
    expect(outputOf(2, 5)).toEqual(['"a"']);
    expect(outputOf(7, 14)).toEqual(['"ada"']);
  });

  it('is one range where pieces touch', () => {
    expect(outputOf(0, 16)).toEqual([texts.output]);
  });
});

describe('where a piece of the output comes from', () => {
  it('is the placeholder for a place in its value', () => {
    expect(templateOf(7, 7)).toEqual(['{{x}}']);
  });

  it('is the same letters for a selection', () => {
    expect(templateOf(1, 4)).toEqual([' "a"']);
  });

  it('marks the value itself too', () => {
    expect(findOwnPiece(texts.segments, 6, 'output')).toEqual([{ start: 6, end: 9 }]);
    expect(findOwnPiece(texts.segments, 1, 'output')).toEqual([]);
  });
});

describe('carrying an offset over', () => {
  it.each([
    ['a b', 'ab', 3, 2],
    ['ab', 'a b', 2, 3],
    ['abc', 'abc', 9, 3],
    ['', '', 0, 0],
  ])('from %j to %j at %i gives %i', (from, to, offset, expected) => {
    expect(carryOffset(from, to, offset)).toBe(expected);
  });
});
