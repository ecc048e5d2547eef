import type { RetryRule } from '../../../src-preload/contract/retry.ts';

/** How a webhook has been failing. */
export interface FailureStreak {
  /** Deliveries that failed for good, in a row. */
  failures: number;
  /** When the first attempt of the row failed, in ms; null when the last one succeeded. */
  sinceMs: number | null;
}

/** What happened: a delivery ended, or an attempt failed that another one follows. */
export type StreakEvent = 'success' | 'failure' | 'will-retry';

export function stepStreak(streak: FailureStreak, event: StreakEvent, nowMs: number): FailureStreak {
  if (event === 'success') return { failures: 0, sinceMs: null };
  return { failures: streak.failures + (event === 'failure' ? 1 : 0), sinceMs: streak.sinceMs ?? nowMs };
}

/**
 * Why a webhook that fails like this is disabled by its rule; null when it is not. Pure, like `decideRetry`.
 * @returns half a sentence: "6 deliveries in a row failed"
 */
export function findDisabling({ disablesAfter }: RetryRule, streak: FailureStreak, nowMs: number): string | null {
  const { failures, hours } = disablesAfter;
  if (failures !== null && streak.failures >= failures) {
    return streak.failures === 1 ? 'a delivery failed' : `${streak.failures} deliveries in a row failed`;
  }
  if (hours !== null && streak.sinceMs !== null && nowMs - streak.sinceMs >= hours * 3_600_000) {
    return `every attempt has failed for ${hours} h`;
  }
  return null;
}
