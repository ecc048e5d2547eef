import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a long piece of work goes on before other work gets its turn, in milliseconds. */
const SLICE_MS = 5;
/** Steps of a slice, however fast they are: a bound that does not depend on the machine. */
const MOST_STEPS = 100;

/** Called between the steps of a long piece of work: lets the event loop turn where the time of a slice is over, or its steps are. */
export function createPacer(): () => Promise<void> | void {
  let end = performance.now() + SLICE_MS;
  let steps = 0;
  return () => {
    steps += 1;
    if (steps < MOST_STEPS && performance.now() < end) return;
    return nextTurn().then(() => {
      steps = 0;
      end = performance.now() + SLICE_MS;
    });
  };
}
