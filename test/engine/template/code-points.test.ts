import { expect, it } from 'vitest';
import { countCodePoints, cutToCodePoints } from '../../../src-main/engine/template/index.ts';

it.each([
  ['', 0],
  ['abc', 3],
  ['aä€', 3],
  ['😀', 1],
  ['a😀b', 3],
  ['\ud83d', 1],
  ['\ude00\ud83d', 2],
])('%j has %i code points', (text, count) => {
  expect(countCodePoints(text)).toBe(count);
});

it.each([
  ['abc', 2, 'ab'],
  ['abc', 3, 'abc'],
  ['abc', 9, 'abc'],
  ['abc', 0, ''],
  ['😀😀', 1, '😀'],
  ['a😀b', 2, 'a😀'],
  ['\ud83da', 1, '\ud83d'],
])('%j cut to %i is %j', (text, maximum, cut) => {
  expect(cutToCodePoints(text, maximum)).toBe(cut);
});
