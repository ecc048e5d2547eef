import { type RefObject, useLayoutEffect, useState } from 'react';

function useMeasured(host: RefObject<HTMLElement | null>, side: 'clientWidth' | 'clientHeight'): number {
  const [pixels, setPixels] = useState(0);
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const measure = (): void => setPixels(element[side]);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [host, side]);
  return pixels;
}

/** The width of an element in pixels, followed as it changes; 0 until it is there. */
export function useWidth(host: RefObject<HTMLElement | null>): number {
  return useMeasured(host, 'clientWidth');
}

/** The height likewise. */
export function useHeight(host: RefObject<HTMLElement | null>): number {
  return useMeasured(host, 'clientHeight');
}
