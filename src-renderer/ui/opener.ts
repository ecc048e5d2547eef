import { type RefObject, useRef } from 'react';

/** Where the last dialog was opened from: a dialog that takes the place of another goes back there too. */
let lastOutside: HTMLElement | null = null;

/** What has the focus; for an item of a menu, which is gone when its dialog closes, the button of the menu. */
function findOpener(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return null;
  const menu = active.closest('[role="menu"]');
  return menu === null ? active : document.getElementById(menu.getAttribute('aria-labelledby') ?? '');
}

export interface Opener {
  /** Before the dialog takes the focus. */
  remember: () => void;
  /** When the dialog is gone. Does nothing where something else took the focus meanwhile. */
  giveBack: (event: Event) => void;
}

function createOpener(from: RefObject<HTMLElement | null>): Opener {
  return {
    remember() {
      from.current = findOpener();
      if (from.current !== null && from.current.closest('[role$="dialog"]') === null) lastOutside = from.current;
    },
    giveBack(event) {
      // Radix gives the focus to a trigger of its own only, and the dialogs here have none.
      event.preventDefault();
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      (from.current?.isConnected ? from.current : lastOutside)?.focus({ preventScroll: true });
    },
  };
}

/** Gives the focus back to where it was before a dialog took it. */
export function useOpener(): Opener {
  const from = useRef<HTMLElement | null>(null);
  return createOpener(from);
}
