import { useVirtualClock } from '../../stores/virtual-clock.ts';
import { formatSpan } from '../../ui/time-span.ts';
import { measureText } from './fit-text.ts';
import { AXIS } from './geometry.ts';
import styles from './picture.module.css';
import type { TimeScale } from './time-scale.ts';

/** The hand of the virtual clock over the lanes: what lies ahead is veiled. */
export function Hand({ scale, height }: { scale: TimeScale; height: number }) {
  const at = useVirtualClock((state) => state.at);
  if (at === null) return null;
  const x = Math.min(Math.max(0, scale.toX(at)), scale.width);
  return (
    <g className={styles.hand}>
      <rect className={styles.veil} x={x} y={0} width={Math.max(0, scale.width + 22 - x)} height={height} />
      {scale.toX(at) <= scale.width && <line className={styles.handLine} x1={x} x2={x} y1={0} y2={height} />}
    </g>
  );
}

/** The same on the axis, with its time. */
export function HandLabel({ scale }: { scale: TimeScale }) {
  const at = useVirtualClock((state) => state.at);
  if (at === null) return null;
  const x = scale.toX(at);
  if (x < 0 || x > scale.width) return null;
  const words = formatSpan(at);
  const width = measureText(words, 11, 500) + 12;
  const left = Math.min(Math.max(x - width / 2, 0), scale.width - width);
  return (
    <g>
      <line className={styles.handLine} x1={x} x2={x} y1={AXIS - 6} y2={100} />
      <rect className={styles.handGround} x={left} y={2} width={width} height={18} rx={4} />
      <text className={styles.handTime} x={left + width / 2} y={15} textAnchor="middle">
        {words}
      </text>
    </g>
  );
}
