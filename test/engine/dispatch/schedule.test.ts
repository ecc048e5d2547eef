import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampRetryAfter, parseRetryAfter } from '../../../src-main/engine/dispatch/retry-after.ts';
import { countAttempts, decideRetry, longestDelay } from '../../../src-main/engine/dispatch/schedule.ts';
import type { RetryRule } from '../../../src-preload/contract/provider.ts';

const now = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;
const noJitter = (): number => 0;

const svix: RetryRule = {
  kind: 'schedule',
  id: 'svix',
  label: 'Svix',
  delaysSeconds: [5, 300, 1800, 7200, 18_000, 36_000, 36_000],
  jitter: 0.2,
  confidence: 'documented',
  honoursRetryAfter: true,
};
const frappe: RetryRule = {
  ...svix,
  id: 'frappe',
  delaysSeconds: [120, 240, 480],
  jitter: 0,
  honoursRetryAfter: false,
};

describe('a rule of retries', () => {
  it.each([
    [{ kind: 'none' } as const, []],
    [{ kind: 'fixed', count: 3, intervalSeconds: 60 } as const, [60, 60, 60]],
    [frappe, [120, 240, 480]],
    [svix, [5, 300, 1800, 7200, 18_000, 36_000, 36_000]],
  ])('%o waits its seconds and then gives up', (rule, seconds) => {
    const waits: number[] = [];
    for (let failures = 1; ; failures += 1) {
      const decision = decideRetry(rule, { failures, nowMs: now, retryAfter: null }, noJitter);
      if (decision.kind === 'give-up') break;
      expect(decision.at).toBe(now + decision.delayMs);
      waits.push(decision.delayMs / 1000);
    }
    expect(waits).toEqual(seconds);
    expect(countAttempts(rule)).toBe(seconds.length + 1);
  });

  it('adds jitter and never takes any away', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (failures, share) => {
          const history = { failures, nowMs: now, retryAfter: null };
          const plain = decideRetry(svix, history, noJitter);
          const spread = decideRetry(svix, history, () => share);
          if (plain.kind !== 'retry' || spread.kind !== 'retry') return false;
          return spread.delayMs >= plain.delayMs && spread.delayMs <= plain.delayMs * 1.2 + 1;
        },
      ),
    );
  });

  it('never waits longer than it says it can', () => {
    const rules = [svix, frappe, { kind: 'fixed', count: 4, intervalSeconds: 300 } as const];
    fc.assert(
      fc.property(
        fc.constantFrom<RetryRule>(...rules),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        fc.constantFrom(null, '0', '5', '99999999999', 'Wed, 21 Oct 2026 07:28:00 GMT'),
        (rule, failures, share, retryAfter) => {
          const decision = decideRetry(rule, { failures, nowMs: now, retryAfter }, () => share);
          return decision.kind === 'give-up' || decision.delayMs <= longestDelay(rule);
        },
      ),
    );
  });

  it('follows Retry-After only where it says so', () => {
    const history = { failures: 1, nowMs: now, retryAfter: '600' };
    expect(decideRetry(svix, history, noJitter)).toMatchObject({ delayMs: 600_000, why: 'retry-after' });
    expect(decideRetry(frappe, history, noJitter)).toMatchObject({ delayMs: 120_000, why: 'schedule' });
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
