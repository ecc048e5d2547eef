const targets = new Map<string, () => void>();

/**
 * Says how to give the focus to a part of the window, so that a command can. A later registration under the same name
 * takes its place. Gives the function that takes it away.
 */
export function registerFocus(name: string, focus: () => void): () => void {
  targets.set(name, focus);
  return () => {
    if (targets.get(name) === focus) targets.delete(name);
  };
}

/** Gives the focus to a registered part once it is on the screen. Nothing happens when it never comes there. */
export function focusOn(name: string): void {
  // The command may just have opened the tab or the pane that the part is in: two frames let it render.
  requestAnimationFrame(() => requestAnimationFrame(() => targets.get(name)?.()));
}
