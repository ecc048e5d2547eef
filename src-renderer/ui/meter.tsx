import { formatCount } from './format.ts';
import styles from './meter.module.css';

export interface MeterProps {
  /** What is measured, for screen readers: "Characters of the body". */
  label: string;
  used: number;
  limit: number | null;
  /** Something beyond the limit was cut off. */
  cut: boolean;
  unit?: string | undefined;
}

/** How much of a limit is used, in numbers and as a bar. */
export function Meter({ label, used, limit, cut, unit = 'characters' }: MeterProps) {
  const share = limit === null || limit === 0 ? 0 : Math.min(1, used / limit);
  const tone = cut ? 'failure' : share > 0.9 ? 'warning' : 'normal';
  const words = limit === null ? `${formatCount(used)} ${unit}` : `${formatCount(used)} of ${formatCount(limit)}`;
  return (
    <span className={styles.meter} data-tone={tone}>
      {limit !== null && (
        <>
          <meter className="visually-hidden" aria-label={label} max={limit} value={Math.min(used, limit)}>
            {words}
          </meter>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.fill} style={{ width: `${share * 100}%` }} />
          </span>
        </>
      )}
      <span className={styles.words}>{cut ? `${words}: the rest is cut off` : words}</span>
    </span>
  );
}
