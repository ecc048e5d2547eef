import type { Clock } from '../../../src-main/engine/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass and runs what falls due, in order. */
  advance(ms: number): void;
  /** Milliseconds until something falls due; null when nothing waits. */
  untilNext(): number | null;
}

/** Time that stands still until it is told to go on. */
export function createFakeClock(start = Date.UTC(2026, 0, 15, 12)): FakeClock {
  let passed = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => start + passed,
    monotonic: () => passed,
    setTimeout(run, ms) {
      const timer = { at: passed + Math.max(0, ms), run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    untilNext: () => (timers.length === 0 ? null : Math.min(...timers.map(({ at }) => at)) - passed),
    advance(ms) {
      const end = passed + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        passed = Math.max(passed, next.at);
        next.run();
      }
      passed = end;
    },
  };
}
