import { useVirtualClock } from '../../stores/virtual-clock.ts';
import { formatSpan } from '../../ui/time-span.ts';
import { fitText, measureText } from './fit-text.ts';
import { GAP, groupMarks, markOf, middleOf, RIGHT } from './geometry.ts';
import { Mark } from './mark.tsx';
import type { Lane } from './numbers.ts';
import styles from './picture.module.css';
import { describeEnd, describeLane, describeMoment } from './simulation-words.ts';
import type { TimeScale } from './time-scale.ts';

/** The name of a rule and where its delivery stands. */
function Label({ lane, width, height }: { lane: Lane; width: number; height: number }) {
  const y = middleOf(height);
  const at = useVirtualClock((state) => state.at);
  const { words, tone } = at === null ? describeEnd(lane.simulation) : describeMoment(lane.simulation, at);
  // The name comes first; what is said beside it gets what is left, but never nothing.
  const room = width - 32;
  const remarkWidth = lane.remark === null ? 0 : measureText(lane.remark, 11) + 10;
  const name = fitText(lane.label, Math.max(room - remarkWidth, room * 0.62), 13, 500);
  const nameWidth = measureText(name, 13, 500);
  return (
    <g>
      <title>{`${lane.label}: ${words}`}</title>
      <rect className={styles.labelGround} width={width - GAP} height={height - 1} />
      <text className={styles.name} x={16} y={y - 2}>
        {name}
      </text>
      {lane.remark !== null && (
        <text className={styles.remark} x={16 + nameWidth + 8} y={y - 2}>
          {fitText(lane.remark, room - nameWidth - 8, 11)}
        </text>
      )}
      <text className={styles.state} data-tone={tone} x={16} y={y + 15}>
        {fitText(words, width - 32, 11)}
      </text>
    </g>
  );
}

/** Up to where an outage that begins with the event is survived, along the foot of the lane. */
function Survival({ lane, scale, y }: { lane: Lane; scale: TimeScale; y: number }) {
  const { survivesMs } = lane.simulation;
  const from = Math.max(0, scale.toX(0));
  const toX = (ms: number): number => Math.max(from, Math.min(scale.width, scale.toX(ms)));
  if (survivesMs === null) {
    return <rect className={styles.survives} x={from} y={y} width={scale.width - from} height={3} />;
  }
  const always = toX(survivesMs.always);
  const atBest = toX(survivesMs.atBest);
  return (
    <>
      {atBest > always && <rect className={styles.maySurvive} x={always} y={y} width={atBest - always} height={3} />}
      {always > from && <rect className={styles.survives} x={from} y={y} width={always - from} height={3} />}
    </>
  );
}

/** What stands after the last attempt of a delivery that is lost. */
function End({ lane, scale, label, y }: { lane: Lane; scale: TimeScale; label: string; y: number }) {
  const { end, endMs } = lane.simulation;
  const x = scale.toX(endMs);
  const hasRoom = x + 28 + measureText(label, 11, 500) < scale.width + RIGHT;
  if (end === 'delivered') {
    return hasRoom ? (
      <text className={styles.endLabel} data-tone="success" x={x + 13} y={y + 4}>
        {label}
      </text>
    ) : null;
  }
  return (
    <g>
      {end === 'disabled' ? (
        <Mark kind="disabled" x={x + 17} y={y} />
      ) : (
        <path className={styles.stop} d={`M${x + 12} ${y - 8} V${y + 8}`} />
      )}
      {hasRoom && (
        <text className={styles.endLabel} data-tone="failure" x={x + (end === 'disabled' ? 28 : 19)} y={y + 4}>
          {label}
        </text>
      )}
    </g>
  );
}

const endLabels = { delivered: '', exhausted: 'gives up', 'given-up': 'given up', disabled: 'disabled' } as const;

/** The attempts of one rule on the shared axis. */
function Plot({ lane, scale, pointed, y }: { lane: Lane; scale: TimeScale; pointed: number | null; y: number }) {
  const { attempts, end, endMs, breaker } = lane.simulation;
  const marks = groupMarks(attempts, scale);
  const label = end === 'delivered' && endMs > 0 ? formatSpan(endMs) : endLabels[end];
  return (
    <>
      <line className={styles.course} x1={scale.toX(0)} x2={scale.toX(endMs)} y1={y} y2={y} />
      {attempts.map(({ number, earliestMs, latestMs }) =>
        latestMs > earliestMs ? (
          <rect
            key={number}
            className={styles.window}
            x={scale.toX(earliestMs)}
            y={y - 3}
            width={Math.max(2, scale.toX(latestMs) - scale.toX(earliestMs))}
            height={6}
            rx={3}
          />
        ) : null,
      )}
      {attempts.map(({ number, startMs, endMs: ended }) =>
        ended > startMs ? (
          <line key={number} className={styles.lasting} x1={scale.toX(startMs)} x2={scale.toX(ended)} y1={y} y2={y} />
        ) : null,
      )}
      {breaker.map(({ fromMs, toMs }) => (
        <path
          key={fromMs}
          className={styles.breaker}
          d={`M${scale.toX(fromMs)} ${y + 9} v4 H${Math.min(scale.toX(toMs), scale.width + RIGHT)} v-4`}
        />
      ))}
      {marks.map(({ x, attempts: grouped, last }) => (
        <g key={grouped[0]?.number}>
          {grouped.some(({ number }) => number === pointed) && (
            <circle className={styles.pointed} cx={x} cy={y} r={11} />
          )}
          <Mark kind={markOf(last)} x={x} y={y} />
          {grouped.length > 1 && (
            <text className={styles.count} x={x} y={y - 11} textAnchor="middle">
              {grouped.length}
            </text>
          )}
        </g>
      ))}
      <End {...{ lane, scale, label, y }} />
    </>
  );
}

interface LaneRowProps {
  lane: Lane;
  scale: TimeScale;
  labels: number;
  y: number;
  height: number;
  clip: string;
  /** Number of the attempt that the pointer or the focus is at. */
  pointed: number | null;
  isCurrent: boolean;
}

/** One rule: its name at the left, its attempts on the axis. */
export function LaneRow({ lane, scale, labels, y, height, clip, pointed, isCurrent }: LaneRowProps) {
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of shapes is not interactive
    <g
      transform={`translate(0 ${y})`}
      className={styles.lane}
      role="img"
      aria-label={describeLane(lane.label, lane.simulation)}
      data-lane={lane.id}
      data-current={isCurrent || undefined}
    >
      <line className={styles.rule} x1={0} x2={labels + scale.width + RIGHT} y1={height - 0.5} y2={height - 0.5} />
      <g clipPath={`url(#${clip})`}>
        <g transform={`translate(${labels} 0)`}>
          <Survival lane={lane} scale={scale} y={height - 7} />
          <Plot {...{ lane, scale, pointed }} y={middleOf(height)} />
        </g>
      </g>
      <Label lane={lane} width={labels} height={height} />
    </g>
  );
}
