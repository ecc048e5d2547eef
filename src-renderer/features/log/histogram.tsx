import { useEffect, useState } from 'react';
import type { Result } from '../../../src-preload/contract/methods.ts';
import { call } from '../../client/call.ts';
import { on } from '../../client/on.ts';
import { formatCount } from '../../ui/format.ts';
import { toBars } from './histogram-bars.ts';
import styles from './log-head.module.css';

const BUCKETS = 60;
const HOUR = 3_600_000;
const WIDTH = 120;
const HEIGHT = 16;
/** The picture moves by a bar a minute; news within this time is drawn together. */
const PAUSE = 1000;

/** The last hour, minute by minute: asked for again after news and as time goes on. */
function useLastHour(): Result<'log.histogram'> | null {
  const [hour, setHour] = useState<Result<'log.histogram'> | null>(null);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const load = (): void => {
      timer = null;
      call('log.histogram', { from: Date.now() - HOUR, buckets: BUCKETS }).then(
        (next) => {
          if (!gone) setHour(next);
        },
        // A picture at the edge is not worth a message; the log itself says what is wrong.
        () => undefined,
      );
    };
    const soon = (): void => {
      timer ??= setTimeout(load, PAUSE);
    };
    load();
    const stops = [on('log.changed', soon), on('log.cleared', soon)];
    const minute = setInterval(soon, 60_000);
    return () => {
      gone = true;
      if (timer !== null) clearTimeout(timer);
      clearInterval(minute);
      for (const stop of stops) stop();
    };
  }, []);
  return hour;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** What was delivered and what failed in the last hour, as a small picture. */
export function Histogram() {
  const hour = useLastHour();
  const bars = hour === null ? [] : toBars(hour.success, hour.failure, WIDTH, HEIGHT);
  const words =
    hour === null
      ? 'Last hour'
      : `Last hour: ${formatCount(sum(hour.success))} fine, ${formatCount(sum(hour.failure))} failed`;
  return (
    <span className={styles.histogram} title={words}>
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={words}>
        <line className={styles.base} x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {bars.map((bar) => (
          <g key={bar.x}>
            <rect className={styles.success} x={bar.x} y={bar.successY} width={bar.width} height={bar.successHeight} />
            <rect className={styles.failure} x={bar.x} y={bar.failureY} width={bar.width} height={bar.failureHeight} />
          </g>
        ))}
      </svg>
      last hour
    </span>
  );
}
