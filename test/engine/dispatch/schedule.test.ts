import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampRetryAfter, parseRetryAfter } from '../../../src-main/engine/dispatch/retry-after.ts';
import {
  countAttempts,
  decideRetry,
  type FailedAnswer,
  longestDelay,
} from '../../../src-main/engine/dispatch/schedule.ts';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import { senderRules } from '../../../src-main/engine/providers/sender-rules.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { RetryRule } from '../../../src-preload/contract/retry.ts';

const now = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;
const noJitter = (): number => 0;

const svix = createRule(
  'svix',
  'Svix',
  { kind: 'schedule', delaysSeconds: [5, 300, 1800, 7200, 18_000, 36_000, 36_000] },
  { jitter: { kind: 'share', upTo: 0.2 }, honoursRetryAfter: true },
);
const frappe = createRule('frappe', 'Frappe', { kind: 'schedule', delaysSeconds: [120, 240, 480] });
const fixed = createRule('fixed', 'Fixed', { kind: 'fixed', count: 3, intervalSeconds: 60 });
const doubling = createRule('doubling', 'Doubling', {
  kind: 'exponential',
  firstSeconds: 100,
  factor: 2,
  capSeconds: 500,
  count: 5,
});

const answered = (status: number, ...headers: HeaderPair[]): FailedAnswer => ({ status, timedOut: false, headers });
const refused: FailedAnswer = { status: null, timedOut: false, headers: [] };
const timedOut: FailedAnswer = { ...refused, timedOut: true };
const historyOf = (failures: number, answer: FailedAnswer = answered(500)) => ({ failures, nowMs: now, answer });

/** The decision, where it is one to try again. */
function retryOf(rule: RetryRule, failures: number, answer?: FailedAnswer, random = noJitter) {
  const decision = decideRetry(rule, historyOf(failures, answer), random);
  if (decision.kind !== 'retry') throw new Error(decision.reason);
  return decision;
}

describe('a rule of retries', () => {
  it.each([
    [createRule('none', 'None', { kind: 'none' }), []],
    [fixed, [60, 60, 60]],
    [frappe, [120, 240, 480]],
    [doubling, [100, 200, 400, 500, 500]],
    [svix, [5, 300, 1800, 7200, 18_000, 36_000, 36_000]],
  ])('$id waits its seconds and then gives up', (rule, seconds) => {
    const waits: number[] = [];
    for (let failures = 1; ; failures += 1) {
      const decision = decideRetry(rule, historyOf(failures), noJitter);
      if (decision.kind === 'give-up') {
        expect(decision).toMatchObject({ because: 'no-more-steps', disables: false });
        break;
      }
      expect(decision.at).toBe(now + decision.delayMs);
      waits.push(decision.delayMs / 1000);
    }
    expect(waits).toEqual(seconds);
    expect(countAttempts(rule)).toBe(seconds.length + 1);
  });

  it('adds jitter and never takes any away', () => {
    const some = { ...frappe, jitter: { kind: 'seconds', upTo: 5 } } as const;
    fc.assert(
      fc.property(
        fc.constantFrom([svix, 0.2, 0] as const, [some, 0, 5000] as const),
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        ([rule, share, ms], failures, drawn) => {
          const plain = retryOf(rule, failures);
          const spread = retryOf(rule, failures, answered(500), () => drawn);
          expect(spread.delayMs).toBeGreaterThanOrEqual(plain.delayMs);
          expect(spread.delayMs).toBeLessThanOrEqual(plain.delayMs * (1 + share) + ms + 1);
        },
      ),
    );
  });

  it('keeps the promise for every sender: from the schedule to its jitter, and no attempt early', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...senderRules.filter((rule) => countAttempts(rule) > 1)),
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (rule, failures, drawn) => {
          fc.pre(failures < countAttempts(rule));
          const planned = retryOf(rule, failures).delayMs;
          const { delayMs } = retryOf(rule, failures, answered(500), () => drawn);
          expect(delayMs - planned).toBeGreaterThanOrEqual(0);
          const most = rule.jitter.kind === 'seconds' ? rule.jitter.upTo * 1000 : planned * 0.2;
          expect(delayMs - planned).toBeLessThanOrEqual(most + 1);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never waits longer than it says it can', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<RetryRule>(svix, frappe, fixed, doubling, ...senderRules),
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        fc.constantFrom('0', '5', '99999999999', 'Wed, 21 Oct 2026 07:28:00 GMT'),
        fc.constantFrom(429, 500, 503),
        (rule, failures, drawn, retryAfter, status) => {
          const decision = decideRetry(
            rule,
            historyOf(failures, answered(status, ['Retry-After', retryAfter])),
            () => drawn,
          );
          return decision.kind === 'give-up' || decision.delayMs <= longestDelay(rule);
        },
      ),
    );
  });

  it('follows Retry-After only where it says so', () => {
    const busy = answered(503, ['retry-After', '600']);
    expect(retryOf(svix, 1, busy)).toMatchObject({
      delayMs: 600_000,
      plannedMs: 5000,
      why: 'retry-after',
      retryAfter: { value: '600', use: 'followed' },
    });
    expect(retryOf(frappe, 1, busy)).toMatchObject({ delayMs: 120_000, why: 'schedule', retryAfter: null });
  });

  it.each([
    ['abc', 'unreadable', 5000],
    ['-1', 'unreadable', 5000],
    ['0.5', 'unreadable', 5000],
    ['2', 'too-soon', 5000],
    ['99999999999', 'shortened', 24 * hour],
  ])('says what became of Retry-After: %s is %s', (value, use, delayMs) => {
    expect(retryOf(svix, 1, answered(503, ['Retry-After', value]))).toMatchObject({
      delayMs,
      retryAfter: { value, use },
    });
  });

  it.each([
    ['429', answered(429), 60_000],
    ['502', answered(502), 60_000],
    ['504', answered(504), 60_000],
    ['a time-out', timedOut, 60_000],
    ['500', answered(500), 5000],
    ['503', answered(503), 5000],
    ['a refused connection', refused, 5000],
  ])('keeps its floor after an overload: %s', (_name, answer, delayMs) => {
    const careful = { ...svix, overloadFloorSeconds: 60 };
    expect(retryOf(careful, 1, answer)).toMatchObject({ delayMs, why: delayMs === 5000 ? 'schedule' : 'overload' });
    // Later steps are longer than the floor anyway; and a rule without one has none.
    expect(retryOf(careful, 2, answer)).toMatchObject({ delayMs: 300_000, why: 'schedule' });
    expect(retryOf(svix, 1, answer).delayMs).toBe(5000);
  });

  it('gives up on what it names, and on nothing else', () => {
    const rule: RetryRule = {
      ...svix,
      givesUpOn: { statuses: [400, 403], header: { name: 'X-Slack-No-Retry', value: '1' } },
      disablesOn: [410],
    };
    const decide = (answer: FailedAnswer) => decideRetry(rule, historyOf(1, answer), noJitter);
    expect(decide(answered(410))).toMatchObject({ kind: 'give-up', because: 'gone', disables: true });
    expect(decide(answered(403))).toMatchObject({ kind: 'give-up', because: 'status', disables: false });
    expect(decide(answered(500, ['x-slack-no-retry', ' 1 ']))).toMatchObject({ because: 'header', disables: false });
    for (const answer of [answered(404), answered(500, ['X-Slack-No-Retry', '0']), refused, timedOut]) {
      expect(decide(answer).kind).toBe('retry');
    }
    expect(decideRetry(svix, historyOf(1, answered(410)), noJitter).kind).toBe('retry');
  });
});

describe('Retry-After', () => {
  it.each([
    ['5', 5000],
    ['0', 0],
    [' 120 ', 120_000],
    ['99999999999', 99_999_999_999_000],
    ['0.5', null],
    ['-1', null],
    ['+5', null],
    ['abc', null],
    ['', null],
    ['5s', null],
    ['2026-01-15T12:00:10Z', null],
    ['Thu, 15 Jan 2026 12:00:10 GMT', 10_000],
    ['Thursday, 15-Jan-26 12:00:10 GMT', 10_000],
    ['Thu Jan 15 12:00:10 2026', 10_000],
    ['Thu, 15 Jan 2026 11:59:50 GMT', -10_000],
    ['Thu, 15 Jan 2026 12:00:10', null],
    ['Thu, 32 Jan 2026 12:00:10 GMT', null],
    ['tomorrow', null],
  ])('%j means %s ms', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });

  it.each([
    [0, 5000, 5000],
    [-10_000, 5000, 5000],
    [4999, 5000, 5000],
    [600_000, 5000, 600_000],
    [24 * hour, 5000, 24 * hour],
    [24 * hour + 1, 5000, 24 * hour],
    [Number.POSITIVE_INFINITY, 5000, 24 * hour],
    [50 * hour, 20 * hour, 40 * hour],
    [30 * hour, 20 * hour, 30 * hour],
  ])('of %s ms, planned %s, becomes %s', (asked, planned, expected) => {
    expect(clampRetryAfter(asked, planned)).toBe(expected);
  });
});

/** What a receiver may write, and what a rule with a planned delay of 5 s makes of it. Times are seconds. */
const clampTable: [value: string, delay: number, why: 'schedule' | 'retry-after', use: string][] = [
  ['0', 5, 'schedule', 'too-soon'],
  ['1', 5, 'schedule', 'too-soon'],
  ['4', 5, 'schedule', 'too-soon'],
  ['5', 5, 'schedule', 'followed'],
  ['6', 6, 'retry-after', 'followed'],
  [' 60 ', 60, 'retry-after', 'followed'],
  ['3600', 3600, 'retry-after', 'followed'],
  ['86399', 86_399, 'retry-after', 'followed'],
  ['86400', 86_400, 'retry-after', 'followed'],
  ['86401', 86_400, 'retry-after', 'shortened'],
  ['99999999999', 86_400, 'retry-after', 'shortened'],
  ['9999999999999999', 5, 'schedule', 'unreadable'],
  ['0.5', 5, 'schedule', 'unreadable'],
  ['-1', 5, 'schedule', 'unreadable'],
  ['abc', 5, 'schedule', 'unreadable'],
  ['', 5, 'schedule', 'unreadable'],
  ['Thu, 15 Jan 2026 12:10:00 GMT', 600, 'retry-after', 'followed'],
  ['Thu, 15 Jan 2026 11:00:00 GMT', 5, 'schedule', 'too-soon'],
  ['Sat, 15 Jan 2028 12:00:00 GMT', 86_400, 'retry-after', 'shortened'],
  ['2026-01-15T12:10:00Z', 5, 'schedule', 'unreadable'],
];

describe('the table of Retry-After', () => {
  it('has twenty rows', () => {
    expect(clampTable).toHaveLength(20);
  });

  it.each(clampTable)('%j waits %s s, by %s: it is %s', (value, delay, why, use) => {
    expect(retryOf(svix, 1, answered(503, ['Retry-After', value]))).toMatchObject({
      delayMs: delay * 1000,
      why,
      retryAfter: { value, use },
    });
    // The control: a rule that does not honour it waits as planned.
    const deaf = { ...svix, honoursRetryAfter: false };
    expect(retryOf(deaf, 1, answered(503, ['Retry-After', value]))).toMatchObject({ delayMs: 5000, retryAfter: null });
  });

  it('ends at twice the planned delay where that is more than a day', () => {
    const patient = createRule(
      'p',
      'P',
      { kind: 'fixed', count: 1, intervalSeconds: 20 * 3600 },
      { honoursRetryAfter: true },
    );
    expect(retryOf(patient, 1, answered(503, ['Retry-After', '999999']))).toMatchObject({ delayMs: 40 * hour });
  });
});
