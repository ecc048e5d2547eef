import type { MarkKind } from './geometry.ts';
import styles from './picture.module.css';

/** The mark of an attempt: its shape tells the outcome, and so does its colour. */
export function Mark({ kind, x, y }: { kind: MarkKind; x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`} className={styles.mark} data-kind={kind}>
      {shapes[kind]}
    </g>
  );
}

const shapes: Readonly<Record<MarkKind, React.ReactNode>> = {
  success: (
    <>
      <circle className={styles.solid} r={7.5} />
      <path className={styles.sign} d="M-3.2 0.2 L-0.9 2.6 L3.4 -2.4" />
    </>
  ),
  refused: (
    <>
      <circle className={styles.halo} r={6.5} />
      <path className={styles.line} d="M-3.6 -3.6 L3.6 3.6 M3.6 -3.6 L-3.6 3.6" />
    </>
  ),
  silent: (
    <>
      <path className={styles.hollow} d="M0 -6.2 L6.2 0 L0 6.2 L-6.2 0 Z" />
      <path className={styles.line} d="M0 -2.4 L0 0.4 L1.9 1.5" />
    </>
  ),
  status: (
    <>
      <rect className={styles.hollow} x={-5.2} y={-5.2} width={10.4} height={10.4} rx={2.2} />
      <path className={styles.line} d="M0 -2.7 L0 0.7 M0 2.5 L0 2.6" />
    </>
  ),
  disabled: (
    <>
      <circle className={styles.hollow} r={6} />
      <path className={styles.line} d="M-4 4 L4 -4" />
    </>
  ),
};
