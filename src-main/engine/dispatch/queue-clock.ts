import type { Clock } from '../clock.ts';

/** While rehearsing, a minute of the queue lasts a second. */
export const DEMO_RATE = 60;

interface Timer {
  at: number;
  run: () => void;
  cancel: () => void;
}

/**
 * The time that the queue waits by: it only goes forward, whatever happens to the wall clock, and can be made to run faster. Nothing
 * else follows it: signatures, time-outs and the log have the real time.
 */
export class QueueClock {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();
  #rate = 1;
  /** Queue time and real time at the last change of the rate. */
  #base = { queue: 0, real: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#base.real = clock.monotonic();
  }

  get rate(): number {
    return this.#rate;
  }

  /** In ms, from any beginning. */
  now(): number {
    return this.#base.queue + (this.#clock.monotonic() - this.#base.real) * this.#rate;
  }

  /** What waits goes on with what is left of its time. */
  setRate(rate: number): void {
    this.#base = { queue: this.now(), real: this.#clock.monotonic() };
    this.#rate = rate;
    for (const timer of this.#timers) {
      timer.cancel();
      this.#arm(timer);
    }
  }

  /** Calls `run` once after `ms` of queue time; the answer cancels it. */
  setTimeout(run: () => void, ms: number): () => void {
    const timer: Timer = { at: this.now() + Math.max(0, ms), run, cancel: () => {} };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  }

  /** When, by the wall clock, the queue time will have come. */
  toWall(at: number): number {
    return Math.round(this.#clock.now() + (at - this.now()) / this.#rate);
  }

  #arm(timer: Timer): void {
    // Rounded up, because nothing may be early.
    const ms = Math.max(0, Math.ceil((timer.at - this.now()) / this.#rate));
    timer.cancel = this.#clock.setTimeout(() => {
      this.#timers.delete(timer);
      timer.run();
    }, ms);
  }
}
