import { type RefObject, useLayoutEffect, useRef } from 'react';

const fields = 'input:enabled, textarea:enabled, select:enabled';
const controls = 'button:enabled, [tabindex="0"]';

/**
 * For a part that disappears while it has the focus, such as the button of a warning that its click resolves. The focus
 * then moves to the nearest control that is left, not to the start of the page.
 */
export function useFocusHandover<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useLayoutEffect(() => {
    const part = ref.current;
    return () => {
      if (part === null || !part.contains(document.activeElement)) return;
      const around = listAncestors(part);
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) focusNearest(around);
      });
    };
  }, []);
  return ref;
}

function listAncestors(part: HTMLElement): HTMLElement[] {
  const ancestors: HTMLElement[] = [];
  for (let at = part.parentElement; at !== null && at !== document.body; at = at.parentElement) ancestors.push(at);
  return ancestors;
}

/** A control that is not shown does not take the focus, so the next one is tried. */
function focusNearest(around: readonly HTMLElement[]): void {
  for (const each of around) {
    if (!each.isConnected) continue;
    for (const control of [
      ...each.querySelectorAll<HTMLElement>(fields),
      ...each.querySelectorAll<HTMLElement>(controls),
    ]) {
      control.focus();
      if (document.activeElement === control) return;
    }
  }
}
