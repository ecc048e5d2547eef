import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../../src-main/engine/dispatch/time-machine/seeded-random.ts';
import { simulate } from '../../../../src-main/engine/dispatch/time-machine/simulate.ts';
import { surveyEndless, surveySpread } from '../../../../src-main/engine/dispatch/time-machine/survey.ts';
import { anyLane, anyReceiver, downFor, hour, laneOf, minute, none, refused, status } from './support.ts';

describe('the longest outage that a rule survives', () => {
  it.each([
    ['svix', 99_305],
    ['github', 0],
    ['frappe-cloud', 840],
    ['convoy-linear', 1000],
    ['standard-webhooks', 272_105],
  ])('of %s is %i s without jitter', (id, seconds) => {
    expect(surveyEndless(laneOf(id), refused, none).survivesMs?.always).toBe(seconds * 1000);
  });

  it('is longer where the receiver says how long it is away', () => {
    expect(surveyEndless(laneOf('svix'), status(503, 7200), none).survivesMs?.always).toBeGreaterThan(99_305_000);
  });

  it('is any where the receiver is only slow, and none where it says that it is gone', () => {
    expect(surveyEndless(laneOf('svix'), { kind: 'slow', seconds: 2 }, none)).toEqual({
      survivesMs: null,
      givesUpMs: null,
    });
    expect(surveyEndless(laneOf('standard-webhooks'), status(410), none).survivesMs?.always).toBe(0);
  });

  it('is exact: whatever the jitter, that long is survived, and a millisecond more than at best is not', () => {
    fc.assert(
      fc.property(anyLane, anyReceiver, fc.integer({ min: 0 }), (lane, receiver, seed) => {
        const border = surveyEndless(lane, receiver, createSeededRandom(seed)).survivesMs;
        const endOf = (lengthMs: number) => simulate(lane, downFor(lengthMs, receiver), createSeededRandom(seed)).end;
        if (border === null) return endOf(400 * 24 * hour) === 'delivered';
        return endOf(border.always) === 'delivered' && endOf(border.atBest + 1) !== 'delivered';
      }),
    );
  });

  it('is reached: without jitter a millisecond more is lost, with the most of it only then', () => {
    fc.assert(
      fc.property(anyLane, anyReceiver, (lane, receiver) => {
        const border = surveyEndless(lane, receiver, none).survivesMs;
        if (border === null) return true;
        const most = (): number => 1 - Number.EPSILON;
        return (
          simulate(lane, downFor(border.always + 1, receiver), none).end !== 'delivered' &&
          simulate(lane, downFor(border.atBest, receiver), most).end === 'delivered'
        );
      }),
    );
  });
});

describe('events spread over an outage', () => {
  it('are delivered as far as the outage ends before their last attempt', () => {
    // 14 minutes after its event is the last attempt, so of an hour only the last 14 minutes survive.
    const spread = surveySpread(laneOf('frappe-cloud'), downFor(hour), none);
    expect(spread).toMatchObject({ events: 200 });
    expect((spread?.delivered ?? 0) / 200).toBeCloseTo(14 / 60, 2);
  });

  it('are all lost without retries, and all delivered where the last attempt is after the outage', () => {
    expect(surveySpread(laneOf('github'), downFor(hour), none)).toMatchObject({ delivered: 0, attemptsPerEvent: 1 });
    expect(surveySpread(laneOf('svix'), downFor(hour), none)).toMatchObject({ delivered: 200 });
  });

  it('count those between two outages as delivered at once', () => {
    const outage = [...downFor(minute), { fromMs: 9 * minute, toMs: 10 * minute, receiver: refused }];
    expect(surveySpread(laneOf('github'), outage, none)?.delivered).toBe(160);
  });

  it('load the receiver with each retry that falls among new events', () => {
    const usual = surveySpread(laneOf('github'), downFor(hour), none);
    const svix = surveySpread(laneOf('svix'), downFor(hour), none);
    expect(usual?.peakLoad).toBe(1);
    // First attempts, those after 5 s, after 5 min and after 35 min, at the same time.
    expect(svix?.peakLoad).toBeGreaterThan(3.5);
    expect(svix?.peakLoad).toBeLessThan(4.6);
  });

  it('say nothing where there is no outage', () => {
    expect(surveySpread(laneOf('svix'), [], none)).toBeNull();
  });
});
