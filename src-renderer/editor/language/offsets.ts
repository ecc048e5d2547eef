import type { TextRange } from '../../../src-preload/contract/template.ts';

/** The part of a text model that the conversions need. Lines and columns count from 1, as Monaco's do. */
export interface PositionedText {
  getOffsetAt(position: Position): number;
  getPositionAt(offset: number): Position;
  getValueLength(): number;
}

export interface Position {
  lineNumber: number;
  column: number;
}

export interface PositionRange {
  startLineNumber: number;
  startColumn: number;
  endLineNumber: number;
  endColumn: number;
}

/** Engine offsets as a range of the editor. Offsets past the end of the text come out at its end. */
export function toPositionRange(text: PositionedText, range: TextRange): PositionRange {
  const length = text.getValueLength();
  const start = text.getPositionAt(Math.min(range.start, length));
  const end = text.getPositionAt(Math.min(Math.max(range.end, range.start), length));
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}

/** A range of the editor as engine offsets. */
export function toTextRange(text: PositionedText, range: PositionRange): TextRange {
  return {
    start: text.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
    end: text.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
  };
}

/**
 * Range for a marker. A squiggle needs at least one character to be seen, so an empty range (a missing brace at the
 * very end) takes the character before it, or after it at the start of a line.
 */
export function toMarkerRange(text: PositionedText, range: TextRange): PositionRange {
  const positions = toPositionRange(text, range);
  if (range.end > range.start) return positions;
  if (positions.startColumn > 1) return { ...positions, startColumn: positions.startColumn - 1 };
  return { ...positions, endColumn: positions.endColumn + 1 };
}

/**
 * A range of one line around a position, from offsets that were true when the question was asked. Monaco moves it along
 * with what has been typed since, so it must not be looked up in the text of now.
 */
export function toRangeAround(position: Position, offset: number, range: TextRange): PositionRange {
  const { lineNumber, column } = position;
  return {
    startLineNumber: lineNumber,
    startColumn: Math.max(1, column - (offset - range.start)),
    endLineNumber: lineNumber,
    endColumn: Math.max(1, column + (range.end - offset)),
  };
}

export type LineEnds = 'lf' | 'crlf' | 'mixed';

/** Which line ends a text has. An editor keeps one kind only, so a mixed text changes when it is edited. */
export function findLineEnds(text: string): LineEnds {
  if (!text.includes('\r')) return 'lf';
  const withReturn = text.match(/\r\n/g)?.length ?? 0;
  const returns = text.match(/\r/g)?.length ?? 0;
  const feeds = text.match(/\n/g)?.length ?? 0;
  return returns === withReturn && feeds === withReturn ? 'crlf' : 'mixed';
}

/** True when completion should ask the engine here: the position lies in a placeholder or a conditional, as far as a glance can tell. */
export function isInTemplate(textBefore: string): boolean {
  const open = textBefore.lastIndexOf('{{');
  if (open < 0) return false;
  if (!textBefore.includes('}}', open)) return true;
  // Placeholders inside a conditional close without ending it: its own end follows a semicolon or a parenthesis.
  const conditional = textBefore.lastIndexOf('{{{');
  return conditional >= 0 && !/[;)]\s*\}\}\}/.test(textBefore.slice(conditional));
}
