import type { PlannedAttempt, RetryRule } from '../../../src-preload/contract/retry.ts';
import { countAttempts, decideRetry } from './schedule.ts';

const plainFailure = { status: 500, timedOut: false, headers: [] };

/** When the attempts of a delivery fall that fails with a plain 500 each time. By `decideRetry`, like the queue. */
export function planAttempts(rule: RetryRule): PlannedAttempt[] {
  const plain: RetryRule = { ...rule, givesUpOn: { statuses: [], header: null }, disablesOn: [] };
  const waitOf = (failures: number, drawn: number): number => {
    const decision = decideRetry(plain, { failures, nowMs: 0, answer: plainFailure }, () => drawn);
    return decision.kind === 'retry' ? decision.delayMs : 0;
  };
  const attempts: PlannedAttempt[] = [{ number: 1, afterMs: 0, latestMs: 0, atMs: 0 }];
  for (let failures = 1; failures < countAttempts(rule); failures += 1) {
    const afterMs = waitOf(failures, 0);
    const atMs = (attempts.at(-1)?.atMs ?? 0) + afterMs;
    attempts.push({ number: failures + 1, afterMs, latestMs: waitOf(failures, 1), atMs });
  }
  return attempts;
}

/** What a rule does besides waiting, a sentence each. */
export function describeRule(rule: RetryRule): string[] {
  const { honoursRetryAfter, overloadFloorSeconds, givesUpOn, disablesOn, disablesAfter, breaker } = rule;
  const lines: string[] = [];
  if (countAttempts(rule) > 1) {
    if (honoursRetryAfter) lines.push('Waits as long as Retry-After asks, at most 24 h or twice the planned delay.');
    if (overloadFloorSeconds) {
      lines.push(`Waits at least ${formatSeconds(overloadFloorSeconds)} after 429, 502, 504 or a time-out.`);
    }
    if (givesUpOn.statuses.length > 0) lines.push(`Gives up on ${givesUpOn.statuses.join(', ')}.`);
    if (givesUpOn.header) lines.push(`Gives up on an answer with ${givesUpOn.header.name}: ${givesUpOn.header.value}.`);
  }
  if (disablesOn.length > 0) lines.push(`Deactivates the webhook on ${disablesOn.join(', ')}.`);
  const { failures, hours } = disablesAfter;
  if (failures !== null) {
    lines.push(
      `Deactivates the webhook after ${failures} failed ${failures === 1 ? 'delivery' : 'deliveries in a row'}.`,
    );
  }
  if (hours !== null) lines.push(`Deactivates the webhook when everything has failed for ${hours} h.`);
  if (breaker) {
    const { openSeconds, maximumSeconds } = breaker;
    lines.push(
      `Pauses the endpoint for ${formatSeconds(openSeconds)} after ${breaker.failures} failed attempts in a row, then tries ` +
        `one; up to ${formatSeconds(maximumSeconds)} when that fails again.`,
    );
  }
  return lines;
}

function formatSeconds(seconds: number): string {
  if (seconds >= 7200 && seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
