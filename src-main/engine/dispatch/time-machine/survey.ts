import type {
  OutageSpan,
  Simulation,
  SimulationLane,
  VirtualReceiver,
} from '../../../../src-preload/contract/time-machine.ts';
import { simulate } from './simulate.ts';

/** Events that are spread over an outage, to say what part of them is delivered. */
const EVENTS = 200;
/** Slices of the outage in which requests are counted. */
const SLICES = 25;

/** What the rule does with an outage of that kind that begins with the event and never ends. */
export function surveyEndless(
  lane: SimulationLane,
  receiver: VirtualReceiver,
  random: () => number,
): Pick<Simulation, 'survivesMs' | 'givesUpMs'> {
  const endless: OutageSpan[] = [{ fromMs: 0, toMs: Number.POSITIVE_INFINITY, receiver }];
  const course = simulate(lane, endless, random);
  if (course.end === 'delivered') return { survivesMs: null, givesUpMs: null };
  // Delays only grow with what is drawn, so nothing and the most of it are the two ends. An outage is over for the attempt that
  // begins when it ends: the last attempt is the border.
  const lastStart = (draw: () => number): number => simulate(lane, endless, draw).attempts.at(-1)?.startMs ?? 0;
  return {
    survivesMs: { always: lastStart(() => 0), atBest: lastStart(() => 1 - Number.EPSILON) },
    givesUpMs: course.endMs,
  };
}

/** What becomes of events that happen at even distances from the beginning of the outage to its end. */
export function surveySpread(
  lane: SimulationLane,
  outage: readonly OutageSpan[],
  random: () => number,
): Simulation['spread'] {
  const from = Math.min(...outage.map(({ fromMs }) => fromMs));
  const length = Math.max(...outage.map(({ toMs }) => toMs)) - from;
  if (outage.length === 0 || length <= 0) return null;
  const sliceMs = length / SLICES;
  const requests = new Map<number, number>();
  let delivered = 0;
  let attempts = 0;
  for (let index = 0; index < EVENTS; index += 1) {
    const at = from + ((index + 0.5) / EVENTS) * length;
    const seen = outage.map((span) => ({ ...span, fromMs: span.fromMs - at, toMs: span.toMs - at }));
    const course = simulate(lane, seen, random);
    if (course.end === 'delivered') delivered += 1;
    attempts += course.attempts.length;
    for (const { startMs } of course.attempts) {
      const slice = Math.floor((at - from + startMs) / sliceMs);
      requests.set(slice, (requests.get(slice) ?? 0) + 1);
    }
  }
  const usual = EVENTS / SLICES;
  // Events go on after the outage: what is tried again then comes on top of them.
  const loads = [...requests].map(([slice, count]) => count / usual + (slice >= SLICES ? 1 : 0));
  return { events: EVENTS, delivered, attemptsPerEvent: attempts / EVENTS, peakLoad: Math.max(1, ...loads) };
}
