import type { BranchCoverage, Diagnostic } from '../../../src-preload/contract/template.ts';

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `2 errors, 1 warning`; `1 note` where there are only notes, which are no problems; `No problems`. */
export function summarizeDiagnostics(diagnostics: readonly Diagnostic[]): {
  words: string;
  tone: 'failure' | 'warning' | 'info' | 'success';
} {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const parts = [errors > 0 ? count(errors, 'error') : null, warnings > 0 ? count(warnings, 'warning') : null];
  const words = parts.filter((part) => part !== null).join(', ');
  if (words === '' && diagnostics.length > 0) return { words: count(diagnostics.length, 'note'), tone: 'info' };
  if (words === '') return { words: 'No problems', tone: 'success' };
  return { words, tone: errors > 0 ? 'failure' : 'warning' };
}

/** `4 branches, 3 reached`; null where there is no conditional. */
export function summarizeCoverage(coverage: readonly BranchCoverage[]): { words: string; complete: boolean } | null {
  const branches = coverage.flatMap((conditional) => conditional.branches);
  if (branches.length === 0) return null;
  const reached = branches.filter((branch) => branch.reachedBy.length > 0).length;
  const noun = branches.length === 1 ? 'branch' : 'branches';
  return { words: `${branches.length} ${noun}, ${reached} reached`, complete: reached === branches.length };
}

/** The line and column of an offset, from 1: `Ln 3, Col 14`. */
export function toLineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line += 1;
  return { line, column: offset - start + 1 };
}
