import { expect, it } from 'vitest';
import { formatDelay, parseDelays, parseStatuses } from '../../../src-renderer/features/webhooks/own-rule-fields.tsx';

it.each([
  ['5 s, 5 min, 2 h', [5, 300, 7200]],
  ['1,2 , 4,', [1, 2, 4]],
  ['0.5s', [0.5]],
  ['soon, -3, 1 x', [-1, -1, -1]],
  ['', []],
])('reads the waits %j', (text, seconds) => {
  expect(parseDelays(text)).toEqual(seconds);
});

it('writes waits as it reads them', () => {
  const seconds = [0, 5, 90, 300, 7200, 90_000];
  expect(parseDelays(seconds.map(formatDelay).join(', '))).toEqual(seconds);
});

it('reads statuses, and lets what is none be refused', () => {
  expect(parseStatuses('400, 403')).toEqual([400, 403]);
  expect(parseStatuses('4xx, 410')).toEqual([-1, 410]);
});
