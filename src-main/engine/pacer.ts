import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a long piece of work goes on before other work gets its turn, in milliseconds. */
const SLICE_MS = 5;

/** Called between the steps of a long piece of work: lets the event loop turn where the time of a slice is over. */
export function createPacer(): () => Promise<void> | void {
  let end = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < end) return;
    return nextTurn().then(() => {
      end = performance.now() + SLICE_MS;
    });
  };
}
