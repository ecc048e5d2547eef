import { z } from 'zod';
import type { EndpointPause } from '../../../src-preload/contract/queue.ts';
import type { Clock } from '../clock.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import type { BreakerRepository } from '../store/breaker-repository.ts';
import type { Store } from '../store/store.ts';
import { type BreakerRule, type BreakerState, closedBreaker, stepBreaker } from './breaker.ts';
import type { QueueClock } from './queue-clock.ts';
import type { Settlement } from './settle.ts';

export interface BreakersParts {
  store: Pick<Store, 'commit'>;
  webhooks: Pick<WebhookDirectory, 'find'>;
  rows: BreakerRepository;
  clock: Clock;
  queueClock: QueueClock;
  /** One opened or closed, or its time is up. */
  onChange: () => void;
}

interface Breaker {
  state: BreakerState;
  /** Where the attempts went that it counts. */
  url: string;
  cancelTimer: () => void;
}

/** What is kept of one that is not closed; `until` by the wall clock in ms. */
const storedSchema = z.object({ failures: z.number(), pauseMs: z.number(), until: z.number() });

/** The breakers of all webhooks whose rule has one. */
export class Breakers {
  readonly #parts: BreakersParts;
  readonly #all = new Map<string, Breaker>();

  constructor(parts: BreakersParts) {
    this.#parts = parts;
  }

  /** Takes up what an older run left open. A clock that jumped makes no pause longer than it was. */
  load(): void {
    const { rows, clock, queueClock } = this.#parts;
    const now = clock.now();
    for (const { webhookId, state } of rows.list()) {
      const webhook = this.#parts.webhooks.find(webhookId);
      const { success, data } = storedSchema.safeParse(JSON.parse(state));
      if (!success || !webhook?.retry.breaker) continue;
      const { failures, pauseMs } = data;
      const leftMs = Math.min(Math.max(data.until - now, 0), pauseMs);
      this.#put(webhookId, webhook.url, { kind: 'open', failures, pauseMs, until: queueClock.now() + leftMs });
    }
  }

  /** How many attempts may be under way at once by the breaker; null: it does not say. */
  limitOf(webhookId: string): number | null {
    const kind = this.#all.get(webhookId)?.state.kind ?? 'closed';
    return kind === 'closed' ? null : Number(kind === 'probing');
  }

  /**
   * Counts an attempt. What could not be sent at all, or may have arrived, says nothing about the endpoint.
   * @param webhookId or the name of another lane, which has no breaker
   * @returns whether `write` has something to write with it
   */
  note(webhookId: string, { outcome, error }: Pick<Settlement, 'outcome' | 'error'>): boolean {
    if (outcome === 'unknown' || error?.code === 'invalid-request') return false;
    const found = this.#findRule(webhookId);
    if (found === null) {
      this.close(webhookId);
      return false;
    }
    const before = this.#all.get(webhookId)?.state ?? closedBreaker;
    const state = stepBreaker(found.rule, before, outcome, this.#parts.queueClock.now());
    this.#put(webhookId, found.url, state);
    if (state.kind === 'closed' && before.kind === 'closed') return false;
    this.#parts.onChange();
    return true;
  }

  /** Writes how it stands. Runs inside a commit. */
  write(webhookId: string): void {
    const state = this.#all.get(webhookId)?.state;
    const { rows, clock, queueClock } = this.#parts;
    if (state?.kind !== 'open') {
      rows.remove(webhookId);
      return;
    }
    const { failures, pauseMs } = state;
    const until = clock.now() + Math.round(state.until - queueClock.now());
    rows.save(webhookId, JSON.stringify({ failures, pauseMs, until }));
  }

  /** Webhooks changed: one that points elsewhere now, or whose rule has no breaker any more, starts anew. `null` for all. */
  review(webhookIds: readonly string[] | null): void {
    for (const webhookId of webhookIds ?? [...this.#all.keys()]) {
      const breaker = this.#all.get(webhookId);
      if (breaker !== undefined && this.#findRule(webhookId)?.url !== breaker.url) this.close(webhookId);
    }
  }

  /** Forgets what failed. */
  close(webhookId: string): void {
    const breaker = this.#all.get(webhookId);
    breaker?.cancelTimer();
    this.#all.delete(webhookId);
    if (breaker === undefined || breaker.state.kind === 'closed') return;
    const { store, rows, onChange } = this.#parts;
    // One that a full disk keeps is at most a pause at the next start.
    store.commit(() => rows.remove(webhookId)).catch(() => {});
    onChange();
  }

  /** Lets the next attempt go as the probe. */
  probe(webhookId: string): void {
    const breaker = this.#all.get(webhookId);
    if (breaker?.state.kind === 'open') this.#timeUp(webhookId, breaker);
  }

  find(webhookId: string): EndpointPause | null {
    const breaker = this.#all.get(webhookId);
    if (breaker === undefined || breaker.state.kind === 'closed') return null;
    const { state } = breaker;
    return {
      webhookId,
      webhookName: this.#parts.webhooks.find(webhookId)?.name ?? '',
      failures: state.failures,
      until: state.kind === 'open' ? this.#parts.queueClock.toWall(state.until) : null,
    };
  }

  list(): EndpointPause[] {
    return [...this.#all.keys()].flatMap((webhookId) => this.find(webhookId) ?? []);
  }

  stop(): void {
    for (const { cancelTimer } of this.#all.values()) cancelTimer();
  }

  #findRule(webhookId: string): { rule: BreakerRule; url: string } | null {
    const webhook = this.#parts.webhooks.find(webhookId);
    const rule = webhook?.retry.breaker ?? null;
    return webhook === null || rule === null ? null : { rule, url: webhook.url };
  }

  #put(webhookId: string, url: string, state: BreakerState): void {
    const before = this.#all.get(webhookId);
    // One that stays open keeps its timer.
    if (before?.state.kind === 'open' && state.kind === 'open') {
      before.state = state;
      return;
    }
    before?.cancelTimer();
    const breaker: Breaker = { state, url, cancelTimer: () => {} };
    this.#all.set(webhookId, breaker);
    if (state.kind !== 'open') return;
    const { queueClock } = this.#parts;
    breaker.cancelTimer = queueClock.setTimeout(() => this.#timeUp(webhookId, breaker), state.until - queueClock.now());
  }

  #timeUp(webhookId: string, breaker: Breaker): void {
    const rule = this.#findRule(webhookId)?.rule;
    if (rule === undefined) this.close(webhookId);
    else this.#put(webhookId, breaker.url, stepBreaker(rule, breaker.state, 'time-up', this.#parts.queueClock.now()));
    this.#parts.onChange();
  }
}
