import type { SenderRule } from '../../src-preload/contract/retry.ts';
import { parseSpan } from '../ui/time-span.ts';
import type { OwnSchedule } from './time-machine-state.ts';

/** More retries than any sender makes. */
const MOST_DELAYS = 50;
const LONGEST_DELAY_MS = 30 * 86_400_000;

/** Reads the waits as they were typed: `10 s, 1 min, 2h`. Those that cannot be read are named. */
function readDelays(text: string): { seconds: number[]; problem: string | null } {
  const words = text
    .split(/[,;\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const seconds: number[] = [];
  for (const word of words) {
    const ms = parseSpan(word);
    if (ms === null) return { seconds, problem: `“${word}” is no length of time. Write 30 s, 5 min, 2 h or 1 d.` };
    if (ms > LONGEST_DELAY_MS) return { seconds, problem: `“${word}” is longer than 30 days. Shorten it.` };
    seconds.push(ms / 1000);
  }
  if (seconds.length > MOST_DELAYS) {
    return {
      seconds: seconds.slice(0, MOST_DELAYS),
      problem: `Only the first ${MOST_DELAYS} waits count. Remove the others.`,
    };
  }
  return { seconds, problem: null };
}

/** The rule that an own schedule stands for, as far as it can be read, and what is wrong with it. */
export function toOwnRule(own: OwnSchedule): { rule: SenderRule; problem: string | null } {
  const { seconds, problem } = readDelays(own.delays);
  return {
    problem,
    rule: {
      id: 'own',
      label: 'Own schedule',
      steps: seconds.length === 0 ? { kind: 'none' } : { kind: 'schedule', delaysSeconds: seconds },
      jitter: own.jitter > 0 ? { kind: 'share', upTo: own.jitter / 100 } : { kind: 'none' },
      honoursRetryAfter: own.retryAfter,
      overloadFloorSeconds: null,
      givesUpOn: { statuses: [], header: null },
      disablesOn: [410],
      disablesAfter: { failures: null, hours: null },
      breaker: null,
      source: 'Typed here',
      confidence: 'documented',
      notes: [],
      success: '2xx',
      timeoutMs: own.timeoutSeconds * 1000,
    },
  };
}
