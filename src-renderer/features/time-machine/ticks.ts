import { formatSpan } from '../../ui/time-span.ts';
import type { TimeScale } from './time-scale.ts';

export interface Tick {
  ms: number;
  x: number;
  label: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that people count time in. */
const steps = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((each) => each * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE),
  ...[1, 2, 3, 6, 12].map((each) => each * HOUR),
  ...[1, 2, 5, 7, 14, 30, 60, 90].map((each) => each * DAY),
];

/** Round times, the more important ones first: where two would touch, the first keeps its place. */
const landmarks = [
  0,
  ...[MINUTE, HOUR, DAY, SECOND, 10 * SECOND, 10 * MINUTE, 10 * HOUR, 10 * DAY],
  ...[5 * MINUTE, 30 * MINUTE, 30 * SECOND, 5 * SECOND, 2 * HOUR, 5 * HOUR, 2 * DAY, 5 * DAY, 30 * DAY],
  ...[
    2 * SECOND,
    2 * MINUTE,
    20 * MINUTE,
    15 * HOUR,
    100 * DAY,
    300 * DAY,
    15 * SECOND,
    15 * MINUTE,
    3 * HOUR,
    3 * DAY,
  ],
];

/** How far apart labels stand at least. */
const GAP = 64;

/** The labelled times of an axis. */
export function listTicks(scale: TimeScale): Tick[] {
  const { range, width } = scale;
  const coarse = pickStep((range.to - range.from) / Math.max(1, width / GAP));
  // Zoomed in far enough, a logarithmic axis is as good as linear, and landmarks are too far apart.
  const isFlat = scale.kind === 'linear' || range.to < range.from * 4;
  const times = isFlat ? countUp(range.from, range.to, coarse) : landmarks;
  const ticks: Tick[] = [];
  for (const ms of times) {
    if (ms < range.from || ms > range.to) continue;
    const x = scale.toX(ms);
    if (ticks.every((other) => Math.abs(other.x - x) >= GAP)) ticks.push({ ms, x, label: formatSpan(ms) });
  }
  return ticks.sort((one, other) => one.x - other.x);
}

function pickStep(least: number): number {
  return steps.find((step) => step >= least) ?? 366 * DAY;
}

function countUp(from: number, to: number, step: number): number[] {
  const times: number[] = [];
  for (let ms = Math.ceil(from / step) * step; ms <= to; ms += step) times.push(ms);
  return times;
}
