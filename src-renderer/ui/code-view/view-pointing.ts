import type { LineView, PointedSource } from './line-view.ts';

/** Tells what of the source is under the mouse or selected in a view, until the returned function is called. */
export function watchViewPointing(
  host: HTMLElement,
  view: LineView,
  tell: (pointed: PointedSource | null) => void,
): () => void {
  let hovered: number | null = null;
  let frame = 0;

  function selected(): PointedSource | null {
    const selection = getSelection();
    if (selection === null || selection.isCollapsed || selection.anchorNode === null || selection.focusNode === null) {
      return null;
    }
    if (!host.contains(selection.anchorNode) || !host.contains(selection.focusNode)) return null;
    const anchor = view.offsetAt(selection.anchorNode, selection.anchorOffset);
    const focus = view.offsetAt(selection.focusNode, selection.focusOffset);
    if (anchor === null || focus === null || anchor === focus) return null;
    return { by: 'selection', range: { start: Math.min(anchor, focus), end: Math.max(anchor, focus) } };
  }

  function tellNow(): void {
    tell(hovered === null ? selected() : { by: 'mouse', range: { start: hovered, end: hovered } });
  }

  function hover(offset: number | null): void {
    if (offset === hovered) return;
    hovered = offset;
    tellNow();
  }

  function onMove(event: MouseEvent): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const overText = event.target instanceof Element && event.target.closest('[data-span]') !== null;
      const place = overText ? document.caretRangeFromPoint(event.clientX, event.clientY) : null;
      hover(place === null ? null : view.offsetAt(place.startContainer, place.startOffset));
    });
  }

  function onLeave(): void {
    cancelAnimationFrame(frame);
    hover(null);
  }

  host.addEventListener('mousemove', onMove);
  host.addEventListener('mouseleave', onLeave);
  document.addEventListener('selectionchange', tellNow);
  return () => {
    cancelAnimationFrame(frame);
    host.removeEventListener('mousemove', onMove);
    host.removeEventListener('mouseleave', onLeave);
    document.removeEventListener('selectionchange', tellNow);
  };
}
