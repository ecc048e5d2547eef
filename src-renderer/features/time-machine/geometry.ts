import type { SimulatedAttempt } from '../../../src-preload/contract/time-machine.ts';
import type { TimeScale } from './time-scale.ts';

/** Pixels. */
export const AXIS = 26;
export const TRACK = 32;
export const HEAD = AXIS + TRACK;
export const RIGHT = 22;
/** Between the names and time 0, so that a mark at time 0 is whole. */
export const GAP = 12;

const LEAST_LANE = 52;
const MOST_LANE = 76;

/** As high as there is room for, within limits: few rules fill the picture, many scroll. */
export function laneHeight(room: number, lanes: number): number {
  return Math.min(Math.max(Math.floor(room / Math.max(1, lanes)), LEAST_LANE), MOST_LANE);
}

/** From the top of a lane to its line. */
export const middleOf = (height: number): number => Math.round(height / 2) - 3;

/** The column with the names of the rules. */
export function labelWidth(width: number): number {
  return width < 720 ? 152 : 196;
}

/** Marks that would stand on each other are drawn as one, with their number. */
export interface MarkGroup {
  x: number;
  attempts: SimulatedAttempt[];
  /** Decides the look: the last one. */
  last: SimulatedAttempt;
}

const TOUCHING = 6;

/** Groups the attempts of a lane by their place on the axis. */
export function groupMarks(attempts: readonly SimulatedAttempt[], scale: TimeScale): MarkGroup[] {
  const groups: MarkGroup[] = [];
  for (const attempt of attempts) {
    const x = scale.toX(attempt.startMs);
    const group = groups.at(-1);
    if (group !== undefined && x - group.x < TOUCHING) {
      group.attempts.push(attempt);
      group.last = attempt;
    } else groups.push({ x, attempts: [attempt], last: attempt });
  }
  return groups;
}

/** The attempt nearest to a place, if there is one within reach. */
export function findAttempt(
  attempts: readonly SimulatedAttempt[],
  scale: TimeScale,
  x: number,
): SimulatedAttempt | null {
  let best: SimulatedAttempt | null = null;
  let distance = 14;
  for (const attempt of attempts) {
    const away = Math.abs(scale.toX(attempt.startMs) - x);
    // Of two at one place the later one: it is the one that is seen.
    if (away <= distance) {
      best = attempt;
      distance = away;
    }
  }
  return best;
}

export type MarkKind = 'success' | 'refused' | 'silent' | 'status' | 'disabled';

/** The shape of an attempt. */
export function markOf({ outcome, status, error }: SimulatedAttempt): Exclude<MarkKind, 'disabled'> {
  if (outcome === 'success') return 'success';
  if (status !== null) return 'status';
  return error === 'deadline' ? 'silent' : 'refused';
}
