import styles from './skeleton.module.css';

/** Grey lines in the shape of what will come. Invisible for the first 200 ms, so that quick answers do not flicker. */
export function Skeleton({ rows = 3, label = 'Loading' }: { rows?: number | undefined; label?: string | undefined }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never change places
        <span key={index} className={styles.row} style={{ width: `${88 - ((index * 23) % 40)}%` }} />
      ))}
    </div>
  );
}
