import type { RetryRule } from '../../../src-preload/contract/provider.ts';
import { clampRetryAfter, parseRetryAfter } from './retry-after.ts';

/** What has happened so far, as far as a rule looks at it. */
export interface RetryHistory {
  /** Attempts that failed. One whose outcome is unknown is not among them. */
  failures: number;
  /** When the last one ended, wall clock in ms. */
  nowMs: number;
  /** The header of the last answer, as it read. */
  retryAfter: string | null;
}

export type RetryDecision =
  | { kind: 'retry'; at: number; delayMs: number; why: 'schedule' | 'retry-after' }
  | { kind: 'give-up'; reason: string };

/**
 * When a failed delivery is tried again, or that it is not. A pure function of rule, history and randomness: the same for the
 * queue, the preview of a rule and a virtual clock. Jitter only adds, so no attempt is early.
 * @param random at least 0 and below 1
 */
export function decideRetry(rule: RetryRule, history: RetryHistory, random: () => number): RetryDecision {
  const planned = planDelay(rule, history.failures, random);
  if (planned === null) return { kind: 'give-up', reason: explainEnd(rule) };
  const asked =
    rule.kind === 'schedule' && rule.honoursRetryAfter && history.retryAfter !== null
      ? parseRetryAfter(history.retryAfter, history.nowMs)
      : null;
  const delayMs = asked === null ? planned : clampRetryAfter(asked, planned);
  return { kind: 'retry', at: history.nowMs + delayMs, delayMs, why: delayMs > planned ? 'retry-after' : 'schedule' };
}

/** The longest time that a rule lets a delivery wait, so that a clock that jumped cannot park it. */
export function longestDelay(rule: RetryRule): number {
  if (rule.kind === 'none') return 0;
  if (rule.kind === 'fixed') return rule.intervalSeconds * 1000;
  const planned = Math.max(0, ...rule.delaysSeconds) * 1000 * (1 + rule.jitter);
  return rule.honoursRetryAfter ? clampRetryAfter(Number.POSITIVE_INFINITY, planned) : planned;
}

/** How many attempts a rule allows, the first included. */
export function countAttempts(rule: RetryRule): number {
  if (rule.kind === 'none') return 1;
  return 1 + (rule.kind === 'fixed' ? rule.count : rule.delaysSeconds.length);
}

function planDelay(rule: RetryRule, failures: number, random: () => number): number | null {
  if (rule.kind === 'none' || failures < 1) return null;
  if (rule.kind === 'fixed') return failures > rule.count ? null : rule.intervalSeconds * 1000;
  const seconds = rule.delaysSeconds[failures - 1];
  return seconds === undefined ? null : Math.round(seconds * 1000 * (1 + rule.jitter * random()));
}

function explainEnd(rule: RetryRule): string {
  const attempts = countAttempts(rule);
  return attempts === 1
    ? 'The rule of this webhook has no retries.'
    : `All ${attempts} attempts of the rule have failed.`;
}
