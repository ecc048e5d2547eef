import type { Segment, TextRange } from '../../../src-preload/contract/template.ts';

/** Both ends of the connection: the template's text and what it was rendered to. */
export interface RenderedTexts {
  template: string;
  output: string;
  segments: readonly Segment[];
}

type Side = 'template' | 'output';

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/**
 * Carries an offset within a piece of text over to its other side. The sides differ in white space at most (a compact
 * layout), so both are walked together. Offsets count from the start of the piece.
 */
export function carryOffset(from: string, to: string, offset: number): number {
  if (from === to) return Math.min(offset, to.length);
  let left = 0;
  let right = 0;
  while (left < offset && right < to.length) {
    const here = from.charCodeAt(left);
    const there = to.charCodeAt(right);
    if (here === there) {
      left += 1;
      right += 1;
    } else if (isSpace(here)) left += 1;
    else if (isSpace(there)) right += 1;
    else {
      left += 1;
      right += 1;
    }
  }
  return right;
}

function carryRange(texts: RenderedTexts, segment: Segment, range: TextRange, from: Side, to: Side): TextRange {
  const here = segment[from];
  const there = segment[to];
  if (segment.kind === 'value' || (range.start <= here.start && range.end >= here.end)) return there;
  const source = texts[from].slice(here.start, here.end);
  const target = texts[to].slice(there.start, there.end);
  const carry = (offset: number): number => {
    const inside = Math.min(Math.max(offset - here.start, 0), source.length);
    return there.start + carryOffset(source, target, inside);
  };
  return { start: carry(range.start), end: carry(range.end) };
}

/** Ranges in order, those that touch made one, empty ones left out. */
export function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (range.end <= range.start) continue;
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

/**
 * What stands on the other side of what is pointed at. A place (an empty range) means the value or branch that it lies
 * in, and nothing in plain text; a selection means its pieces, letter by letter.
 */
export function carryOver(texts: RenderedTexts, range: TextRange, from: Side, to: Side): TextRange[] {
  const isPlace = range.start === range.end;
  const touched = texts.segments.filter((segment) => {
    const here = segment[from];
    if (isPlace) return segment.kind !== 'text' && here.start <= range.start && range.start < here.end;
    return here.start < range.end && here.end > range.start;
  });
  return mergeRanges(touched.map((segment) => (isPlace ? segment[to] : carryRange(texts, segment, range, from, to))));
}

/** The piece itself that a place lies in, to be marked beside its other side. */
export function findOwnPiece(segments: readonly Segment[], offset: number, side: Side): TextRange[] {
  const segment = segments.find(
    (each) => each.kind !== 'text' && each[side].start <= offset && offset < each[side].end,
  );
  return segment === undefined ? [] : [segment[side]];
}
