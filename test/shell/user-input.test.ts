import { expect, test } from 'vitest';
import { createUserInput } from '../../src-main/shell/user-input.ts';

test('input counts for five seconds', () => {
  let now = 0;
  const input = createUserInput(() => now);
  expect(input.wasRecent()).toBe(false);
  input.record('mouseDown');
  now = 5000;
  expect(input.wasRecent()).toBe(true);
  now = 5001;
  expect(input.wasRecent()).toBe(false);
  input.record('rawKeyDown');
  expect(input.wasRecent()).toBe(true);
});

test('a pointer that only passes by is no input', () => {
  const input = createUserInput(() => 0);
  for (const type of ['mouseMove', 'mouseEnter', 'mouseLeave', 'mouseWheel', 'gestureScrollBegin']) input.record(type);
  expect(input.wasRecent()).toBe(false);
});
