const focusable =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), a[href], [tabindex="0"]';

const lastFocus = new WeakMap<Element, HTMLElement>();

function visiblePanes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.checkVisibility());
}

/** The innermost pane around an element. */
function paneOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-pane]') ?? null;
}

/** Remembers where the focus was in each pane, until the returned function is called. */
export function rememberFocus(): () => void {
  function remember(event: FocusEvent): void {
    if (!(event.target instanceof HTMLElement)) return;
    const pane = paneOf(event.target);
    if (pane !== null) lastFocus.set(pane, event.target);
  }
  document.addEventListener('focusin', remember);
  return () => document.removeEventListener('focusin', remember);
}

/** Where a pane is entered: at what is chosen in it, else at its first control that is not in a pane inside of it. */
function firstFocusable(pane: HTMLElement): HTMLElement {
  const preferred = pane.querySelector<HTMLElement>(
    '[data-pane-start], [data-webhook][tabindex="0"], [aria-current="page"], [role="tab"][aria-selected="true"]',
  );
  const own = [...pane.querySelectorAll<HTMLElement>(focusable)].find(
    (element) => paneOf(element) === pane && element.checkVisibility(),
  );
  return preferred ?? own ?? pane;
}

/** Moves the focus to the next pane (1) or the one before (-1), to where it was there last. */
export function walkPanes(step: 1 | -1): void {
  const panes = visiblePanes();
  if (panes.length === 0) return;
  const current = paneOf(document.activeElement);
  const at = current === null ? (step === 1 ? -1 : 0) : panes.indexOf(current);
  const pane = panes[(at + step + panes.length) % panes.length];
  if (pane === undefined) return;
  const last = lastFocus.get(pane);
  const target = last !== undefined && pane.contains(last) && last.checkVisibility() ? last : firstFocusable(pane);
  target.focus();
}
