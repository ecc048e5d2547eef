import { expect, it } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { DEMO_RATE, QueueClock } from '../../../src-main/engine/dispatch/queue-clock.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function start() {
  const clock = createFakeClock();
  const queue = new QueueClock(clock);
  const ran: number[] = [];
  return { clock, queue, ran, wait: (ms: number) => queue.setTimeout(() => ran.push(ms), ms) };
}

it('is real time until a rehearsal makes a minute last a second', () => {
  const { clock, queue, ran, wait } = start();
  wait(60_000);
  clock.advance(59_999);
  expect(ran).toEqual([]);
  clock.advance(1);
  expect(ran).toEqual([60_000]);
  queue.setRate(DEMO_RATE);
  wait(120_000);
  clock.advance(1999);
  expect(ran).toEqual([60_000]);
  clock.advance(1);
  expect(ran).toEqual([60_000, 120_000]);
});

it('goes on with what is left when it is switched, to and fro, and says when by the wall clock', () => {
  const { clock, queue, ran, wait } = start();
  const due = queue.now() + 120_000;
  wait(120_000);
  expect(queue.toWall(due)).toBe(clock.now() + 120_000);
  clock.advance(60_000);
  queue.setRate(DEMO_RATE);
  expect(queue.toWall(due)).toBe(clock.now() + 1000);
  clock.advance(500);
  queue.setRate(1);
  expect(queue.toWall(due)).toBe(clock.now() + 30_000);
  clock.advance(29_999);
  expect(ran).toEqual([]);
  clock.advance(1);
  expect(ran).toEqual([120_000]);
});

it('never runs backwards, and forgets what was cancelled', () => {
  const { clock, queue, ran, wait } = start();
  let last = queue.now();
  const stop = wait(5000);
  for (const rate of [DEMO_RATE, 1, DEMO_RATE, 1]) {
    queue.setRate(rate);
    clock.advance(7);
    expect(queue.now()).toBeGreaterThan(last);
    last = queue.now();
  }
  stop();
  queue.setRate(DEMO_RATE);
  clock.advance(60_000);
  expect(ran).toEqual([]);
});

it('is not early on a real clock, whose timers drop fractions', async () => {
  const queue = new QueueClock(systemClock);
  queue.setRate(DEMO_RATE);
  for (const ms of [61, 119, 601]) {
    const begun = queue.now();
    await new Promise<void>((resolve) => queue.setTimeout(resolve, ms));
    // Node counts whole milliseconds from the beginning of the turn, which may be one before.
    expect(queue.now() - begun).toBeGreaterThanOrEqual(ms - DEMO_RATE);
  }
});
