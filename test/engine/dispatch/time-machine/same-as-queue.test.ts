import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../../src-main/engine/dispatch/time-machine/seeded-random.ts';
import { simulate } from '../../../../src-main/engine/dispatch/time-machine/simulate.ts';
import { answerVirtually, findReceiver } from '../../../../src-main/engine/dispatch/time-machine/virtual-receiver.ts';
import type { Transport } from '../../../../src-main/engine/dispatch/transport-types.ts';
import { systemRandom } from '../../../../src-main/engine/random.ts';
import type { OutageSpan, SimulationLane } from '../../../../src-preload/contract/time-machine.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { openWire } from '../../support/open-wire.ts';
import { signedProvider } from '../../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts';
import { anyLane, anyOutage, downFor, laneOf } from './support.ts';

const ends = {
  delivered: 'delivered',
  exhausted: 'exhausted',
  'given-up': 'exhausted',
  disabled: 'exhausted',
} as const;

/** Sends one event through the real queue, on a clock that jumps from one attempt to the next. */
async function sendForReal(lane: SimulationLane, outage: readonly OutageSpan[], seed: number) {
  const clock = createFakeClock();
  const begin = clock.now();
  const wake: (() => void)[] = [];
  const transport: Transport = {
    send() {
      const result = answerVirtually(findReceiver(outage, clock.now() - begin), lane.success, lane.timeoutMs);
      return new Promise((resolve) => {
        clock.setTimeout(() => resolve(result), result.timings.total);
        for (const run of wake.splice(0)) run();
      });
    },
    close: async () => {},
  };
  const delivery = { ...signedProvider.delivery, retry: lane.rule, success: lane.success, timeoutMs: lane.timeoutMs };
  const engine = await openWire(makeTemporaryDirectory(), {
    clock,
    transport,
    providers: [{ ...signedProvider, signing: null, delivery }],
    random: { bytes: systemRandom.bytes, float: createSeededRandom(seed) },
  });
  const webhook = await engine.createWebhook('signed', { url: 'http://127.0.0.1:9/', timeoutMs: lane.timeoutMs });
  const { id } = await engine.send(webhook, 'made');
  for (let attempt = 1; ; attempt += 1) {
    // The attempt is under way: let it end, then let the wait for the next one pass.
    const finished = engine.waitFor(
      'delivery.finished',
      () => engine.events.filter(({ name }) => name === 'delivery.finished').length >= attempt,
    );
    clock.advance(lane.timeoutMs);
    await finished;
    const { state, nextAt, attempts } = await engine.call['deliveries.get']({ id });
    if (nextAt === null) {
      return {
        state,
        attempts: attempts.map(({ startedAt, outcome, response }) => ({
          startMs: startedAt - begin,
          outcome,
          status: response?.status ?? null,
        })),
      };
    }
    const begun = new Promise<void>((resolve) => wake.push(resolve));
    let hasBegun = false;
    void begun.then(() => {
      hasBegun = true;
    });
    // From one timer to the next: the breaker may hold it back beyond its planned time.
    while (!hasBegun) {
      clock.advance(clock.untilNext() ?? 0);
      await new Promise(setImmediate);
    }
  }
}

describe('the time machine', () => {
  it('does what the real queue does, for any rule, outage and randomness', async () => {
    await fc.assert(
      fc.asyncProperty(anyLane, anyOutage, fc.integer({ min: 0, max: 2 ** 31 }), async (lane, outage, seed) => {
        const course = simulate(lane, outage, createSeededRandom(seed));
        const real = await sendForReal(lane, outage, seed);
        expect(real.attempts).toEqual(
          course.attempts.map(({ startMs, outcome, status }) => ({ startMs, outcome, status })),
        );
        expect(real.state).toBe(ends[course.end]);
      }),
      { numRuns: 25 },
    );
  });

  it('would be found out: an outage that is a millisecond longer ends otherwise', async () => {
    const lane = laneOf('developer');
    const real = await sendForReal(lane, downFor(1000), 1);
    const attemptsIn = (lengthMs: number) => simulate(lane, downFor(lengthMs), createSeededRandom(1)).attempts.length;
    expect(real.attempts).toHaveLength(2);
    expect(attemptsIn(1000)).toBe(2);
    expect(attemptsIn(1001)).toBe(3);
  });
});
