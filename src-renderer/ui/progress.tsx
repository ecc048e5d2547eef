import styles from './progress.module.css';

/** Progress in words, and as a bar; without a total the bar only says that work goes on. */
export function Progress({ words, done, total }: { words: string; done: number; total: number }) {
  return (
    <>
      <p role="status">{words}</p>
      <progress className={styles.bar} aria-label="Progress" {...(total > 0 ? { max: total, value: done } : {})} />
    </>
  );
}
