import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { OutageSpan, VirtualReceiver } from '../../../src-preload/contract/time-machine.ts';
import { beginOutageStep, changeOutage, selectSpan, useTimeMachine } from '../../stores/time-machine.ts';
import { fitText, measureText } from './fit-text.ts';
import { AXIS, TRACK } from './geometry.ts';
import { drawSpan, moveEdge, moveSpan, snap, sortSpans } from './outage-edit.ts';
import styles from './picture.module.css';
import { describeSpan, lookOf, nameReceiver } from './receiver-words.ts';
import type { TimeScale } from './time-scale.ts';

/** How near to an edge the pointer takes hold of it. */
const GRIP = 6;
/** A shorter way of the pointer is a click. */
const STILL = 3;

const TOP = AXIS + 5;
const HEIGHT = TRACK - 10;

interface Drag {
  /** As they were when the drag began, without the one that moves. */
  others: readonly OutageSpan[];
  /** Null: a new one is drawn. */
  span: OutageSpan | null;
  part: 'fromMs' | 'toMs' | 'whole' | 'new';
  fromX: number;
  moved: boolean;
}

/** The other spans and the changed one, in the order of time, and where that one stands now. */
function place(others: readonly OutageSpan[], span: OutageSpan): [OutageSpan[], number] {
  const spans = sortSpans([...others, span]);
  return [spans, spans.indexOf(span)];
}

function msPerPixel(scale: TimeScale, x: number): number {
  return Math.max(1, scale.toMs(x + 0.5) - scale.toMs(x - 0.5));
}

function toSnapped(scale: TimeScale, x: number): number {
  return snap(scale.toMs(x), msPerPixel(scale, x));
}

/** What a new span is like: as the one that is selected, or the last one. */
function nextReceiver(outage: readonly OutageSpan[], selected: number | null): VirtualReceiver {
  return outage[selected ?? -1]?.receiver ?? outage.at(-1)?.receiver ?? { kind: 'refused' };
}

/** Removes a span. */
export function removeSpan(index: number): void {
  const { outage } = useTimeMachine.getState();
  changeOutage(
    outage.filter((_, other) => other !== index),
    null,
  );
}

/** Moves a span, or one of its edges, by keys: a few pixels, with Alt one. */
function pressSpan(event: KeyboardEvent, index: number, scale: TimeScale): void {
  const { outage } = useTimeMachine.getState();
  const span = outage[index];
  if (span === undefined) return;
  if (event.key === 'Delete' || event.key === 'Backspace') {
    event.preventDefault();
    // The span goes, and its focus with it: the picture takes it, so that undo is still at hand.
    event.currentTarget.closest('section')?.focus();
    removeSpan(index);
    return;
  }
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    event.stopPropagation();
    selectSpan(index);
    return;
  }
  const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (direction === 0) return;
  event.preventDefault();
  event.stopPropagation();
  const step = direction * (event.altKey ? 1 : 8);
  const others = outage.filter((other) => other !== span);
  const moved = event.shiftKey
    ? moveEdge(outage, span, 'toMs', toSnapped(scale, scale.toX(span.toMs) + step))
    : moveSpan(outage, span, toSnapped(scale, scale.toX(span.fromMs) + step));
  changeOutage(...place(others, moved));
}

interface TrackProps {
  scale: TimeScale;
  labels: number;
  patterns: string;
  /** Told when a drag begins and when it ends. */
  onHold: (holds: boolean) => void;
}

/** The outage, drawn and changed with the pointer, or with the keys of a focused span. */
export function OutageTrack({ scale, labels, patterns, onHold }: TrackProps) {
  const outage = useTimeMachine((state) => state.outage);
  const selected = useTimeMachine((state) => state.selected);
  const drag = useRef<Drag | null>(null);

  function toX(event: PointerEvent): number {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientX - box.left;
  }

  function begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    const x = toX(event);
    const index = outage.findIndex((span) => x >= scale.toX(span.fromMs) - GRIP && x <= scale.toX(span.toMs) + GRIP);
    const span = outage[index] ?? null;
    event.currentTarget.setPointerCapture(event.pointerId);
    onHold(true);
    const nearStart = span !== null && Math.abs(x - scale.toX(span.fromMs)) <= GRIP;
    const nearEnd = span !== null && Math.abs(x - scale.toX(span.toMs)) <= GRIP;
    drag.current = {
      others: outage.filter((other) => other !== span),
      span,
      // The end first: where both are near, making it longer is what can be meant.
      part: span === null ? 'new' : nearEnd ? 'toMs' : nearStart ? 'fromMs' : 'whole',
      fromX: x,
      moved: false,
    };
    selectSpan(span === null ? null : index);
  }

  function move(event: PointerEvent): void {
    const held = drag.current;
    if (held === null) return;
    const x = toX(event);
    if (!held.moved && Math.abs(x - held.fromX) < STILL) return;
    if (!held.moved) beginOutageStep();
    held.moved = true;
    const next = drawDrag(held, x);
    if (next === null) changeOutage(held.others, null, false);
    else changeOutage(...place(held.others, next), false);
  }

  function drawDrag({ others, span, part, fromX }: Drag, x: number): OutageSpan | null {
    if (span === null) {
      return drawSpan(others, toSnapped(scale, fromX), toSnapped(scale, x), nextReceiver(outage, null));
    }
    if (part === 'fromMs' || part === 'toMs') return moveEdge([...others, span], span, part, toSnapped(scale, x));
    const grabbed = scale.toX(span.fromMs) + (x - fromX);
    return moveSpan([...others, span], span, toSnapped(scale, grabbed));
  }

  return (
    <g transform={`translate(${labels} 0)`}>
      <rect
        className={styles.track}
        x={0}
        y={TOP - 2}
        width={scale.width}
        height={HEIGHT + 4}
        rx={5}
        data-testid="outage-track"
      />
      {outage.length === 0 && (
        <text className={styles.hint} x={scale.width / 2} y={TOP + 15} textAnchor="middle">
          Drag here to draw an outage
        </text>
      )}
      {outage.map((span, index) => (
        <Span
          // biome-ignore lint/suspicious/noArrayIndexKey: a span has nothing but its place, and keeps the focus while it moves
          key={index}
          {...{ span, scale, patterns }}
          isSelected={index === selected}
          onKeyDown={(event) => pressSpan(event, index, scale)}
          onFocus={() => selectSpan(index)}
        />
      ))}
      {/* Over everything, so that the pointer is followed also beyond a span; the spans below have the keys. */}
      <rect
        className={styles.grab}
        x={0}
        y={TOP - 2}
        width={scale.width}
        height={HEIGHT + 4}
        onPointerDown={begin}
        onPointerMove={(event) => {
          move(event);
          if (drag.current === null) showCursor(event.currentTarget, outage, scale, toX(event));
        }}
        onPointerUp={() => {
          drag.current = null;
          onHold(false);
        }}
      />
    </g>
  );
}

function showCursor(target: SVGRectElement, outage: readonly OutageSpan[], scale: TimeScale, x: number): void {
  const isEdge = outage.some(({ fromMs, toMs }) => [fromMs, toMs].some((ms) => Math.abs(scale.toX(ms) - x) <= GRIP));
  const isInside = outage.some(({ fromMs, toMs }) => x >= scale.toX(fromMs) && x <= scale.toX(toMs));
  target.style.cursor = isEdge ? 'ew-resize' : isInside ? 'grab' : 'crosshair';
}

interface SpanProps {
  span: OutageSpan;
  scale: TimeScale;
  patterns: string;
  isSelected: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: () => void;
}

function Span({ span, scale, patterns, isSelected, onKeyDown, onFocus }: SpanProps) {
  const from = Math.max(0, scale.toX(span.fromMs));
  const to = Math.min(scale.width, scale.toX(span.toMs));
  const width = Math.max(3, to - from);
  const look = lookOf(span.receiver);
  if (to < 0 || from > scale.width) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand in a picture
    <g
      role="button"
      tabIndex={0}
      aria-label={describeSpan(span)}
      aria-pressed={isSelected}
      className={styles.span}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <rect className={styles.spanGround} data-look={look} x={from} y={TOP} width={width} height={HEIGHT} rx={4} />
      <rect fill={`url(#${patterns}-${look})`} x={from} y={TOP} width={width} height={HEIGHT} rx={4} />
      <rect
        className={styles.spanEdge}
        data-look={look}
        data-selected={isSelected || undefined}
        x={from + 0.5}
        y={TOP + 0.5}
        width={Math.max(2, width - 1)}
        height={HEIGHT - 1}
        rx={4}
      />
      {width > 34 && <SpanLabel text={nameReceiver(span.receiver)} x={from} width={width} look={look} />}
    </g>
  );
}

function SpanLabel({ text, x, width, look }: { text: string; x: number; width: number; look: string }) {
  const words = fitText(text, width - 16, 11, 500);
  return (
    <>
      <rect
        className={styles.spanGround}
        data-look={look}
        x={x + 4}
        y={TOP + 3}
        width={measureText(words, 11, 500) + 8}
        height={HEIGHT - 6}
        rx={3}
      />
      <text className={styles.spanLabel} data-look={look} x={x + 8} y={TOP + 15}>
        {words}
      </text>
    </>
  );
}

/** The outage behind the lanes. */
export function OutageShade({ scale, height, patterns }: { scale: TimeScale; height: number; patterns: string }) {
  const outage = useTimeMachine((state) => state.outage);
  return (
    <g>
      {outage.map((span) => {
        const from = Math.max(0, scale.toX(span.fromMs));
        const to = Math.min(scale.width + 22, scale.toX(span.toMs));
        const look = lookOf(span.receiver);
        if (to <= 0 || from >= scale.width) return null;
        return (
          <g key={`${span.fromMs} ${span.toMs}`}>
            <rect className={styles.shade} data-look={look} x={from} y={0} width={to - from} height={height} />
            <rect
              className={styles.shadeHatch}
              fill={`url(#${patterns}-${look})`}
              x={from}
              y={0}
              width={to - from}
              height={height}
            />
            <line className={styles.shadeEdge} data-look={look} x1={to} x2={to} y1={0} y2={height} />
          </g>
        );
      })}
    </g>
  );
}
