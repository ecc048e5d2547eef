import type { CodeKind, CodeLine, CodeSpan } from './code-line.ts';

// Wide in every fixed-width face: East Asian scripts and the blocks of pictures.
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud83c-\ud83e]/;
const HANGING = 2;

/** Collects spans into lines and breaks those that are longer than the view is wide. */
export interface LineBuilder {
  add(start: number, end: number, kind: CodeKind, shown?: string): void;
  /** Ends the line; the next one is indented by so many columns. */
  breakLine(indent: number): void;
  finish(): CodeLine[];
}

/** How far a piece of text fits into so many columns: at least one character, and never half of a pair. */
function fitColumns(source: string, start: number, end: number, columns: number): { end: number; used: number } {
  let used = 0;
  let at = start;
  while (at < end) {
    const code = source.charCodeAt(at);
    const pair = code >= 0xd800 && code < 0xdc00 && at + 1 < end;
    const width = code > 0x10ff && (pair || WIDE.test(source.charAt(at))) ? 2 : 1;
    if (used + width > columns && at > start) break;
    used += width;
    at += pair ? 2 : 1;
  }
  return { end: at, used };
}

/** Starts a builder for a view of so many columns. */
export function createLineBuilder(source: string, columns: number): LineBuilder {
  const width = Math.max(8, columns);
  const lines: CodeLine[] = [];
  let spans: CodeSpan[] = [];
  let indent = 0;
  let continued = false;
  let left = width;
  // Plain ASCII needs no measuring, and most bodies are nothing else.
  const narrow = !WIDE.test(source);

  function push(nextIndent: number, nextContinued: boolean): void {
    lines.push({ indent, continued, spans });
    spans = [];
    indent = nextIndent;
    continued = nextContinued;
    left = Math.max(4, width - indent);
  }

  function goOn(): void {
    const base = continued ? indent : Math.min(indent + HANGING, Math.floor(width / 2));
    push(base, true);
  }

  return {
    add(start, end, kind, shown) {
      if (shown !== undefined) {
        if (shown.length > left && spans.length > 0) goOn();
        spans.push({ start, end, kind, shown });
        left -= shown.length;
        return;
      }
      let at = start;
      while (at < end) {
        if (left <= 0) goOn();
        const stop = Math.min(end, at + left);
        const fits = narrow ? { end: stop, used: stop - at } : fitColumns(source, at, end, left);
        spans.push({ start: at, end: fits.end, kind });
        left -= fits.end < end ? left : fits.used;
        at = fits.end;
      }
    },
    breakLine(nextIndent) {
      push(Math.min(nextIndent, Math.floor(width / 2)), false);
    },
    finish() {
      if (spans.length > 0 || lines.length === 0) push(0, false);
      return lines;
    },
  };
}
