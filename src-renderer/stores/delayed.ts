export interface Delayed {
  /** Runs the work when nobody has started it again for the given time. */
  start(): void;
  /** Runs the work now, if it waits. */
  flush(): void;
  /** Forgets the work that waits. */
  cancel(): void;
}

/** Puts work off until a pause of `milliseconds`, so that typing does not write once for each key. */
export function createDelayed(milliseconds: number, work: () => void): Delayed {
  let timer: ReturnType<typeof setTimeout> | null = null;
  function stop(): boolean {
    if (timer === null) return false;
    clearTimeout(timer);
    timer = null;
    return true;
  }
  return {
    start() {
      stop();
      timer = setTimeout(() => {
        timer = null;
        work();
      }, milliseconds);
    },
    flush() {
      if (stop()) work();
    },
    cancel() {
      stop();
    },
  };
}
