import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import type { SimulatedAttempt } from '../../../src-preload/contract/time-machine.ts';
import { undoOutage } from '../../stores/time-machine.ts';
import { setClock, togglePlaying, useVirtualClock } from '../../stores/virtual-clock.ts';
import { useHeight, useWidth } from '../../ui/use-size.ts';
import { AttemptCard, listFacts } from './attempt-card.tsx';
import { Axis } from './axis.tsx';
import { AXIS, findAttempt, GAP, HEAD, labelWidth, laneHeight, RIGHT } from './geometry.ts';
import { LaneRow } from './lane-row.tsx';
import type { Lane } from './numbers.ts';
import { OutagePatterns } from './outage-patterns.tsx';
import { OutageShade, OutageTrack } from './outage-track.tsx';
import styles from './picture.module.css';
import { Hand, HandLabel } from './playhead.tsx';
import { listTicks } from './ticks.ts';
import { createScale, panRange, type Range, type ScaleKind, type TimeScale, zoomRange } from './time-scale.ts';

export interface PictureProps {
  lanes: readonly Lane[];
  kind: ScaleKind;
  range: Range;
  onRange: (range: Range | null) => void;
  /** While an outage is dragged, the axis must not follow it. */
  onHold: (range: Range | null) => void;
  /** Told with every new width, for the clock. */
  onScale: (scale: TimeScale) => void;
}

interface Pointed {
  lane: number;
  attempt: number;
  /** By the keys: then it is also said aloud. */
  byKeys: boolean;
}

/** Rules side by side on one axis, with the outage behind them. */
export function Picture({ lanes, kind, range, onRange, onHold, onScale }: PictureProps) {
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const room = useHeight(host);
  const labels = labelWidth(width);
  const scale = createScale(kind, range, Math.max(60, width - labels - RIGHT));
  const ticks = listTicks(scale);
  const each = laneHeight(room - HEAD, lanes.length);
  const height = lanes.length * each;
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const latest = useRef(scale);
  latest.current = scale;

  useEffect(
    () => onScale(createScale(kind, { from: range.from, to: range.to }, Math.max(60, width - labels - RIGHT))),
    [kind, range.from, range.to, width, labels, onScale],
  );

  // React listens to the wheel passively, and then the pane would scroll as well.
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const turn = (event: WheelEvent): void => {
      const x = event.clientX - element.getBoundingClientRect().left - labels;
      const isOverLanes = event.clientY - element.getBoundingClientRect().top > HEAD;
      const scrolls = element.scrollHeight > element.clientHeight + 1;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        onRange(panRange(latest.current, event.deltaX || event.deltaY));
      } else if (event.ctrlKey || event.metaKey || !isOverLanes || !scrolls) {
        event.preventDefault();
        onRange(zoomRange(latest.current, 1.0015 ** event.deltaY, Math.max(0, x)));
      }
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [labels, onRange]);

  const lane = pointed === null ? undefined : lanes[pointed.lane];
  const attempt = lane?.simulation.attempts[(pointed?.attempt ?? 0) - 1];

  function point(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor((event.clientY - box.top) / each);
    const found = findAttempt(lanes[at]?.simulation.attempts ?? [], scale, event.clientX - box.left - labels);
    if (found === null) setPointed((before) => (before?.byKeys === true ? before : null));
    else setPointed({ lane: at, attempt: found.number, byKeys: false });
  }

  function press(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    const mod = event.ctrlKey || event.metaKey;
    const action = mod
      ? { z: () => undoOutage(event.shiftKey ? 'redo' : 'undo'), y: () => undoOutage('redo') }[event.key.toLowerCase()]
      : keysOf()[event.key];
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  function keysOf(): Readonly<Record<string, () => void>> {
    const middle = scale.width / 2;
    return {
      '+': () => onRange(zoomRange(scale, 0.7, middle)),
      '=': () => onRange(zoomRange(scale, 0.7, middle)),
      '-': () => onRange(zoomRange(scale, 1 / 0.7, middle)),
      '0': () => onRange(null),
      PageDown: () => onRange(panRange(scale, scale.width / 3)),
      PageUp: () => onRange(panRange(scale, -scale.width / 3)),
      ArrowRight: () => walk(0, 1),
      ArrowLeft: () => walk(0, -1),
      ArrowDown: () => walk(1, 0),
      ArrowUp: () => walk(-1, 0),
      Home: () => walk(0, Number.NEGATIVE_INFINITY),
      End: () => walk(0, Number.POSITIVE_INFINITY),
      ' ': () => togglePlaying(range.to),
      ...(pointed === null && useVirtualClock.getState().at === null ? {} : { Escape: clear }),
    };
  }

  function clear(): void {
    if (pointed === null) setClock(null);
    setPointed(null);
  }

  function walk(lanesDown: number, attemptsOn: number): void {
    const at = Math.min(Math.max((pointed?.lane ?? 0) + lanesDown, 0), lanes.length - 1);
    const count = lanes[at]?.simulation.attempts.length ?? 0;
    if (count === 0) return;
    const number = pointed === null ? 1 : Math.min(Math.max(pointed.attempt + attemptsOn, 1), count);
    setPointed({ lane: at, attempt: number, byKeys: true });
    host.current?.querySelectorAll('[data-lane]')[at]?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <section
      ref={host}
      className={styles.picture}
      aria-label="Attempts over time"
      aria-roledescription="picture"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the attempts in it are walked with the arrow keys
      tabIndex={0}
      data-pane-start=""
      onKeyDown={press}
      onBlur={() => setPointed(null)}
    >
      <svg className={styles.head} width={width} height={HEAD} data-part="head">
        <title>Outage</title>
        <OutagePatterns prefix={`${id}h`} />
        <rect className={styles.ground} width={width} height={HEAD} />
        <text className={styles.headLabel} x={16} y={AXIS + 20}>
          Outage
        </text>
        <text className={styles.headHint} x={16} y={16}>
          Time after the event
        </text>
        <svg x={labels} width={scale.width + RIGHT} height={HEAD} overflow="visible">
          <title>Time</title>
          <Axis ticks={ticks} scale={scale} />
        </svg>
        <OutageTrack
          scale={scale}
          labels={labels}
          patterns={`${id}h`}
          onHold={(holds) => onHold(holds ? range : null)}
        />
        <g transform={`translate(${labels} 0)`}>
          <HandLabel scale={scale} />
        </g>
        <Scrub scale={scale} labels={labels} />
        <line className={styles.rule} x1={0} x2={width} y1={HEAD - 0.5} y2={HEAD - 0.5} />
      </svg>
      <svg
        className={styles.lanes}
        width={width}
        height={height}
        data-part="lanes"
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        <title>Rules</title>
        <OutagePatterns prefix={`${id}l`} />
        <defs>
          <clipPath id={`${id}c`}>
            <rect x={labels - GAP} y={-2} width={scale.width + RIGHT + GAP} height={each + 4} />
          </clipPath>
        </defs>
        <g transform={`translate(${labels} 0)`}>
          {ticks.map(({ ms, x }) => (
            <line key={ms} className={styles.grid} x1={x} x2={x} y1={0} y2={height} />
          ))}
          <OutageShade scale={scale} height={height} patterns={`${id}l`} />
        </g>
        {lanes.map((shown, index) => (
          <LaneRow
            key={shown.id}
            lane={shown}
            scale={scale}
            labels={labels}
            y={index * each}
            height={each}
            clip={`${id}c`}
            pointed={pointed?.lane === index ? pointed.attempt : null}
            isCurrent={pointed?.lane === index}
          />
        ))}
        <g transform={`translate(${labels} 0)`}>
          <Hand scale={scale} height={height} />
        </g>
      </svg>
      {lane !== undefined && attempt !== undefined && pointed !== null && (
        <Card
          lane={lane}
          attempt={attempt}
          x={labels + scale.toX(attempt.startMs)}
          at={pointed.lane}
          height={each}
          host={host.current}
        />
      )}
      <p className="visually-hidden" aria-live="polite">
        {lane !== undefined && attempt !== undefined && pointed?.byKeys === true
          ? `${lane.label}, attempt ${attempt.number}. ${listFacts(lane, attempt)
              .map(([name, value]) => `${name} ${value}`)
              .join('. ')}`
          : ''}
      </p>
    </section>
  );
}

/** The axis, pulled to set the clock. */
function Scrub({ scale, labels }: { scale: TimeScale; labels: number }) {
  const pulls = useRef(false);
  function pull(event: PointerEvent<SVGRectElement>): void {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setClock(Math.round(scale.toMs(Math.min(Math.max(0, x), scale.width))));
  }
  return (
    <rect
      className={styles.scrub}
      x={labels}
      y={0}
      width={scale.width}
      height={AXIS - 2}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pulls.current = true;
        pull(event);
      }}
      onPointerMove={(event) => {
        if (pulls.current) pull(event);
      }}
      onPointerUp={() => {
        pulls.current = false;
      }}
    />
  );
}

interface CardProps {
  lane: Lane;
  attempt: SimulatedAttempt;
  x: number;
  /** Which lane from the top, and how high each is. */
  at: number;
  height: number;
  host: HTMLElement | null;
}

const CARD_WIDTH = 300;
const CARD_HEIGHT = 190;

/** Beside the attempt, where there is room for it. */
function Card({ lane, attempt, x, at, height, host }: CardProps) {
  const width = host?.clientWidth ?? 0;
  const top = HEAD + at * height;
  const visibleEnd = (host?.scrollTop ?? 0) + (host?.clientHeight ?? 0);
  const left = x + 18 + CARD_WIDTH < width ? x + 18 : Math.max(8, x - CARD_WIDTH - 18);
  const y = Math.max((host?.scrollTop ?? 0) + 6, Math.min(top - 4, visibleEnd - CARD_HEIGHT - 8));
  return (
    <div className={styles.card} style={{ left, top: y, width: CARD_WIDTH }} aria-hidden="true">
      <AttemptCard lane={lane} attempt={attempt} />
    </div>
  );
}
