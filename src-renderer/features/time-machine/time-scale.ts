export type ScaleKind = 'linear' | 'logarithmic';

/** The part of virtual time that is shown, in milliseconds since the event. */
export interface Range {
  from: number;
  to: number;
}

/** Between virtual time and the place on the axis, in pixels from its left end. */
export interface TimeScale {
  kind: ScaleKind;
  range: Range;
  width: number;
  toX: (ms: number) => number;
  toMs: (x: number) => number;
}

/** What is shown is never shorter, nor longer than the simulation goes. */
const SHORTEST = 2000;
export const LONGEST = 366 * 86_400_000;

/** Where the logarithm begins to bend: the first second is drawn nearly linear, so that time 0 has a place. */
const KNEE = 1000;

const bend = (ms: number): number => Math.log1p(Math.max(0, ms) / KNEE);
const unbend = (value: number): number => Math.expm1(value) * KNEE;

/** A linear axis, or one on which each ten-fold takes the same room. */
export function createScale(kind: ScaleKind, range: Range, width: number): TimeScale {
  const map = kind === 'linear' ? (ms: number) => ms : bend;
  const unmap = kind === 'linear' ? (value: number) => value : unbend;
  const start = map(range.from);
  const length = Math.max(map(range.to) - start, 1e-9);
  return {
    kind,
    range,
    width,
    toX: (ms) => ((map(ms) - start) / length) * width,
    toMs: (x) => Math.max(0, unmap(start + (x / Math.max(1, width)) * length)),
  };
}

/** Shows more (factor above 1) or less around a place, which stays where it is. */
export function zoomRange(scale: TimeScale, factor: number, aroundX: number): Range {
  const left = aroundX - aroundX * factor;
  const right = aroundX + (scale.width - aroundX) * factor;
  return limitRange({ from: left <= 0 && scale.range.from === 0 ? 0 : scale.toMs(left), to: scale.toMs(right) });
}

/** Moves along the axis by pixels. Stops at the event. */
export function panRange(scale: TimeScale, pixels: number): Range {
  const room = scale.toX(0);
  const step = Math.max(pixels, room);
  return limitRange({ from: scale.toMs(step), to: scale.toMs(scale.width + step) });
}

function limitRange({ from, to }: Range): Range {
  const start = Math.min(Math.max(0, from), LONGEST - SHORTEST);
  return { from: start, to: Math.min(Math.max(to, start + SHORTEST), LONGEST) };
}

/** Everything from the event to somewhat after the last thing that happens. */
export function fitRange(kind: ScaleKind, lastMs: number): Range {
  const end = Math.max(lastMs, 10_000);
  return { from: 0, to: Math.min(LONGEST, kind === 'linear' ? end * 1.06 : end * 1.6) };
}
