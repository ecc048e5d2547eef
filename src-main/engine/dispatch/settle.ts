import type { AttemptError, DeliveryKind, DeliveryState } from '../../../src-preload/contract/delivery.ts';
import type { DeliveryPolicy } from '../compose/delivery-policy.ts';
import type { StreakEvent } from './disabling.ts';
import { describeAnswer } from './judge-answer.ts';
import { countAttempts, decideRetry, type RetryDecision } from './schedule.ts';
import type { TransportResult } from './transport-types.ts';

/** What becomes of a delivery after an attempt. */
export interface Settlement {
  outcome: 'success' | 'failure' | 'unknown';
  error: AttemptError | null;
  state: DeliveryState;
  reason: string | null;
  nextAt: number | null;
  /** How long to wait, where there is a next attempt. */
  delayMs: number;
  /** No attempt follows. */
  over: boolean;
  /** What it means for how the webhook fares; null for tests and for what is not known. */
  counts: StreakEvent | null;
  /** The receiver says that the endpoint is gone, and the rule disables the webhook for that: half a sentence. */
  disables: string | null;
}

export interface AttemptFacts {
  kind: DeliveryKind;
  policy: DeliveryPolicy;
  number: number;
  /** Attempts that failed before this one. */
  failures: number;
  nowMs: number;
}

/** Kinds that stand for an event at the service: retried by its rule, and counted. The others are one exchange and its result. */
export function isEvent(kind: DeliveryKind): boolean {
  return kind === 'event' || kind === 'replay';
}

/** Decides by the webhook's rule; `error` is why the attempt did not succeed, null when it did. */
export function settleAttempt(
  { kind, policy, number, failures, nowMs }: AttemptFacts,
  result: TransportResult,
  error: AttemptError | null,
  random: () => number,
): Settlement {
  const end = { nextAt: null, delayMs: 0, over: true, disables: null };
  const event = isEvent(kind);
  if (error === null) {
    return { ...end, outcome: 'success', error, state: 'delivered', reason: null, counts: event ? 'success' : null };
  }
  const failed = { outcome: 'failure', error } as const;
  const exhaust = (reason: string): Settlement => ({
    ...end,
    ...failed,
    state: 'exhausted',
    reason,
    counts: event ? 'failure' : null,
  });
  if (!event) return exhaust(kind === 'test' ? 'A test is not retried.' : 'This is sent once and not retried.');
  if (error.code === 'invalid-request')
    return exhaust('The request cannot be sent as it is, so trying again would not help.');
  const answer = describeAnswer(result, error);
  const decision = decideRetry(policy.retry, { failures: failures + 1, nowMs, answer }, random);
  if (decision.kind === 'give-up') {
    const disables = decision.disables ? `the receiver answered ${answer.status ?? ''}: it is gone for good` : null;
    return { ...exhaust(decision.reason), disables };
  }
  return {
    ...failed,
    state: 'failed_will_retry',
    reason: `Attempt ${number} of ${countAttempts(policy.retry)} failed. ${explainNext(decision)}`,
    nextAt: decision.at,
    delayMs: decision.delayMs,
    over: false,
    counts: 'will-retry',
    disables: null,
  };
}

function explainNext({ why, retryAfter }: Extract<RetryDecision, { kind: 'retry' }>): string {
  const said = retryAfter === null ? '' : `“${retryAfter.value.slice(0, 60)}”`;
  const ignored = retryAfter?.use === 'unreadable' ? ` Its Retry-After, ${said}, is not a time and was ignored.` : '';
  if (retryAfter?.use === 'shortened') {
    return `The receiver asked to wait longer than may be (Retry-After ${said}): the next one follows as late as may be.`;
  }
  if (why === 'retry-after') return 'The next one follows at the time that the receiver asked for.';
  if (why === 'overload') return `The receiver has too much to do, so the next one is given time.${ignored}`;
  return `The next one follows by the rule of the webhook.${ignored}`;
}

/**
 * What becomes of a delivery when it is not known whether its request arrived: the app was stopped, or stopped the attempt. Sent
 * again with the same id, unless the webhook says at most once, or nobody waits for the outcome of a single exchange any more.
 */
export function settleUnknown(kind: DeliveryKind, atMostOnce: boolean, error: AttemptError): Settlement {
  const base = { outcome: 'unknown', error, nextAt: null, delayMs: 0, counts: null, disables: null } as const;
  if (isEvent(kind) && !atMostOnce) {
    return {
      ...base,
      state: 'queued',
      reason: 'The outcome of the last attempt is unknown, so it is sent again with the same id.',
      over: false,
    };
  }
  return { ...base, state: 'unknown', reason: error.message, over: true };
}

export const stoppedBeforeAnswer: AttemptError = {
  code: 'outcome-unknown',
  phase: null,
  message: 'Hookwright was stopped before the answer arrived: the request may have been delivered.',
  cause: null,
};

export const cancelledUnderWay: AttemptError = {
  code: 'cancelled',
  phase: null,
  message: 'It was cancelled while it was under way: the receiver may have got it.',
  cause: null,
};
