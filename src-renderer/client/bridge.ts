import type { Bridge } from '../../src-preload/contract/methods.ts';

declare global {
  interface Window {
    /** Put there by the preload script; the only way out of the page. */
    readonly hookwright: Bridge;
  }
}

/** The door to the shell and the engine. Read at each use, so that a test can put its own in place. */
export function getBridge(): Bridge {
  return window.hookwright;
}
