import { expect, test } from 'vitest';
import { describeRule, planAttempts } from '../../../src-main/engine/dispatch/picture-rule.ts';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import { senderRules } from '../../../src-main/engine/providers/sender-rules.ts';

const find = (id: string) => senderRules.find((rule) => rule.id === id) ?? createRule('', '', { kind: 'none' });

test('a rule is drawn out attempt by attempt, with the jitter that may come on top', () => {
  const attempts = planAttempts(find('svix'));
  expect(attempts).toHaveLength(8);
  expect(attempts.slice(0, 3)).toEqual([
    { number: 1, afterMs: 0, latestMs: 0, atMs: 0 },
    { number: 2, afterMs: 5000, latestMs: 6000, atMs: 5000 },
    { number: 3, afterMs: 300_000, latestMs: 360_000, atMs: 305_000 },
  ]);
  expect(planAttempts(find('github'))).toHaveLength(1);
});

test('a rule that ends on 500 is drawn all the same', () => {
  const rule = createRule(
    'a',
    'A',
    { kind: 'fixed', count: 2, intervalSeconds: 1 },
    { givesUpOn: { statuses: [500], header: null } },
  );
  expect(planAttempts(rule)).toHaveLength(3);
});

test('what a rule does besides waiting is told in sentences, and nothing that it does not do', () => {
  expect(describeRule(find('frappe-cloud'))).toEqual([]);
  expect(describeRule(find('standard-webhooks'))).toEqual([
    'Waits as long as Retry-After asks, at most 24 h or twice the planned delay.',
    'Waits at least 60 s after 429, 502, 504 or a time-out.',
    'Deactivates the webhook on 410.',
  ]);
  expect(describeRule(find('gitlab'))).toEqual([
    'Pauses the endpoint for 60 s after 4 failed attempts in a row, then tries one; up to 24 h when that fails again.',
  ]);
});
