import type { Diagnostic, DiagnosticCode, QuickFix, Severity } from '../../../src-preload/contract/template.ts';
import { cutToCodePoints } from './code-points.ts';

/** More of one kind help nobody and would make a large broken text cost memory; the first of each kind are always kept. */
const maximumPerCode = 200;

const longestName = 60;

/** What `report` needs beside the place. Fixes are in order of preference; the first is preferred where it is the obvious one. */
export interface Trouble {
  message: string;
  severity?: Severity;
  blocksSend?: Diagnostic['blocksSend'];
  fixes?: QuickFix[];
}

/** Collects diagnostics, bounded per code. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];
  readonly #counts = new Map<DiagnosticCode, number>();

  /** `describe` is only called while there is room, because a text may hold millions of the same mistake. */
  report(code: DiagnosticCode, start: number, end: number, describe: () => Trouble): void {
    const count = this.#counts.get(code) ?? 0;
    if (count >= maximumPerCode) return;
    this.#counts.set(code, count + 1);
    const { message, severity = 'error', blocksSend = 'always', fixes = [] } = describe();
    this.list.push({ range: { start, end }, severity, code, message, fixes, blocksSend });
  }

  /** In the order of the text. */
  sorted(): Diagnostic[] {
    return inTextOrder(this.list);
  }
}

/** Sorts in place. */
export function inTextOrder(list: Diagnostic[]): Diagnostic[] {
  return list.sort((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
}

/** A fix with one edit. */
export function fix(title: string, start: number, end: number, text: string, preferred = true): QuickFix {
  return { title, edits: [{ range: { start, end }, text }], preferred };
}

export function insertFix(title: string, at: number, text: string, preferred = true): QuickFix {
  return fix(title, at, at, text, preferred);
}

/** A piece of the text as it can be named in a message: short, on one line. */
export function quoteForMessage(text: string): string {
  const flat = text.length > longestName ? `${cutToCodePoints(text.slice(0, 2 * longestName), longestName)}…` : text;
  return `\`${flat.replaceAll('\n', ' ').replaceAll('\r', ' ')}\``;
}
