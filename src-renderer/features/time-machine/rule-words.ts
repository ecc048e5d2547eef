import type { RetryRule, SenderRule } from '../../../src-preload/contract/retry.ts';
import type { Tone } from '../../ui/status.tsx';
import { formatSpan } from '../../ui/time-span.ts';

/** Waits in seconds before each retry, as the rule has them without jitter. */
export function listWaits({ steps }: Pick<RetryRule, 'steps'>): number[] {
  switch (steps.kind) {
    case 'none':
      return [];
    case 'fixed':
      return Array.from({ length: steps.count }, () => steps.intervalSeconds);
    case 'schedule':
      return [...steps.delaysSeconds];
    case 'exponential':
      return Array.from({ length: steps.count }, (_, index) =>
        Math.min(steps.firstSeconds * steps.factor ** index, steps.capSeconds),
      );
  }
}

const times = (count: number): string => `${count} ${count === 1 ? 'retry' : 'retries'}`;

/** When a rule tries again. */
export function describeSteps(rule: Pick<RetryRule, 'steps'>): string {
  const { steps } = rule;
  const waits = listWaits(rule);
  if (waits.length === 0) return 'No retries';
  const format = (seconds: number): string => formatSpan(seconds * 1000);
  if (steps.kind === 'fixed') return `${times(waits.length)}, each after ${format(steps.intervalSeconds)}`;
  return `${times(waits.length)} after ${waits.map(format).join(', ')}`;
}

/** The same in a few letters, for a list: `7 in 27 h 35 min`. */
export function summarizeSteps(rule: Pick<RetryRule, 'steps'>): string {
  const waits = listWaits(rule);
  return waits.length === 0 ? 'none' : `${waits.length}×`;
}

export function describeJitter({ jitter }: Pick<RetryRule, 'jitter'>): string {
  if (jitter.kind === 'none') return 'None';
  return jitter.kind === 'share'
    ? `Up to ${Math.round(jitter.upTo * 100)} % of the wait is added`
    : `Up to ${formatSpan(jitter.upTo * 1000)} is added`;
}

/** What ends a delivery before its last attempt, and what switches the webhook off. */
export function listEnds(rule: RetryRule): string[] {
  const { disablesOn, givesUpOn, disablesAfter, breaker } = rule;
  const ends: string[] = [];
  if (disablesOn.length > 0) ends.push(`${disablesOn.join(', ')} disables the webhook`);
  if (givesUpOn.statuses.length > 0) ends.push(`${givesUpOn.statuses.join(', ')} ends the delivery`);
  if (givesUpOn.header !== null) ends.push(`“${givesUpOn.header.name}: ${givesUpOn.header.value}” ends the delivery`);
  if (disablesAfter.failures !== null) ends.push(`${disablesAfter.failures} failed deliveries in a row disable it`);
  if (disablesAfter.hours !== null) ends.push(`failing for ${disablesAfter.hours} h disables it`);
  if (breaker !== null) {
    ends.push(
      `after ${breaker.failures} failed attempts in a row nothing is sent for ${formatSpan(breaker.openSeconds * 1000)}`,
    );
  }
  return ends;
}

export const confidenceWords: Readonly<Record<SenderRule['confidence'], { word: string; tone: Tone; hint: string }>> = {
  documented: { word: 'documented', tone: 'success', hint: 'The sender itself says so.' },
  'second-hand': { word: 'second-hand', tone: 'warning', hint: 'Others say so; the sender’s own word was not found.' },
  assumed: { word: 'assumed', tone: 'unknown', hint: 'The sender publishes no times: these are assumed.' },
};
