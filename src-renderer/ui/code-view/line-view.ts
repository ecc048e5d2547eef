import { type CodeDocument, type CodeLine, type CodeSpan, findLine, textOf } from './code-line.ts';

export interface SourceRange {
  start: number;
  end: number;
}

/** What is pointed at in a view, as offsets of its source. */
export interface PointedSource {
  by: 'mouse' | 'selection';
  range: SourceRange;
}

interface Row {
  element: HTMLElement;
  signature: string;
  /** Source offset at the start of each child. */
  starts: number[];
  shown: boolean[];
}

interface Piece extends CodeSpan {
  marked: boolean;
}

/** Rows that exist beyond what is visible, so that a small scroll draws nothing. */
const SPARE = 24;

/** Cuts the spans of a line where marks begin and end. `marks` are sorted and do not overlap. */
export function cutAtMarks(spans: readonly CodeSpan[], marks: readonly SourceRange[]): Piece[] {
  if (marks.length === 0) return spans.map((span) => ({ ...span, marked: false }));
  return spans.flatMap((span) => {
    const near = marks.filter((mark) => mark.start < span.end && mark.end > span.start);
    if (near.length === 0) return [{ ...span, marked: false }];
    if (span.shown !== undefined) return [{ ...span, marked: true }];
    const pieces: Piece[] = [];
    let from = span.start;
    for (const mark of near) {
      if (mark.start > from) pieces.push({ ...span, start: from, end: mark.start, marked: false });
      const end = Math.min(mark.end, span.end);
      pieces.push({ ...span, start: Math.max(mark.start, from), end, marked: true });
      from = end;
    }
    if (from < span.end) pieces.push({ ...span, start: from, end: span.end, marked: false });
    return pieces;
  });
}

/**
 * Shows lines of a fixed height, only those that can be seen. Written without React because it is redrawn with each key:
 * rows that look the same are kept, so a keystroke touches the one line that it changed.
 */
export class LineView {
  readonly #scroller: HTMLElement;
  readonly #before = document.createElement('div');
  readonly #rows = document.createElement('div');
  readonly #after = document.createElement('div');
  readonly #rowHeight: number;
  #content: CodeDocument = { source: '', lines: [] };
  #marks: readonly SourceRange[] = [];
  #drawn: Row[] = [];
  #first = 0;
  #frame = 0;
  /** Known from events: to ask for them makes the browser lay out the whole page first, with each key. */
  #scrollTop = 0;
  #height = 0;
  readonly #observer = new ResizeObserver(() => {
    this.#height = this.#scroller.clientHeight;
    this.#drawIfBare();
  });

  constructor(scroller: HTMLElement, rowHeight: number) {
    this.#scroller = scroller;
    this.#rowHeight = rowHeight;
    scroller.append(this.#before, this.#rows, this.#after);
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#height = scroller.clientHeight;
    this.#observer.observe(scroller);
  }

  /** Shows another document, or the same one changed. The place that is scrolled to stays. */
  setContent(content: CodeDocument, marks: readonly SourceRange[] = this.#marks): void {
    this.#content = content;
    this.#marks = marks;
    this.#draw();
  }

  /** Marks ranges of the source, sorted and without overlap. */
  setMarks(marks: readonly SourceRange[]): void {
    if (marks.length === 0 && this.#marks.length === 0) return;
    this.#marks = marks;
    this.#draw();
  }

  /** Scrolls so that the offset can be seen, unless it can already. */
  reveal(offset: number): void {
    const top = findLine(this.#content.lines, offset) * this.#rowHeight;
    if (top >= this.#scrollTop && top + this.#rowHeight <= this.#scrollTop + this.#height) return;
    this.#scrollTop = Math.max(0, top - this.#height / 3);
    this.#scroller.scrollTop = this.#scrollTop;
    this.#draw();
  }

  /** Source offset of a place in the page (a text node and how far into it), or null when it is not in the lines. */
  offsetAt(node: Node, inNode: number): number | null {
    const element = node instanceof Element ? node : node.parentElement;
    const child = element?.closest('[data-span]');
    const row = this.#drawn.find((each) => each.element.contains(node));
    if (row === undefined) return null;
    if (!child) return row.starts[0] ?? null;
    const index = [...row.element.children].indexOf(child);
    const start = row.starts[index];
    if (start === undefined) return null;
    return row.shown[index] === true ? start : start + inNode;
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#scroller.removeEventListener('scroll', this.#onScroll);
    this.#scroller.replaceChildren();
  }

  readonly #onScroll = (): void => {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#scrollTop = this.#scroller.scrollTop;
      this.#drawIfBare();
    });
  };

  #drawIfBare(): void {
    const { first, end } = this.#visible();
    if (first < this.#first || end > this.#first + this.#drawn.length) this.#draw();
  }

  #visible(): { first: number; end: number } {
    const count = this.#content.lines.length;
    const shown = Math.ceil(this.#height / this.#rowHeight) + 1;
    // A text that became shorter is scrolled to its end, which is told only later.
    const first = Math.min(Math.floor(this.#scrollTop / this.#rowHeight), Math.max(0, count - shown));
    return { first, end: Math.min(first + shown, count) };
  }

  #draw(): void {
    const { lines } = this.#content;
    const { first, end } = this.#visible();
    const from = Math.max(0, first - SPARE);
    const to = Math.min(lines.length, end + SPARE);
    const wanted = lines.slice(from, to).map((line) => this.#describe(line));
    this.#replaceRows(wanted);
    this.#first = from;
    this.#before.style.height = `${from * this.#rowHeight}px`;
    this.#after.style.height = `${(lines.length - to) * this.#rowHeight}px`;
  }

  #describe(line: CodeLine): { line: CodeLine; pieces: Piece[]; signature: string } {
    const pieces = cutAtMarks(line.spans, this.#marks);
    const parts = pieces.map(
      (piece) => `${piece.kind}${piece.marked ? '!' : ' '}${textOf(this.#content.source, piece)}`,
    );
    return { line, pieces, signature: `${line.indent}${line.continued ? '+' : ' '}${parts.join('\u0000')}` };
  }

  /** Keeps the rows at the top and the bottom that look the same, and makes the ones between anew. */
  #replaceRows(wanted: { line: CodeLine; pieces: Piece[]; signature: string }[]): void {
    const old = this.#drawn;
    let top = 0;
    while (top < old.length && top < wanted.length && old[top]?.signature === wanted[top]?.signature) top += 1;
    let bottom = 0;
    const most = Math.min(old.length, wanted.length) - top;
    while (bottom < most && old.at(-1 - bottom)?.signature === wanted.at(-1 - bottom)?.signature) bottom += 1;
    for (const row of old.slice(top, old.length - bottom)) row.element.remove();
    const anchor = old[old.length - bottom]?.element ?? null;
    const fresh = wanted.slice(top, wanted.length - bottom).map((each) => this.#createRow(each));
    for (const row of fresh) this.#rows.insertBefore(row.element, anchor);
    this.#drawn = [...old.slice(0, top), ...fresh, ...old.slice(old.length - bottom)];
    for (const [index, row] of this.#drawn.entries()) {
      row.starts = wanted[index]?.pieces.map((piece) => piece.start) ?? [];
    }
  }

  #createRow({ line, pieces, signature }: { line: CodeLine; pieces: Piece[]; signature: string }): Row {
    const element = document.createElement('div');
    element.className = line.continued ? 'code-row code-continued' : 'code-row';
    if (line.indent > 0) element.style.paddingInlineStart = `${line.indent}ch`;
    for (const piece of pieces) {
      const span = document.createElement('span');
      span.dataset.span = '';
      span.className = piece.marked ? `code-${piece.kind} code-marked` : `code-${piece.kind}`;
      span.textContent = textOf(this.#content.source, piece);
      element.append(span);
    }
    return { element, signature, starts: [], shown: pieces.map((piece) => piece.shown !== undefined) };
  }
}
