import { describe, expect, test } from 'vitest';
import { chooseRule } from '../../../src-main/engine/providers/choose-rule.ts';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import { senderRules } from '../../../src-main/engine/providers/sender-rules.ts';
import { validateOwnRule } from '../../../src-main/engine/webhooks/validate-own-rule.ts';
import { validateRetry } from '../../../src-main/engine/webhooks/validate-rules.ts';
import type { RetryRule } from '../../../src-preload/contract/retry.ts';
import { draftOf, providerOf } from '../compose/support/compose.ts';

const whole = createRule(
  'own',
  'Own schedule',
  { kind: 'exponential', firstSeconds: 5, factor: 2, capSeconds: 3600, count: 10 },
  {
    jitter: { kind: 'share', upTo: 0.2 },
    honoursRetryAfter: true,
    overloadFloorSeconds: 60,
    givesUpOn: { statuses: [400], header: { name: 'X-No-Retry', value: '1' } },
    disablesOn: [410],
    disablesAfter: { failures: 8, hours: 120 },
    breaker: { failures: 10, openSeconds: 60, factor: 2, maximumSeconds: 900 },
  },
);

describe('a schedule of one’s own', () => {
  test('is valid as every sender has it', () => {
    expect(validateOwnRule(whole, 'rule')).toEqual([]);
    for (const rule of senderRules) expect(validateOwnRule(rule, 'rule')).toEqual([]);
  });

  test.each<[string, Partial<RetryRule>]>([
    ['label', { label: ' ' }],
    ['steps.count', { steps: { kind: 'fixed', count: 0, intervalSeconds: 5 } }],
    ['steps.count', { steps: { kind: 'fixed', count: 51, intervalSeconds: 5 } }],
    ['steps.count', { steps: { kind: 'fixed', count: 1.5, intervalSeconds: 5 } }],
    ['steps.intervalSeconds', { steps: { kind: 'fixed', count: 1, intervalSeconds: 0 } }],
    ['steps.delaysSeconds', { steps: { kind: 'schedule', delaysSeconds: [] } }],
    ['steps.delaysSeconds', { steps: { kind: 'schedule', delaysSeconds: [5, -1, -2] } }],
    ['steps.delaysSeconds', { steps: { kind: 'schedule', delaysSeconds: Array<number>(51).fill(1) } }],
    ['steps.capSeconds', { steps: { kind: 'exponential', firstSeconds: 9, factor: 2, capSeconds: 8, count: 2 } }],
    ['steps.factor', { steps: { kind: 'exponential', firstSeconds: 1, factor: 0.5, capSeconds: 8, count: 2 } }],
    ['jitter.upTo', { jitter: { kind: 'share', upTo: -0.1 } }],
    ['jitter.upTo', { jitter: { kind: 'seconds', upTo: 90_000 } }],
    ['overloadFloorSeconds', { overloadFloorSeconds: -1 }],
    ['givesUpOn.statuses', { givesUpOn: { statuses: [200], header: null } }],
    ['givesUpOn.header', { givesUpOn: { statuses: [], header: { name: 'a b', value: '' } } }],
    ['disablesOn', { disablesOn: [41] }],
    ['disablesAfter.failures', { disablesAfter: { failures: 0, hours: null } }],
    ['disablesAfter.hours', { disablesAfter: { failures: null, hours: 0 } }],
    ['breaker.maximumSeconds', { breaker: { failures: 1, openSeconds: 60, factor: 2, maximumSeconds: 59 } }],
    ['breaker.failures', { breaker: { failures: 0, openSeconds: 60, factor: 2, maximumSeconds: 60 } }],
  ])('is refused at the field that is wrong: %s', (path, changes) => {
    expect(validateOwnRule({ ...whole, ...changes }, 'rule').map((issue) => issue.path)).toEqual([`rule.${path}`]);
  });
});

describe('the rule of a webhook', () => {
  const callgoose = providerOf('callgoose');

  test('is the service’s with the chosen count, a sender’s, or one’s own', () => {
    const draft = draftOf(callgoose, { retryCount: 2, retryIntervalMinutes: 3 });
    expect(chooseRule(draft, callgoose)).toMatchObject({
      id: 'callgoose',
      steps: { kind: 'fixed', count: 2, intervalSeconds: 180 },
      disablesAfter: { failures: 6 },
    });
    const svix = chooseRule({ ...draft, retryRule: { kind: 'sender', id: 'svix' } }, callgoose);
    expect(svix).toMatchObject({ id: 'svix', disablesAfter: { failures: null, hours: 120 } });
    expect(svix).not.toHaveProperty('notes');
    expect(chooseRule({ ...draft, retryRule: { kind: 'own', rule: whole } }, callgoose)).toBe(whole);
  });

  test('that nobody knows is refused, and count and interval do not matter under another rule', () => {
    const wrong = draftOf(callgoose, { retryCount: 99, retryRule: { kind: 'sender', id: 'nobody' } });
    expect(validateRetry(wrong, callgoose).map(({ path }) => path)).toEqual(['retryRule']);
    expect(validateRetry({ ...wrong, retryRule: { kind: 'sender', id: 'svix' } }, callgoose)).toEqual([]);
    expect(validateRetry({ ...wrong, retryRule: null }, callgoose).map(({ path }) => path)).toEqual(['retryCount']);
  });
});
