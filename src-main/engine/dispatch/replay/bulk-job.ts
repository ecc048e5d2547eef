import type { BulkOptions, BulkProgress, BulkState } from '../../../../src-preload/contract/replay.ts';
import { EngineError } from '../../errors.ts';
import type { OutcomeCounts, StoredReplayJob } from '../../store/replay-repository.ts';
import { BulkPace } from './bulk-pace.ts';
import { planReplay } from './plan-replay.ts';
import { readSourceOf } from './read-source.ts';
import { requireConfirmed } from './replay-one.ts';
import type { ReplayParts } from './replay-parts.ts';

/** Items read ahead, so that their table is not asked for each. */
const READ_AHEAD = 128;

/** How often progress is told and stalled deliveries are looked for, in milliseconds. */
const TICK_MS = 250;

/** Errors that stop everything, and not one delivery. */
const stopping = new Set([
  'closing',
  'database-full',
  'database-failed',
  'database-read-only',
  'vault-locked',
  'vault-undecided',
]);

/**
 * Sends what a job still has to send, a few at once. What is sent is written down with the delivery itself, so a job that is cut off
 * anywhere goes on where it was.
 */
export class BulkJob {
  readonly #parts: ReplayParts;
  readonly #createId: (nowMs: number) => string;
  readonly #pace: BulkPace;
  readonly #options: BulkOptions;
  readonly #confirmed: readonly string[];
  readonly #underWay = new Set<string>();
  /** Of these: durable, so that the dispatcher knows them. */
  readonly #submitted = new Set<string>();
  #row: StoredReplayJob;
  #ahead: number[] = [];
  /** The highest source that was taken up; the next ones lie above. */
  #cursor = 0;
  #total = 0;
  #leftOut = { skipped: 0, refused: 0 };
  #outcomes: OutcomeCounts = { delivered: 0, failed: 0, unknown: 0, underWay: 0 };
  #stopTick: (() => void) | null = null;
  #stopWait: (() => void) | null = null;

  constructor(parts: ReplayParts, createId: (nowMs: number) => string, row: StoredReplayJob) {
    this.#parts = parts;
    this.#createId = createId;
    this.#row = row;
    this.#options = JSON.parse(row.options) as BulkOptions;
    this.#confirmed = JSON.parse(row.confirmed) as string[];
    this.#pace = new BulkPace(parts.clock, this.#options.ratePerSecond);
    // One that is over is counted when somebody looks at it, and not at every start.
    if (!this.isOver) this.recount();
  }

  get id(): string {
    return this.#row.id;
  }

  get number(): number {
    return this.#row.number;
  }

  get isOver(): boolean {
    return this.#row.state === 'done' || this.#row.state === 'cancelled';
  }

  /** Reads from the database what became of everything, retries since then included. */
  recount(): void {
    const { waiting, sent, skipped, refused } = this.#parts.replays.countItems(this.#row.number);
    this.#total = waiting + sent;
    this.#leftOut = { skipped, refused };
    this.#outcomes = this.#parts.replays.countOutcomes(this.#row.number);
  }

  progress(): BulkProgress {
    const { delivered, failed, unknown } = this.#outcomes;
    const done = delivered + failed + unknown;
    const running = this.#row.state === 'running';
    const rate = running ? this.#pace.measure(done) : 0;
    return {
      id: this.#row.id,
      state: this.#row.state === 'preparing' ? 'paused' : this.#row.state,
      reason: this.#row.reason,
      options: this.#options,
      createdAt: this.#row.createdAt,
      finishedAt: this.#row.finishedAt,
      total: this.#total,
      done,
      delivered,
      failed,
      unknown,
      underWay: this.#underWay.size,
      ...this.#leftOut,
      rate,
      secondsLeft: rate > 0 ? (this.#total - done) / rate : null,
    };
  }

  /** Begins or goes on. */
  async run(): Promise<void> {
    await this.#change('running', null);
    this.#pace.restart();
    this.#tick();
    this.#pump();
  }

  /** Rests: what is under way is finished, nothing else leaves. */
  async pause(reason: string | null): Promise<void> {
    this.#rest();
    await this.#change('paused', reason);
  }

  async cancel(): Promise<void> {
    this.#rest();
    await this.#change('cancelled', null);
  }

  /** The engine closes: nothing leaves any more, and the next start finds the job as it is. */
  stop(): void {
    this.#rest();
    this.#row = { ...this.#row, state: 'paused' };
  }

  /** An attempt of a delivery ended. */
  noteFinished(deliveryId: string, outcome: 'success' | 'failure' | 'unknown'): void {
    this.#submitted.delete(deliveryId);
    if (!this.#underWay.delete(deliveryId)) return;
    this.#outcomes[outcome === 'success' ? 'delivered' : outcome === 'failure' ? 'failed' : 'unknown'] += 1;
    // While it rests nothing ticks, and this may be the last that is heard of it.
    if (this.#row.state === 'running') this.#pump();
    else this.#tell();
  }

  /** The queue goes on, or there may be room again. */
  wake(): void {
    this.#pump();
  }

  #rest(): void {
    this.#stopTick?.();
    this.#stopWait?.();
    this.#stopTick = null;
    this.#stopWait = null;
  }

  async #change(state: BulkState, reason: string | null): Promise<void> {
    const over = state === 'done' || state === 'cancelled';
    const change = { state, reason, finishedAt: over ? this.#parts.clock.now() : null };
    this.#row = { ...this.#row, ...change };
    await this.#parts.store.commit(() => this.#parts.replays.updateJob(this.#row.number, change));
    this.#tell();
  }

  #tell(): void {
    this.#parts.emit({ name: 'replay.progress', payload: this.progress() });
  }

  #tick(): void {
    this.#stopTick?.();
    this.#stopTick = this.#parts.clock.setTimeout(() => {
      this.#findStalled();
      if (this.#row.state !== 'running') return;
      this.#tell();
      this.#tick();
      this.#pump();
    }, TICK_MS);
  }

  /** What was blocked, or cancelled by hand, never tells an outcome. */
  #findStalled(): void {
    for (const id of this.#submitted) {
      const delivery = this.#parts.dispatcher.peek(id);
      if (delivery !== null && delivery.state !== 'blocked') continue;
      this.#submitted.delete(id);
      this.#underWay.delete(id);
      if (delivery === null) this.#outcomes.failed += 1;
      else void this.#stopFor(delivery.reason ?? 'A delivery is blocked.');
    }
  }

  #stopFor(reason: string): Promise<void> {
    return this.#row.state === 'running' ? this.pause(reason).catch(() => {}) : Promise.resolve();
  }

  #pump(): void {
    if (this.#row.state !== 'running' || this.#parts.dispatcher.paused || this.#stopWait !== null) return;
    while (this.#underWay.size < this.#options.parallel) {
      const waitMs = this.#pace.waitMs();
      if (waitMs > 0) {
        this.#stopWait = this.#parts.clock.setTimeout(() => {
          this.#stopWait = null;
          this.#pump();
        }, Math.ceil(waitMs));
        return;
      }
      const source = this.#next();
      if (source === null) {
        if (this.#underWay.size === 0) void this.#finish();
        return;
      }
      this.#pace.take();
      void this.#send(source);
    }
  }

  #next(): number | null {
    if (this.#ahead.length === 0) {
      this.#ahead = this.#parts.replays.listWaiting(this.#row.number, this.#cursor, READ_AHEAD);
    }
    const source = this.#ahead.shift() ?? null;
    if (source !== null) this.#cursor = source;
    return source;
  }

  async #finish(): Promise<void> {
    this.#rest();
    this.recount();
    await this.#change('done', null).catch(() => {});
  }

  async #send(source: number): Promise<void> {
    const { replays, dispatcher, deliveries, clock, store } = this.#parts;
    const now = clock.now();
    const id = this.#createId(now);
    this.#underWay.add(id);
    try {
      const row = deliveries.findByNumber(source);
      if (row === null) throw new EngineError('not-found', 'It is not in the log any more.');
      const planned = planReplay(this.#parts, readSourceOf(this.#parts, row, null), {
        ...this.#options,
        bodyText: null,
      });
      requireConfirmed(planned.confirmations, this.#confirmed);
      await dispatcher.submit({ ...planned.submission, id, createdAt: now }, planned.job, {
        also: (delivery) => {
          if (!replays.markSent(this.#row.number, source, delivery))
            throw new EngineError('conflict', 'It was sent before.');
        },
      });
      // Its outcome may have come already.
      if (this.#underWay.has(id)) this.#submitted.add(id);
    } catch (error) {
      this.#underWay.delete(id);
      const { code, message } =
        error instanceof EngineError ? error : new EngineError('internal', 'It could not be made.');
      if (stopping.has(code)) {
        // It was not sent, so the next run begins with it again.
        this.#ahead = [];
        this.#cursor = Math.min(this.#cursor, source - 1);
        return this.#stopFor(message);
      }
      await store
        .commit(() => replays.markLeftOut(this.#row.number, source, 'refused', message))
        .then(() => {
          this.#total -= 1;
          this.#leftOut.refused += 1;
          this.#pump();
        })
        .catch(() => this.#stopFor('What could not be replayed could not be written down.'));
    }
  }
}
