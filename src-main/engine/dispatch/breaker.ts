import type { RetryRule } from '../../../src-preload/contract/retry.ts';

export type BreakerRule = NonNullable<RetryRule['breaker']>;

/** Whether an endpoint is sent to. `failures` are attempts in a row. */
export type BreakerState =
  | { kind: 'closed'; failures: number }
  /** Nothing is sent until then; `pauseMs` is how long that was from its beginning. */
  | { kind: 'open'; failures: number; pauseMs: number; until: number }
  /** One attempt may go, and decides. */
  | { kind: 'probing'; failures: number; pauseMs: number };

export const closedBreaker: BreakerState = { kind: 'closed', failures: 0 };

/**
 * What an event makes of a breaker. Pure: the same for the queue and for a virtual clock.
 * @param nowMs on the clock that `until` is wanted of
 */
export function stepBreaker(
  rule: BreakerRule,
  state: BreakerState,
  event: 'success' | 'failure' | 'time-up',
  nowMs: number,
): BreakerState {
  if (event === 'success') return closedBreaker;
  if (event === 'time-up') {
    if (state.kind !== 'open') return state;
    return { kind: 'probing', failures: state.failures, pauseMs: state.pauseMs };
  }
  const failures = state.failures + 1;
  const open = (pauseMs: number): BreakerState => ({ kind: 'open', failures, pauseMs, until: nowMs + pauseMs });
  switch (state.kind) {
    case 'closed':
      return failures < rule.failures ? { kind: 'closed', failures } : open(rule.openSeconds * 1000);
    case 'probing':
      return open(Math.min(state.pauseMs * rule.factor, rule.maximumSeconds * 1000));
    case 'open':
      // It was begun before the breaker opened, and says nothing new.
      return { ...state, failures };
  }
}
