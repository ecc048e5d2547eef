import type {
  OutageSpan,
  SimulatedAttempt,
  SimulationEnd,
  SimulationLane,
} from '../../../../src-preload/contract/time-machine.ts';
import { describeAnswer, findAnswerError } from '../judge-answer.ts';
import { decideRetry, findHeader, type RetryHistory } from '../schedule.ts';
import { answerVirtually, findReceiver } from './virtual-receiver.ts';

/** What becomes of one event on the virtual clock. */
export interface Course {
  attempts: SimulatedAttempt[];
  end: SimulationEnd;
  endMs: number;
  reason: string | null;
}

/** Below 1 by less than a millisecond of any delay: the most that a rule's jitter can add. */
const MOST = 1 - Number.EPSILON;

const ends = { 'no-more-steps': 'exhausted', status: 'given-up', header: 'given-up', gone: 'disabled' } as const;

/** However a rule was typed, a simulation ends. */
const MOST_ATTEMPTS = 500;

/**
 * Carries one event out on a virtual clock that stands at 0 when it happens. Judges answers and decides with the very functions of the
 * queue, so what is drawn is what would happen.
 * @param random at least 0 and below 1; the jitter is drawn from it
 */
export function simulate(
  { rule, success, timeoutMs }: Pick<SimulationLane, 'rule' | 'success' | 'timeoutMs'>,
  outage: readonly OutageSpan[],
  random: () => number,
): Course {
  const attempts: SimulatedAttempt[] = [];
  let next: Pick<SimulatedAttempt, 'earliestMs' | 'latestMs' | 'startMs' | 'why'> = {
    earliestMs: 0,
    latestMs: 0,
    startMs: 0,
    why: 'event',
  };
  for (;;) {
    const result = answerVirtually(findReceiver(outage, next.startMs), success, timeoutMs);
    const error = findAnswerError(result, success, rule.label);
    const endMs = next.startMs + result.timings.total;
    const asked = findHeader(result.response?.headers ?? [], 'retry-after');
    attempts.push({
      ...next,
      number: attempts.length + 1,
      endMs,
      outcome: error === null ? 'success' : 'failure',
      status: result.response?.status ?? null,
      error: error?.code ?? null,
      retryAfterSeconds: asked === null ? null : Number(asked),
    });
    if (error === null) return { attempts, end: 'delivered', endMs, reason: null };
    const history: RetryHistory = {
      failures: attempts.length,
      nowMs: endMs,
      answer: describeAnswer(result, error),
    };
    const decision = decideRetry(rule, history, random);
    if (decision.kind === 'give-up') {
      return { attempts, end: ends[decision.because], endMs, reason: decision.reason };
    }
    if (attempts.length === MOST_ATTEMPTS) {
      return {
        attempts,
        end: 'exhausted',
        endMs,
        reason: `More than ${MOST_ATTEMPTS} attempts are not followed here.`,
      };
    }
    next = {
      earliestMs: startOf(decideRetry(rule, history, () => 0)),
      latestMs: startOf(decideRetry(rule, history, () => MOST)),
      startMs: decision.at,
      why: decision.why,
    };
  }
}

function startOf(decision: ReturnType<typeof decideRetry>): number {
  return decision.kind === 'retry' ? decision.at : 0;
}
