import { type RefObject, useEffect } from 'react';
import { moveClock, setClock, useVirtualClock } from '../../stores/virtual-clock.ts';
import { useMedia } from '../../ui/use-media.ts';
import type { TimeScale } from './time-scale.ts';

/** Virtual milliseconds per real one; `sweep` crosses the picture evenly, whatever the axis. */
export type Speed = 'sweep' | '60' | '600' | '3600' | '21600';

/** How long a sweep takes, in milliseconds. */
const SWEEP = 12_000;
/** How long a step stands when the system asks for less motion. */
const STEP = 1000;

function advance(scale: TimeScale, speed: Speed, at: number, passed: number): number {
  if (speed !== 'sweep') return at + passed * Number(speed);
  return scale.toMs(scale.toX(at) + (scale.width * passed) / SWEEP);
}

/**
 * Lets the virtual clock run while it is to. With less motion asked for it goes from one attempt to the next.
 * @param moments when something happens, in order
 */
export function usePlayback(scale: RefObject<TimeScale | null>, speed: Speed, moments: readonly number[]): void {
  const playing = useVirtualClock((state) => state.playing);
  const stepwise = useMedia('(prefers-reduced-motion: reduce)');

  useEffect(() => {
    if (!playing || stepwise) return;
    let last: number | null = null;
    let frame = requestAnimationFrame(function tick(now) {
      const { at } = useVirtualClock.getState();
      const end = scale.current?.range.to ?? 0;
      if (scale.current !== null && last !== null) {
        const next = advance(scale.current, speed, at ?? 0, now - last);
        if (next >= end) {
          setClock(end);
          return;
        }
        moveClock(next);
      }
      last = now;
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, stepwise, speed, scale]);

  useEffect(() => {
    if (!playing || !stepwise) return;
    const timer = setInterval(() => {
      const { at } = useVirtualClock.getState();
      const next = moments.find((moment) => moment > (at ?? -1));
      if (next === undefined) setClock(scale.current?.range.to ?? at);
      else moveClock(next);
    }, STEP);
    return () => clearInterval(timer);
  }, [playing, stepwise, moments, scale]);
}
