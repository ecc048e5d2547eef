import type { Clock } from '../../clock.ts';

/** How far behind its rate a job may catch up at once, in milliseconds. */
const CATCH_UP_MS = 50;

/** Over how long the measured rate goes, in milliseconds. */
const WINDOW_MS = 5_000;

/** Says when the next request may leave, and how fast they really go. */
export class BulkPace {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  #dueAt: number;
  #samples: { at: number; done: number }[] = [];

  constructor(clock: Clock, ratePerSecond: number | null) {
    this.#clock = clock;
    this.#intervalMs = ratePerSecond === null ? 0 : 1000 / ratePerSecond;
    this.#dueAt = clock.monotonic();
  }

  /** Milliseconds until the next request may leave; 0 for now. */
  waitMs(): number {
    return Math.max(0, this.#dueAt - this.#clock.monotonic());
  }

  /** A request leaves. */
  take(): void {
    this.#dueAt = Math.max(this.#dueAt, this.#clock.monotonic() - CATCH_UP_MS) + this.#intervalMs;
  }

  /** After a rest nothing is caught up, and the rate is measured anew. */
  restart(): void {
    this.#dueAt = this.#clock.monotonic();
    this.#samples = [];
  }

  /** Requests per second lately. */
  measure(done: number): number {
    const at = this.#clock.monotonic();
    this.#samples = [...this.#samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, done }];
    const [first] = this.#samples;
    if (first === undefined || at === first.at) return 0;
    return ((done - first.done) * 1000) / (at - first.at);
  }
}
