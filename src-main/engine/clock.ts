import { performance } from 'node:perf_hooks';

/** Time as the engine sees it, so that a test can own it. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. May jump. */
  now(): number;
  /** Milliseconds that only go forward; for durations and waits. */
  monotonic(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  setTimeout(run: () => void, ms: number): () => void;
}

/** Node rounds a longer wait down to 1 ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout(run, ms) {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      const step = Math.min(left, LONGEST_TIMER);
      timer = setTimeout(() => (left > step ? wait(left - step) : run()), step);
    };
    wait(Math.max(0, ms));
    return () => clearTimeout(timer);
  },
};
