/** `layout`: line ends and tabs, which are invisible and harmless; `control`: whatever else cannot be seen. */
export type CodeKind =
  | 'plain'
  | 'key'
  | 'string'
  | 'escape'
  | 'number'
  | 'literal'
  | 'delimiter'
  | 'layout'
  | 'control'
  | 'wrong';

/** A piece of a line: the UTF-16 range of the source that it shows. */
export interface CodeSpan {
  start: number;
  end: number;
  kind: CodeKind;
  /** What is shown instead of the source text: the picture of a character that cannot be seen. */
  shown?: string;
}

/** One row of a view. Rows that only go on with the one above are `continued`. */
export interface CodeLine {
  /** In columns. */
  indent: number;
  continued: boolean;
  spans: readonly CodeSpan[];
}

/** A text laid out for showing. Nothing here is ever sent: it is a picture of the source. */
export interface CodeDocument {
  source: string;
  lines: readonly CodeLine[];
}

/** What a span shows. */
export function textOf(source: string, span: CodeSpan): string {
  return span.shown ?? source.slice(span.start, span.end);
}

/** Finds the line that shows the offset; the nearest one before it where none does. Linear time is spared by halving. */
export function findLine(lines: readonly CodeLine[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle]?.spans[0]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
