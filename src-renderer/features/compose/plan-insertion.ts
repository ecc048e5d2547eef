import type { TextEdit, TextRange } from '../../../src-preload/contract/template.ts';

const BEFORE = /\{\{[\w.$-]*$/;
const AFTER = /^[\w.$-]*\}\}/;
/** Longer than any name; a template of megabytes is not searched for a brace. */
const GLANCE = 200;

/** The edit that puts a placeholder at the selection. One that was begun there (`{{acc`) is completed, not nested. */
export function planInsertion(text: string, selection: TextRange, path: string): TextEdit {
  const before = BEFORE.exec(text.slice(Math.max(0, selection.start - GLANCE), selection.start));
  const inserted = `{{${path}}}`;
  if (before === null) return { range: selection, text: inserted };
  const after = AFTER.exec(text.slice(selection.end, selection.end + GLANCE));
  return {
    range: { start: selection.start - before[0].length, end: selection.end + (after?.[0].length ?? 0) },
    text: inserted,
  };
}
