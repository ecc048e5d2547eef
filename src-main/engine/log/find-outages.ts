import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { VirtualReceiver } from '../../../src-preload/contract/time-machine.ts';
import { findHeader } from '../dispatch/schedule.ts';
import type { PastAttempt } from '../store/attempt-history.ts';

/** Failed attempts in a row that met the same thing. Times are wall milliseconds. */
export interface FailedRun {
  receiver: VirtualReceiver;
  from: number;
  to: number;
  failures: number;
  lastFailureAt: number;
  successBefore: number | null;
  successAfter: number | null;
}

/**
 * Finds outages in attempts, oldest first. A run of failures is one, from the beginning of its first until the next attempt that met
 * something else began, because nobody knows anything about the time between two attempts. Without a later attempt it ends with its
 * last failure.
 */
export function findOutages(attempts: readonly PastAttempt[]): FailedRun[] {
  const runs: FailedRun[] = [];
  let open: FailedRun | null = null;
  let lastSuccess: number | null = null;
  for (const attempt of attempts) {
    const receiver = attempt.outcome === 'success' ? null : toReceiver(attempt);
    if (attempt.outcome === 'failure' && receiver === null) continue;
    const endsAt = attempt.at + Math.max(SHORTEST_MS, Math.ceil(attempt.durationMs ?? 0));
    if (open !== null && receiver !== null && isSame(open.receiver, receiver)) {
      open.to = endsAt;
      open.failures += 1;
      open.lastFailureAt = attempt.at;
      continue;
    }
    if (open !== null) open.to = Math.max(attempt.at, open.from + 1);
    if (receiver === null) {
      for (const run of runs) run.successAfter ??= attempt.at;
      lastSuccess = attempt.at;
      open = null;
    } else {
      open = {
        receiver,
        from: attempt.at,
        to: endsAt,
        failures: 1,
        lastFailureAt: attempt.at,
        successBefore: lastSuccess,
        successAfter: null,
      };
      runs.push(open);
    }
  }
  return runs;
}

/** A single failure is drawn as long as this, where nothing is known about what came after it. */
const SHORTEST_MS = 1000;

/** Attempts that ended for a reason of ours say nothing about the receiver. */
const ours = new Set<string | null>(['invalid-request', 'proxy', 'cancelled', 'no-storage', 'outcome-unknown']);

function toReceiver({ status, error, responseHeaders }: PastAttempt): VirtualReceiver | null {
  if (ours.has(error)) return null;
  if (error === 'deadline' || error === 'connect-timeout') return { kind: 'time-out' };
  if (status === null || status < 200 || status > 599) return { kind: 'refused' };
  const asked = findHeader(
    responseHeaders === null ? [] : (JSON.parse(responseHeaders) as HeaderPair[]),
    'retry-after',
  );
  return {
    kind: 'status',
    status,
    retryAfterSeconds: asked !== null && /^\d{1,7}$/.test(asked.trim()) ? Number(asked) : null,
  };
}

function isSame(one: VirtualReceiver, other: VirtualReceiver): boolean {
  return one.kind === 'status' && other.kind === 'status' ? one.status === other.status : one.kind === other.kind;
}
