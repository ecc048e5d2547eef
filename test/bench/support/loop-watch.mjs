import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Watches how long the event loop is kept from turning: by Node's own histogram, and by a probe that runs in every turn and
 * misses no block.
 * @returns {{ stop(): { p99: number, longest: number } }} milliseconds
 */
export function watchLoop() {
  const resolution = 1;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  let longest = 0;
  let last = performance.now();
  let watching = true;
  (function probe() {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) setImmediate(probe);
  })();
  return {
    stop() {
      watching = false;
      histogram.disable();
      return { p99: Math.max(0, histogram.percentile(99) / 1e6 - resolution), longest };
    },
  };
}
