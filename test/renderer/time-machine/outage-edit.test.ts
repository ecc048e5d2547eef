import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutageSpan, VirtualReceiver } from '../../../src-preload/contract/time-machine.ts';
import {
  addSpan,
  drawSpan,
  findRoom,
  moveEdge,
  moveSpan,
  SHORTEST_SPAN,
  snap,
  sortSpans,
} from '../../../src-renderer/features/time-machine/outage-edit.ts';
import { presets } from '../../../src-renderer/features/time-machine/presets.ts';

const refused: VirtualReceiver = { kind: 'refused' };
const minute = 60_000;
const span = (from: number, to: number): OutageSpan => ({
  fromMs: from * minute,
  toMs: to * minute,
  receiver: refused,
});

const two = [span(0, 5), span(10, 20)] as const;

/** Spans with room between them. */
const anySpans = fc.array(fc.integer({ min: 2, max: 60 }), { minLength: 2, maxLength: 8 }).map((lengths) => {
  let at = 0;
  const edges = lengths.map((length) => {
    at += length;
    return at;
  });
  return Array.from({ length: Math.floor(edges.length / 2) }, (_, index) =>
    span(edges[index * 2] ?? 0, edges[index * 2 + 1] ?? 0),
  );
});

function expectApart(spans: readonly OutageSpan[]): void {
  for (const [index, each] of sortSpans(spans).entries()) {
    expect(each.toMs - each.fromMs).toBeGreaterThanOrEqual(SHORTEST_SPAN);
    expect(each.fromMs).toBeGreaterThanOrEqual(sortSpans(spans)[index - 1]?.toMs ?? 0);
  }
}

describe('a drawn outage', () => {
  it('is drawn in either direction, and stops at its neighbours', () => {
    expect(drawSpan(two, 6 * minute, 8 * minute, refused)).toEqual(span(6, 8));
    expect(drawSpan(two, 8 * minute, 6 * minute, refused)).toEqual(span(6, 8));
    expect(drawSpan(two, 8 * minute, 30 * minute, refused)).toEqual(span(8, 10));
    expect(drawSpan(two, 12 * minute, 30 * minute, refused)).toBeNull();
    expect(drawSpan(two, 6 * minute, 6 * minute + 10, refused)).toBeNull();
  });

  it('is moved whole and by its edges, and stops at its neighbours', () => {
    expect(moveSpan(two, two[1], 30 * minute)).toEqual(span(30, 40));
    expect(moveSpan(two, two[1], 2 * minute)).toEqual(span(5, 15));
    expect(moveEdge(two, two[0], 'toMs', 30 * minute)).toEqual(span(0, 10));
    expect(moveEdge(two, two[1], 'fromMs', 0)).toEqual(span(5, 20));
    expect(moveEdge(two, two[1], 'fromMs', 30 * minute).fromMs).toBe(20 * minute - SHORTEST_SPAN);
  });

  it('never overlaps another, whatever is done to it', () => {
    fc.assert(
      fc.property(anySpans, fc.nat(), fc.integer({ min: 0, max: 600 }), (spans, pick, to) => {
        const chosen = spans[pick % spans.length];
        if (chosen === undefined) return;
        const others = spans.filter((each) => each !== chosen);
        expectApart([...others, moveSpan(spans, chosen, to * minute)]);
        expectApart([...others, moveEdge(spans, chosen, 'fromMs', to * minute)]);
        expectApart([...others, moveEdge(spans, chosen, 'toMs', to * minute)]);
        const drawn = drawSpan(spans, to * minute, (to + 7) * minute, refused);
        if (drawn !== null) expectApart([...spans, drawn]);
        const added = addSpan(spans, refused);
        if (added !== null) expectApart([...spans, added]);
      }),
    );
  });

  it('has the room between its neighbours', () => {
    expect(findRoom(two, 7 * minute)).toEqual({ from: 5 * minute, to: 10 * minute });
    expect(findRoom(two, 12 * minute)).toBeNull();
    expect(findRoom(two, 12 * minute, two[1])).toMatchObject({ from: 5 * minute });
  });

  it('has round ends, as fine as a pixel tells', () => {
    expect(snap(61_234, 10)).toBe(61_000);
    expect(snap(61_234, 5000)).toBe(60_000);
    expect(snap(3_700_000, 100_000)).toBe(3_600_000);
  });

  it('can be taken from examples that are in order and do not overlap', () => {
    for (const { spans } of presets) {
      expectApart(spans);
      expect(sortSpans(spans)).toEqual(spans);
    }
  });
});
