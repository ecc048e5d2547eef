import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import type { QueueState } from '../../../src-preload/contract/queue.ts';
import { EngineError } from '../errors.ts';
import type { NewDelivery } from '../store/delivery-repository.ts';
import { Breakers } from './breakers.ts';
import { checkReadiness, findDrop } from './check-readiness.ts';
import { describeWaiting } from './describe-wait.ts';
import type { DispatcherParts, SubmitExtras } from './dispatcher-parts.ts';
import { dropDelivery } from './drop.ts';
import { defaultLimits, type LaneLimits, Lanes } from './lanes.ts';
import { createQueueItem, endWait, type QueueItem, startWait } from './queue-item.ts';
import { bringForward, cancelOrphans, type Recovered, recoverAttempts, resumeDeliveries } from './recover.ts';
import {
  type AbortReason,
  commitMarker,
  judgeAttempt,
  type PreparedAttempt,
  prepareAttempt,
  sendAttempt,
  writeMarker,
  writeOutcome,
} from './run-attempt.ts';
import type { Settlement } from './settle.ts';
import { commitUntilStored, isStorageTrouble } from './storage-wait.ts';
import { type DeliveryJob, storeJob } from './stored-request.ts';
import { toDelivery } from './to-contract.ts';
import { Waiters } from './waiters.ts';

/** How long closing waits for what is under way, in milliseconds. */
const CLOSE_WAIT_MS = 5000;

/** What a new delivery is, apart from what the queue decides. */
export type Submission = Omit<NewDelivery, 'state' | 'reason' | 'nextAt' | 'attemptCount'>;

/**
 * Carries deliveries out. Two commits enclose every attempt: one writes that it is under way before the socket opens, one writes how
 * it ended. Whatever happens in between, the first one tells at the next start that the outcome is unknown.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #lanes: Lanes<QueueItem>;
  readonly #breakers: Breakers;
  /** Everything that still has something to do, by the id of the delivery. */
  readonly #items = new Map<string, QueueItem>();
  readonly #blocked = new Set<QueueItem>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #waiters = new Waiters();
  readonly #stopListening: () => void;
  /** Aborted when closing no longer waits for the disk. */
  readonly #abandon = new AbortController();
  #started = false;
  #paused = false;
  #closing = false;

  constructor(parts: DispatcherParts, limits: LaneLimits = defaultLimits) {
    this.#parts = parts;
    this.#breakers = new Breakers({
      ...parts,
      rows: parts.breakers,
      onChange: () => {
        parts.emit({ name: 'queue.state', payload: this.state });
        this.#pump();
      },
    });
    this.#lanes = new Lanes(limits, (lane) => this.#breakers.limitOf(lane));
    this.#stopListening = parts.store.onTrouble((trouble) => {
      if (trouble === null) this.#pump();
    });
  }

  /** Marks what an older run left under way as unknown, takes up what waits, and begins to send. */
  async start(): Promise<Recovered> {
    const recovered = await recoverAttempts(this.#parts);
    await cancelOrphans(this.#parts);
    this.#breakers.load();
    const resumed = resumeDeliveries(this.#parts);
    await bringForward(this.#parts, resumed);
    for (const { item, waitMs, blocked } of resumed) {
      this.#items.set(item.row.id, item);
      if (item.ordered && item.row.attemptCount > 0) this.#lanes.hold(item);
      if (blocked) this.#blocked.add(item);
      else if (waitMs > 0) this.#wait(item, waitMs);
      else this.#lanes.add(item);
    }
    this.#started = true;
    // What the vault or the webhook blocked may not be blocked any more.
    this.release(null);
    return recovered;
  }

  /**
   * Makes a delivery. Answers when it is durable; its first attempt is then under way, or it waits, and `reason` says why.
   * @throws EngineError `closing`, `vault-locked`, `database-full` and the other codes of the store, and what `also` throws; then
   * there is no delivery.
   */
  async submit(submission: Submission, job: DeliveryJob, { fresh, also }: SubmitExtras = {}): Promise<Delivery> {
    if (this.#closing) throw new EngineError('closing', 'Hookwright is closing, so nothing is sent any more.');
    const { deliveries, guard, store } = this.#parts;
    const stored = storeJob(job, submission.id, guard);
    const number = deliveries.takeNumber();
    const row = { ...submission, number, state: 'queued', reason: null, nextAt: null, attemptCount: 0 } as const;
    const item = createQueueItem(row, { ...job.policy, elsewhere: job.plan.replay?.elsewhere === true }, job);
    // Other kinds were looked at by whoever submits them.
    const readiness = row.kind === 'replay' && this.#maySend() ? checkReadiness(this.#parts, item) : null;
    const held = readiness?.kind === 'blocked' ? readiness.reason : null;
    const enters = held === null && this.#maySend() && this.#lanes.tryEnter(item);
    const attempt = enters ? prepareAttempt(this.#parts, item, job, fresh) : null;
    const problem = held ?? attempt?.finished.problems[0]?.message ?? null;
    if (problem !== null) item.row = { ...row, state: 'blocked', reason: problem };
    else if (attempt !== null) item.row = { ...row, state: 'in_flight', attemptCount: 1 };
    else this.#lanes.add(item);
    try {
      await store.commit(() => {
        deliveries.insert(item.row, stored);
        if (attempt !== null && problem === null) writeMarker(this.#parts, attempt);
        also?.(number);
      });
    } catch (error) {
      if (attempt !== null) this.#lanes.leave(item, true);
      else this.#lanes.remove(item);
      throw error;
    }
    item.durable = true;
    this.#items.set(submission.id, item);
    const delivery = this.#describe(item);
    if (attempt !== null && problem === null) this.#track(item, this.#carry(attempt));
    else if (problem !== null) {
      if (attempt !== null) this.#lanes.leave(item, false);
      this.#blocked.add(item);
    } else this.#pump();
    // It has no line yet, but the queue has one more.
    if (item.seqs.length === 0) this.#tellLog(item);
    return delivery;
  }

  /** Like `submit`, and answers when no attempt follows any more. */
  async submitAndWait(submission: Submission, job: DeliveryJob): Promise<Delivery> {
    if (this.#paused) throw new EngineError('refused', 'Sending is paused, so nobody would answer. Resume it first.');
    const over = this.#waiters.whenOver(submission.id);
    try {
      await this.submit(submission, job);
    } catch (error) {
      this.#waiters.forget(submission.id);
      throw error;
    }
    return over;
  }

  /**
   * Ends a delivery. One that is under way is cut off, and may have arrived.
   * @throws EngineError `not-found`, `conflict` where it is over already.
   */
  async cancel(id: string): Promise<Delivery> {
    const item = this.#items.get(id);
    if (item === undefined) {
      const row = this.#parts.deliveries.findById(id);
      if (row === null) throw new EngineError('not-found', 'This delivery is not in the log any more.');
      throw new EngineError('conflict', 'This delivery is over already, so there is nothing to cancel.');
    }
    if (item.abort !== null) {
      const over = this.#waiters.whenOver(id);
      item.abort.abort('cancelled' satisfies AbortReason);
      return over;
    }
    endWait(item);
    this.#blocked.delete(item);
    this.#lanes.remove(item);
    await this.#changeState(item, 'cancelled', 'You cancelled it before it was sent.');
    this.#finish(item);
    this.#pump();
    return toDelivery(item.row);
  }

  /** The webhook or the vault changed: looks again at what they blocked, and drops what is not sent any more. `null` for all webhooks. */
  release(webhookIds: readonly string[] | null): void {
    this.#breakers.review(webhookIds);
    for (const item of this.#items.values()) {
      if (item.holding || (webhookIds !== null && !webhookIds.includes(item.row.webhookId))) continue;
      const reason = findDrop(this.#parts, item);
      if (reason !== null) this.#drop(item, reason);
      else if (this.#blocked.delete(item)) this.#lanes.add(item);
    }
    this.#pump();
  }

  /** What still has something to do, oldest first, each with the reason why it waits. */
  listWaiting(): Delivery[] {
    return [...this.#items.values()].map((item) => this.#describe(item));
  }

  get paused(): boolean {
    return this.#paused;
  }

  get state(): QueueState {
    const demo = this.#parts.queueClock.rate !== 1;
    return { paused: this.#paused, waiting: this.#items.size, pausedEndpoints: this.#breakers.list(), demo };
  }

  /** Closes the breaker of a webhook, so that what waits behind it goes. */
  resumeEndpoint(webhookId: string): void {
    this.#breakers.close(webhookId);
  }

  /** Paused, no attempt begins; what is under way is finished. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#pump();
  }

  /** A delivery that is not over, as it is now; null for one that is. */
  peek(id: string): Delivery | null {
    const item = this.#items.get(id);
    return item === undefined ? null : this.#describe(item);
  }

  /**
   * Makes the next attempt of what waits as soon as there is a place.
   * @throws EngineError `conflict` where it is over or under way, `refused` while everything is paused.
   */
  sendNow(id: string): Delivery {
    const item = this.#items.get(id);
    if (item === undefined)
      throw new EngineError('conflict', 'This delivery does not wait any more. Replay it instead.');
    if (this.#paused) throw new EngineError('refused', 'Sending is paused. Resume it, and this goes out too.');
    if (item.holding) throw new EngineError('conflict', 'This delivery is under way already.');
    if (item.cancelWait !== null || this.#blocked.delete(item)) {
      endWait(item);
      this.#lanes.add(item);
    }
    this.#lanes.promote(item);
    this.#breakers.probe(item.lane);
    this.#pump();
    return this.#describe(item);
  }

  /** Waits up to 5 s for what is under way, then cuts it off and writes that its outcome is unknown. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#stopListening();
    this.#breakers.stop();
    for (const item of this.#items.values()) item.cancelWait?.();
    if (this.#underWay.size > 0) {
      const patience = this.#parts.clock.setTimeout(() => {
        for (const item of this.#items.values()) item.abort?.abort('closing' satisfies AbortReason);
        this.#abandon.abort();
      }, CLOSE_WAIT_MS);
      await Promise.all(this.#underWay);
      patience();
    }
    await this.#parts.transport.close();
  }

  #maySend(): boolean {
    return this.#started && !this.#paused && !this.#closing && this.#parts.store.trouble() === null;
  }

  #pump(): void {
    while (this.#maySend()) {
      const item = this.#lanes.next();
      if (item === null) return;
      this.#track(item, this.#begin(item));
    }
  }

  /** Follows what runs by itself to its end. A fault of ours must neither end the process nor hold the place for ever. */
  #track(item: QueueItem, running: Promise<void>): void {
    const tracked = running
      .catch(async () => {
        item.abort = null;
        await this.#block(
          item,
          'Something went wrong inside Hookwright while sending this. Cancel it and send it again.',
        );
      })
      .catch(() => {})
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  /** The next attempt of something that stood in the queue; it holds its place already. */
  async #begin(item: QueueItem): Promise<void> {
    const readiness = checkReadiness(this.#parts, item);
    if (readiness.kind === 'blocked') return this.#block(item, readiness.reason);
    if (readiness.kind === 'dropped') return this.#drop(item, readiness.reason);
    const attempt = prepareAttempt(this.#parts, item, readiness.job);
    const problem = attempt.finished.problems[0];
    if (problem !== undefined) return this.#block(item, problem.message);
    item.abort = new AbortController();
    try {
      await commitMarker(this.#parts, attempt);
    } catch (error) {
      item.abort = null;
      if (!isStorageTrouble(error)) throw error;
      // Nothing is sent without its marker: back into the line until the disk takes it.
      this.#lanes.leave(item, false);
      this.#lanes.add(item);
      return;
    }
    await this.#carry(attempt);
  }

  /** From the durable marker to the durable outcome. */
  async #carry(attempt: PreparedAttempt): Promise<void> {
    const { item, seq } = attempt;
    item.abort ??= new AbortController();
    item.job = null;
    item.seqs.push(seq);
    this.#tellLog(item);
    const result = await sendAttempt(this.#parts, attempt);
    const settlement = judgeAttempt(this.#parts, attempt, result);
    const isSteered = this.#breakers.note(item.lane, settlement);
    await commitUntilStored(
      this.#parts.store,
      () => {
        writeOutcome(this.#parts, attempt, result, settlement);
        if (isSteered) this.#breakers.write(item.lane);
      },
      this.#abandon.signal,
    );
    const { state, reason, nextAt, outcome } = settlement;
    item.abort = null;
    item.row = { ...item.row, state, reason, nextAt };
    if (outcome === 'failure') item.failures += 1;
    this.#lanes.leave(item, settlement.over);
    this.#tellLog(item);
    this.#parts.emit({ name: 'delivery.finished', payload: { deliveryId: item.row.id, seq, outcome } });
    this.#follow(item, settlement);
  }

  #follow(item: QueueItem, { over, delayMs, outcome, state }: Settlement): void {
    if (over) {
      if (state !== 'cancelled') this.#parts.consequences.afterDelivery(toDelivery(item.row), outcome);
      this.#finish(item);
    } else {
      this.#parts.consequences.afterAttempt(item.row.webhookId);
      const reason = findDrop(this.#parts, item);
      if (reason !== null) this.#drop(item, reason);
      else if (!this.#closing) this.#wait(item, delayMs);
    }
    this.#pump();
  }

  #wait(item: QueueItem, ms: number): void {
    startWait(item, this.#parts.queueClock, ms, () => {
      this.#lanes.add(item);
      this.#pump();
    });
  }

  /** Keeps a delivery until its webhook or the vault changes; it gives its place back. */
  async #block(item: QueueItem, reason: string): Promise<void> {
    this.#lanes.leave(item, false);
    this.#blocked.add(item);
    if (item.row.state !== 'blocked' || item.row.reason !== reason) await this.#changeState(item, 'blocked', reason);
    this.#pump();
  }

  /** Ends what its webhook does not get any more. */
  #drop(item: QueueItem, reason: string): void {
    endWait(item);
    this.#blocked.delete(item);
    this.#lanes.leave(item, true);
    this.#lanes.remove(item);
    this.#items.delete(item.row.id);
    this.#track(
      item,
      dropDelivery(this.#parts, item, reason, this.#abandon.signal).then(() => {
        this.#tellLog(item);
        this.#finish(item);
      }),
    );
  }

  async #changeState(item: QueueItem, state: 'blocked' | 'cancelled', reason: string): Promise<void> {
    const progress = { state, reason, nextAt: null, attemptCount: item.row.attemptCount };
    await commitUntilStored(
      this.#parts.store,
      () => this.#parts.deliveries.update(item.number, progress),
      this.#abandon.signal,
    );
    item.row = { ...item.row, ...progress };
    this.#tellLog(item);
  }

  #finish(item: QueueItem): void {
    this.#items.delete(item.row.id);
    this.#waiters.tell(toDelivery(item.row));
  }

  #tellLog({ seqs }: QueueItem): void {
    this.#parts.emit({ name: 'log.changed', payload: { newest: this.#parts.exchanges.newestSeq(), seqs: [...seqs] } });
  }

  #describe(item: QueueItem): Delivery {
    const own = { breakers: this.#breakers, lanes: this.#lanes, isPaused: this.#paused };
    return describeWaiting(item, { ...this.#parts, ...own });
  }
}
