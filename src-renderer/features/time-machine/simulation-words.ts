import type { SimulatedAttempt, Simulation, SimulationEnd } from '../../../src-preload/contract/time-machine.ts';
import type { Tone } from '../../ui/status.tsx';
import { formatSpan } from '../../ui/time-span.ts';

const endWords: Readonly<Record<SimulationEnd, { word: string; tone: Tone }>> = {
  delivered: { word: 'delivered', tone: 'success' },
  exhausted: { word: 'lost', tone: 'failure' },
  'given-up': { word: 'given up', tone: 'failure' },
  disabled: { word: 'webhook disabled', tone: 'failure' },
};

/** How it ends. */
export function describeEnd({ end, endMs, attempts }: Simulation): { words: string; tone: Tone } {
  const { word, tone } = endWords[end];
  if (end === 'exhausted' && attempts.length === 1) return { words: 'lost: it is not tried again', tone };
  if (end === 'delivered')
    return { words: endMs === 0 ? 'delivered at once' : `delivered after ${formatSpan(endMs)}`, tone };
  return { words: endMs === 0 ? `${word} at once` : `${word} after ${formatSpan(endMs)}`, tone };
}

/** The word alone, for a table. */
export function nameEnd(end: SimulationEnd): { words: string; tone: Tone } {
  return { words: endWords[end].word, tone: endWords[end].tone };
}

const errorWords: Readonly<Record<string, string>> = {
  refused: 'connection refused',
  deadline: 'no answer in time',
};

/** What an attempt met: `connection refused`, `503, Retry-After 120 s`, `200`. */
export function describeAnswer({ status, error, retryAfterSeconds }: SimulatedAttempt): string {
  if (status === null) return errorWords[error ?? ''] ?? error ?? 'failed';
  return retryAfterSeconds === null ? String(status) : `${status}, Retry-After ${retryAfterSeconds} s`;
}

const whyWords: Readonly<Record<SimulatedAttempt['why'], string>> = {
  event: 'At once, when the event happens',
  schedule: 'By the schedule',
  'retry-after': 'When the receiver asked for it (Retry-After)',
  overload: 'Held back, because the receiver was overloaded',
  breaker: 'Held back by the breaker',
};

export const describeWhy = ({ why }: SimulatedAttempt): string => whyWords[why];

/** The attempt that begins next, and what has happened, at an instant of the virtual clock. */
export function describeMoment(simulation: Simulation, at: number): { words: string; tone: Tone } {
  const { attempts, endMs } = simulation;
  const begun = attempts.filter(({ startMs }) => startMs <= at);
  const last = begun.at(-1);
  if (last === undefined) return { words: 'waits for the event', tone: 'idle' };
  if (at >= endMs) return describeEnd(simulation);
  if (at < last.endMs) return { words: `attempt ${last.number} under way`, tone: 'waiting' };
  const next = attempts[begun.length];
  const wait = next === undefined ? '' : `, next in ${formatSpan(Math.ceil((next.startMs - at) / 1000) * 1000)}`;
  return { words: `${begun.length} failed${wait}`, tone: 'waiting' };
}

/** Everything about a lane, for screen readers. */
export function describeLane(label: string, simulation: Simulation): string {
  const { attempts, survivesMs } = simulation;
  const list = attempts
    .map((attempt) => `attempt ${attempt.number} at ${formatSpan(attempt.startMs)}, ${describeAnswer(attempt)}`)
    .join('; ');
  const survives =
    survivesMs === null
      ? 'Survives any outage of this kind.'
      : `Survives outages up to ${formatSpan(survivesMs.always)}.`;
  return `${label}: ${describeEnd(simulation).words}. ${attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`}: ${list}. ${survives}`;
}
