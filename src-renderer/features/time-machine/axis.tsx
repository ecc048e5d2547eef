import { AXIS, HEAD } from './geometry.ts';
import styles from './picture.module.css';
import type { Tick } from './ticks.ts';
import type { TimeScale } from './time-scale.ts';

/** The times along the top. Drawn where the plot begins. */
export function Axis({ ticks, scale }: { ticks: readonly Tick[]; scale: TimeScale }) {
  return (
    <g>
      {ticks.map(({ ms, x, label }) => (
        <g key={ms}>
          <line className={styles.tick} x1={x} x2={x} y1={AXIS - 5} y2={HEAD} />
          <text
            className={styles.tickLabel}
            x={Math.min(Math.max(x, label.length * 3), scale.width - label.length * 2.5)}
            y={15}
            textAnchor="middle"
          >
            {label}
          </text>
        </g>
      ))}
      <line className={styles.rule} x1={0} x2={scale.width} y1={AXIS - 0.5} y2={AXIS - 0.5} />
    </g>
  );
}
