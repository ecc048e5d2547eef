import { FastForward } from 'lucide-react';
import { setDemo, useQueue } from '../stores/queue.ts';
import { Button } from '../ui/button.tsx';
import styles from './demo-band.module.css';

/** Across the window while waits run faster than they are, so that nobody takes a rehearsal for the real thing. */
export function DemoBand() {
  const demo = useQueue((state) => state.demo);
  if (!demo) return null;
  return (
    <div className={styles.band} role="status" aria-label="Demo clock">
      <FastForward aria-hidden="true" />
      <span className={styles.words}>
        <strong>Demo clock: a minute of waiting lasts a second.</strong> Retries come 60 times sooner than by their
        rule. Signatures and the log keep the real time.
      </span>
      <Button size="small" onClick={() => void setDemo(false)}>
        Back to real time
      </Button>
    </div>
  );
}
