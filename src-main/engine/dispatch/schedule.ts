import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { RetryJitter, RetryRule, RetrySteps } from '../../../src-preload/contract/retry.ts';
import { clampRetryAfter, parseRetryAfter } from './retry-after.ts';

/** What an attempt that failed got for an answer. */
export interface FailedAnswer {
  /** Null where none arrived. */
  status: number | null;
  /** The attempt lasted longer than it may. */
  timedOut: boolean;
  headers: readonly HeaderPair[];
}

/** What has happened so far, as far as a rule looks at it. */
export interface RetryHistory {
  /** Attempts that failed, the last one included. One whose outcome is unknown is not among them. */
  failures: number;
  /** When the last one ended, in ms, on the clock that `at` is wanted of. */
  nowMs: number;
  answer: FailedAnswer;
}

/** What was made of a `Retry-After`: followed as it is, brought within bounds, not a time, or sooner than planned anyway. */
export type RetryAfterUse = 'followed' | 'shortened' | 'unreadable' | 'too-soon';

export type RetryDecision =
  | {
      kind: 'retry';
      at: number;
      delayMs: number;
      /** What the steps alone ask for, jitter included. */
      plannedMs: number;
      why: 'schedule' | 'retry-after' | 'overload';
      retryAfter: { value: string; use: RetryAfterUse } | null;
    }
  | {
      kind: 'give-up';
      because: 'no-more-steps' | 'status' | 'header' | 'gone';
      /** A sentence. */
      reason: string;
      /** The webhook is to be disabled: the receiver says that it is gone. */
      disables: boolean;
    };

/** Of 429, 502 and 504, and of time-outs (Standard Webhooks): the receiver has too much to do. */
const overloaded = new Set([429, 502, 504]);

/**
 * When a failed delivery is tried again, or that it is not. A pure function of rule, history and randomness: the same for the
 * queue, the preview of a rule and a virtual clock. Jitter only adds, so no attempt is early.
 * @param random at least 0 and below 1
 */
export function decideRetry(rule: RetryRule, history: RetryHistory, random: () => number): RetryDecision {
  const { answer, failures, nowMs } = history;
  const end = findEnd(rule, answer);
  if (end !== null) return end;
  const stepMs = planStep(rule.steps, failures);
  if (stepMs === null) {
    return { kind: 'give-up', because: 'no-more-steps', reason: explainEnd(rule), disables: false };
  }
  const plannedMs = Math.round(stepMs + drawJitter(rule.jitter, stepMs, random));
  const isOverloaded = answer.timedOut || (answer.status !== null && overloaded.has(answer.status));
  const leastMs = isOverloaded ? Math.max(plannedMs, (rule.overloadFloorSeconds ?? 0) * 1000) : plannedMs;
  const value = rule.honoursRetryAfter ? findHeader(answer.headers, 'retry-after') : null;
  const askedMs = value === null ? null : parseRetryAfter(value, nowMs);
  const delayMs = askedMs === null ? leastMs : clampRetryAfter(askedMs, leastMs);
  const use = value === null ? null : nameUse(askedMs, delayMs);
  return {
    kind: 'retry',
    at: nowMs + delayMs,
    delayMs,
    plannedMs,
    why: delayMs > leastMs ? 'retry-after' : leastMs > plannedMs ? 'overload' : 'schedule',
    retryAfter: value === null || use === null ? null : { value, use },
  };
}

/** The longest time that a rule lets a delivery wait, in ms, so that a clock that jumped cannot park it. */
export function longestDelay(rule: RetryRule): number {
  const retries = countAttempts(rule) - 1;
  if (retries === 0) return 0;
  const steps = Array.from({ length: retries }, (_, index) => planStep(rule.steps, index + 1) ?? 0);
  const stepMs = Math.max(...steps);
  const plannedMs = Math.ceil(stepMs + drawJitter(rule.jitter, stepMs, () => 1));
  const leastMs = Math.max(plannedMs, (rule.overloadFloorSeconds ?? 0) * 1000);
  return rule.honoursRetryAfter ? clampRetryAfter(Number.POSITIVE_INFINITY, leastMs) : leastMs;
}

/** How many attempts a rule allows, the first included. */
export function countAttempts({ steps }: Pick<RetryRule, 'steps'>): number {
  if (steps.kind === 'none') return 1;
  return 1 + (steps.kind === 'schedule' ? steps.delaysSeconds.length : steps.count);
}

/** The value of a header by its name in lower case, as it read; null where it is not there. */
export function findHeader(headers: readonly HeaderPair[], name: string): string | null {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? null;
}

/** The wait in ms after so many failures, without jitter; null when no step is left. */
function planStep(steps: RetrySteps, failures: number): number | null {
  if (steps.kind === 'none' || failures < 1) return null;
  if (steps.kind === 'schedule') {
    const seconds = steps.delaysSeconds[failures - 1];
    return seconds === undefined ? null : seconds * 1000;
  }
  if (failures > steps.count) return null;
  if (steps.kind === 'fixed') return steps.intervalSeconds * 1000;
  return Math.min(steps.firstSeconds * steps.factor ** (failures - 1), steps.capSeconds) * 1000;
}

function drawJitter(jitter: RetryJitter, stepMs: number, random: () => number): number {
  if (jitter.kind === 'none') return 0;
  return random() * (jitter.kind === 'share' ? stepMs * jitter.upTo : jitter.upTo * 1000);
}

function findEnd({ givesUpOn, disablesOn }: RetryRule, { status, headers }: FailedAnswer): RetryDecision | null {
  const end = { kind: 'give-up', disables: false } as const;
  if (status !== null && disablesOn.includes(status)) {
    const reason = `The receiver answered ${status}, which by the rule means that this endpoint is gone for good.`;
    return { ...end, because: 'gone', reason, disables: true };
  }
  if (status !== null && givesUpOn.statuses.includes(status)) {
    return {
      ...end,
      because: 'status',
      reason: `By the rule, an answer ${status} is not followed by another attempt.`,
    };
  }
  const { header } = givesUpOn;
  const value = header === null ? null : findHeader(headers, header.name.toLowerCase());
  if (header === null || value?.trim().toLowerCase() !== header.value.trim().toLowerCase()) return null;
  return {
    ...end,
    because: 'header',
    reason: `The receiver asked for no more attempts (${header.name}: ${header.value}).`,
  };
}

function nameUse(askedMs: number | null, delayMs: number): RetryAfterUse {
  if (askedMs === null) return 'unreadable';
  if (askedMs === delayMs) return 'followed';
  return askedMs < delayMs ? 'too-soon' : 'shortened';
}

function explainEnd(rule: RetryRule): string {
  const attempts = countAttempts(rule);
  return attempts === 1
    ? 'The rule of this webhook has no retries.'
    : `All ${attempts} attempts of the rule have failed.`;
}
