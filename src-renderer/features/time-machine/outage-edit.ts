import type { OutageSpan, VirtualReceiver } from '../../../src-preload/contract/time-machine.ts';
import { LONGEST } from './time-scale.ts';

/** More spans than this fit neither the picture nor what the window remembers. */
export const MOST_SPANS = 30;

/** A span shorter than this could not be grasped again. */
export const SHORTEST_SPAN = 1000;

/** In the order of time; which span it was before is told by identity. */
export function sortSpans(spans: readonly OutageSpan[]): OutageSpan[] {
  return [...spans].sort((one, other) => one.fromMs - other.fromMs || one.toMs - other.toMs);
}

/** The free room around a time, between the spans that are there; `except` does not count. Null where a span is. */
export function findRoom(
  spans: readonly OutageSpan[],
  at: number,
  except: OutageSpan | null = null,
): { from: number; to: number } | null {
  let from = 0;
  let to = LONGEST;
  for (const span of spans) {
    if (span === except) continue;
    if (span.fromMs <= at && at < span.toMs) return null;
    if (span.toMs <= at) from = Math.max(from, span.toMs);
    else to = Math.min(to, span.fromMs);
  }
  return { from, to };
}

function limit(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}

/** Changes one edge. It stops at the neighbours, and before the other edge. */
export function moveEdge(
  spans: readonly OutageSpan[],
  span: OutageSpan,
  edge: 'fromMs' | 'toMs',
  ms: number,
): OutageSpan {
  const room = findRoom(spans, span.fromMs, span) ?? { from: span.fromMs, to: span.toMs };
  if (edge === 'fromMs') return { ...span, fromMs: Math.round(limit(ms, room.from, span.toMs - SHORTEST_SPAN)) };
  return { ...span, toMs: Math.round(limit(ms, span.fromMs + SHORTEST_SPAN, room.to)) };
}

/** Moves the whole; its length stays, and it stops at the neighbours. */
export function moveSpan(spans: readonly OutageSpan[], span: OutageSpan, fromMs: number): OutageSpan {
  const room = findRoom(spans, span.fromMs, span) ?? { from: span.fromMs, to: span.toMs };
  const length = span.toMs - span.fromMs;
  const start = Math.round(limit(fromMs, room.from, Math.max(room.from, room.to - length)));
  return { ...span, fromMs: start, toMs: start + length };
}

/** A new span between two times, in either order; null where there is no room for one. */
export function drawSpan(
  spans: readonly OutageSpan[],
  one: number,
  other: number,
  receiver: VirtualReceiver,
): OutageSpan | null {
  const room = findRoom(spans, one);
  if (room === null || spans.length >= MOST_SPANS) return null;
  const fromMs = Math.round(limit(Math.min(one, other), room.from, room.to));
  const toMs = Math.round(limit(Math.max(one, other), room.from, room.to));
  return toMs - fromMs < SHORTEST_SPAN ? null : { fromMs, toMs, receiver };
}

/** A place for one more span after the others. */
export function addSpan(spans: readonly OutageSpan[], receiver: VirtualReceiver): OutageSpan | null {
  if (spans.length >= MOST_SPANS) return null;
  const last = Math.max(0, ...spans.map(({ toMs }) => toMs));
  const fromMs = last === 0 ? 0 : last + Math.max(60_000, Math.round(last / 4));
  return fromMs + SHORTEST_SPAN > LONGEST
    ? null
    : { fromMs, toMs: Math.min(LONGEST, fromMs + Math.max(600_000, Math.round(last / 4))), receiver };
}

/** Rounds a time that was pointed at to what a pixel can tell, so that drawn outages have round ends. */
export function snap(ms: number, msPerPixel: number): number {
  const grid = [1000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 21_600_000, 86_400_000];
  const step = grid.findLast((each) => each <= msPerPixel * 4) ?? 1000;
  return Math.round(ms / step) * step;
}
