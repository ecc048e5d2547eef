import type {
  OutageSpan,
  SimulatedAttempt,
  SimulationEnd,
  SimulationLane,
} from '../../../../src-preload/contract/time-machine.ts';
import { type BreakerState, closedBreaker, stepBreaker } from '../breaker.ts';
import { type FailureStreak, findDisabling, stepStreak } from '../disabling.ts';
import { describeAnswer, findAnswerError } from '../judge-answer.ts';
import { decideRetry, findHeader, type RetryHistory } from '../schedule.ts';
import { answerVirtually, findReceiver } from './virtual-receiver.ts';

/** What becomes of one event on the virtual clock. */
export interface Course {
  attempts: SimulatedAttempt[];
  end: SimulationEnd;
  endMs: number;
  /** In a sentence; null where it is delivered. */
  reason: string | null;
  /** While the breaker was open. */
  breaker: { fromMs: number; toMs: number }[];
}

type Planned = Pick<SimulatedAttempt, 'earliestMs' | 'latestMs' | 'startMs' | 'why'>;

/** Below 1 by less than a millisecond of any delay: the most that a rule's jitter can add. */
const MOST = 1 - Number.EPSILON;

const ends = { 'no-more-steps': 'exhausted', status: 'given-up', header: 'given-up', gone: 'disabled' } as const;

/** However a rule was typed, a simulation ends. */
const MOST_ATTEMPTS = 500;

/**
 * Carries one event out on a virtual clock that stands at 0 when it happens, for a webhook that has not failed before. Judges answers
 * and decides with the very functions of the queue, so what is drawn is what would happen.
 * @param random at least 0 and below 1; the jitter is drawn from it
 */
export function simulate(
  { rule, success, timeoutMs }: Pick<SimulationLane, 'rule' | 'success' | 'timeoutMs'>,
  outage: readonly OutageSpan[],
  random: () => number,
): Course {
  const attempts: SimulatedAttempt[] = [];
  const breaker: Course['breaker'] = [];
  let breakerState: BreakerState = closedBreaker;
  let streak: FailureStreak = { failures: 0, sinceMs: null };
  let next: Planned = { earliestMs: 0, latestMs: 0, startMs: 0, why: 'event' };
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
    const over = { attempts, endMs, breaker };
    if (error === null) return { ...over, end: 'delivered', reason: null };
    if (rule.breaker !== null) {
      breakerState = stepBreaker(rule.breaker, breakerState, 'failure', endMs);
      if (breakerState.kind === 'open') breaker.push({ fromMs: endMs, toMs: breakerState.until });
    }
    const history: RetryHistory = { failures: attempts.length, nowMs: endMs, answer: describeAnswer(result, error) };
    const decision = decideRetry(rule, history, random);
    streak = stepStreak(streak, decision.kind === 'give-up' ? 'failure' : 'will-retry', endMs);
    const because = findDisabling(rule, streak, endMs);
    if (because !== null) return { ...over, end: 'disabled', reason: `The webhook is disabled: ${because}.` };
    if (decision.kind === 'give-up') return { ...over, end: ends[decision.because], reason: decision.reason };
    if (attempts.length === MOST_ATTEMPTS) {
      return { ...over, end: 'exhausted', reason: `More than ${MOST_ATTEMPTS} attempts are not followed here.` };
    }
    next = {
      earliestMs: startOf(decideRetry(rule, history, () => 0)),
      latestMs: startOf(decideRetry(rule, history, () => MOST)),
      startMs: decision.at,
      why: decision.why,
    };
    if (rule.breaker !== null && breakerState.kind === 'open') {
      next = holdBack(next, breakerState.until);
      breakerState = stepBreaker(rule.breaker, breakerState, 'time-up', next.startMs);
    }
  }
}

function startOf(decision: ReturnType<typeof decideRetry>): number {
  return decision.kind === 'retry' ? decision.at : 0;
}

/** What is due while the breaker is open begins when its time is up. */
function holdBack(planned: Planned, until: number): Planned {
  const { earliestMs, latestMs, startMs } = planned;
  if (latestMs <= until) return { earliestMs: until, latestMs: until, startMs: until, why: 'breaker' };
  const held = { ...planned, earliestMs: Math.max(earliestMs, until), startMs: Math.max(startMs, until) };
  return startMs < until ? { ...held, why: 'breaker' } : held;
}
