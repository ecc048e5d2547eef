import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../../src-main/engine/dispatch/time-machine/seeded-random.ts';
import { type Course, simulate } from '../../../../src-main/engine/dispatch/time-machine/simulate.ts';
import { senderRules } from '../../../../src-main/engine/providers/sender-rules.ts';
import { anyLane, anyOutage, downFor, hour, laneOf, minute, none, status } from './support.ts';

const startsOf = ({ attempts }: Course): number[] => attempts.map(({ startMs }) => startMs / 1000);

/** Seconds after the event at which each attempt begins while every one fails, as facts/senders.md has them; jitter left out. */
const golden: Readonly<Record<string, number[]>> = {
  'standard-webhooks': [0, 5, 305, 2105, 9305, 27_305, 63_305, 113_705, 185_705, 272_105],
  svix: [0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305],
  stripe: [0, 3600, 10_800, 25_200, 54_000, 97_200, 140_400, 183_600, 226_800],
  'stripe-sandbox': [0, 1800, 5400, 12_600],
  github: [0],
  shopify: [0, 60, 180, 420, 900, 1800, 3600, 7200, 14_400],
  'hookdeck-linear': [0, 3600, 7200, 10_800, 14_400, 18_000],
  'hookdeck-exponential': [0, 60, 180, 420, 900, 1860, 3780, 7620, 15_300, 30_660, 61_380],
  'convoy-linear': [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000],
  'convoy-exponential': [0, 100, 300, 700, 1500, 3100, 6300, 12_700, 19_900, 27_100, 34_300],
  'convoy-example': [0, 10, 40, 100, 280, 580, 1180, 2080],
  slack: [0, 0, 60, 360],
  pagerduty: [0, 80, 240, 560, 1200],
  discord: [0, 15, 45, 105, 225, 465],
  gitlab: [0],
  'frappe-cloud': [0, 120, 360, 840],
  frappe: [0, 1, 5],
  developer: [0, 1, 3, 7, 15],
};

describe('an event on the virtual clock', () => {
  it('has a table for the rule of every sender', () => {
    expect(Object.keys(golden).sort()).toEqual(senderRules.map(({ id }) => id).sort());
  });

  it.each(Object.entries(golden))('of %s is tried at the documented times', (id, seconds) => {
    const course = simulate(laneOf(id), downFor(1000 * hour), none);
    expect(startsOf(course)).toEqual(seconds);
    expect(course).toMatchObject({ end: 'exhausted', endMs: (seconds.at(-1) ?? 0) * 1000 });
  });

  it.each([
    ['svix', 'delivered', 9305],
    ['github', 'exhausted', 0],
    ['shopify', 'delivered', 3600],
    ['frappe-cloud', 'exhausted', 840],
    ['slack', 'exhausted', 360],
    ['convoy-linear', 'exhausted', 1000],
    ['hookdeck-linear', 'delivered', 3600],
  ])('of %s is %s in an outage of an hour, after %i s', (id, end, seconds) => {
    expect(simulate(laneOf(id), downFor(hour), none)).toMatchObject({ end, endMs: seconds * 1000 });
  });

  it('is delivered by an attempt that begins when the outage ends', () => {
    expect(simulate(laneOf('hookdeck-linear'), downFor(hour), none)).toMatchObject({ end: 'delivered', endMs: hour });
    expect(simulate(laneOf('hookdeck-linear'), downFor(hour + 1), none)).toMatchObject({ endMs: 2 * hour });
  });

  it('waits as Retry-After asks, where the rule honours it', () => {
    const outage = downFor(15 * minute, status(429, 900));
    const svix = simulate(laneOf('svix'), outage, none);
    expect(svix).toMatchObject({ end: 'delivered', endMs: 15 * minute });
    expect(svix.attempts.map(({ why }) => why)).toEqual(['event', 'retry-after']);
    expect(startsOf(simulate(laneOf('frappe-cloud'), outage, none))).toEqual([0, 120, 360, 840]);
  });

  it('keeps away from an overloaded receiver for as long as the rule says', () => {
    const { attempts } = simulate(laneOf('svix'), downFor(minute, status(502)), none);
    expect(attempts.map(({ startMs, why }) => [startMs, why])).toEqual([
      [0, 'event'],
      [minute, 'overload'],
    ]);
  });

  it('ends when the receiver says that it is gone, and disables the webhook', () => {
    expect(simulate(laneOf('standard-webhooks'), downFor(hour, status(410)), none)).toMatchObject({
      end: 'disabled',
      endMs: 0,
      attempts: [{ status: 410, outcome: 'failure' }],
    });
    expect(simulate(laneOf('pagerduty'), downFor(hour, status(403)), none)).toMatchObject({ end: 'given-up' });
  });

  it('lasts as long as the sender waits for an answer', () => {
    const svix = simulate(laneOf('svix'), downFor(minute, { kind: 'time-out' }), none);
    expect(svix.attempts[0]).toMatchObject({ startMs: 0, endMs: 15_000, error: 'deadline' });
    expect(svix.attempts[1]).toMatchObject({ startMs: 15_000 + minute, outcome: 'success' });
  });

  it('succeeds with a slow receiver while the sender has the patience', () => {
    const slow = downFor(hour, { kind: 'slow', seconds: 12 });
    expect(simulate(laneOf('svix'), slow, none)).toMatchObject({ end: 'delivered', endMs: 12_000 });
    expect(simulate(laneOf('github'), slow, none)).toMatchObject({ end: 'exhausted', endMs: 10_000 });
  });

  it('waits while the breaker is open, and is then the probe', () => {
    const breaker = { failures: 2, openSeconds: 60, factor: 2, maximumSeconds: 90 };
    const developer = laneOf('developer');
    const course = simulate({ ...developer, rule: { ...developer.rule, breaker } }, downFor(hour), none);
    expect(course.attempts.map(({ startMs, why }) => [startMs / 1000, why])).toEqual([
      [0, 'event'],
      [1, 'schedule'],
      [61, 'breaker'],
      [151, 'breaker'],
      [241, 'breaker'],
    ]);
    expect(course.breaker.map(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000])).toEqual([
      [1, 61],
      [61, 151],
      [151, 241],
      [241, 331],
    ]);
  });

  it('is held when the webhook is disabled, because it has failed for too long', () => {
    const svix = laneOf('svix');
    const rule = { ...svix.rule, disablesAfter: { failures: null, hours: 1 } };
    expect(simulate({ ...svix, rule }, downFor(20 * hour), none)).toMatchObject({
      end: 'disabled',
      endMs: 9_305_000,
      reason: 'The webhook is disabled: every attempt has failed for 1 h.',
    });
  });

  it('is never tried before its planned time, nor after the latest that jitter allows', () => {
    fc.assert(
      fc.property(anyLane, anyOutage, fc.integer({ min: 0 }), (lane, outage, seed) => {
        const { attempts } = simulate(lane, outage, createSeededRandom(seed));
        for (const [index, attempt] of attempts.entries()) {
          expect(attempt.startMs).toBeGreaterThanOrEqual(attempt.earliestMs);
          expect(attempt.startMs).toBeLessThanOrEqual(attempt.latestMs);
          expect(attempt.earliestMs).toBeGreaterThanOrEqual(attempts[index - 1]?.endMs ?? 0);
        }
      }),
    );
  });

  it('is the same for the same seed, and differs for another where the rule has jitter', () => {
    const course = (seed: number) => startsOf(simulate(laneOf('svix'), downFor(20 * hour), createSeededRandom(seed)));
    expect(course(7)).toEqual(course(7));
    expect(course(7)).not.toEqual(course(8));
  });

  it('takes the later of two spans that overlap', () => {
    const outage = [...downFor(hour), { fromMs: 0, toMs: 1000, receiver: status(500) }];
    expect(simulate(laneOf('developer'), outage, none).attempts.map(({ error }) => error)).toEqual([
      'status',
      ...Array<string>(4).fill('refused'),
    ]);
  });
});
