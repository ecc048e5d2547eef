import type { QuickFix } from '../../../src-preload/contract/template.ts';
import { fix, insertFix } from './diagnostics.ts';
import type { PlaceholderParser } from './placeholder-parser.ts';

export interface UnbalancedReturn {
  start: number;
  /** The outer opening parenthesis. */
  open: number;
  /** The parenthesis that balances it, or -1. */
  close: number;
  /** Where the statement ends as it was meant. */
  end: number;
  /** The last character before `end` is a closing parenthesis. */
  closed: boolean;
}

export function reportUnbalancedReturn({ text, problems }: PlaceholderParser, found: UnbalancedReturn): void {
  const { start, open, close, end, closed } = found;
  const early = close !== -1 && close < end;
  problems.report('unbalanced-return', start, end, () => ({
    message: early
      ? '`return(` is closed by the first `)` that balances, even inside quotes, and text follows. Balance the parentheses.'
      : 'The parentheses of `return(…)` do not balance. Every `(` needs its `)`, inside quotes too.',
    fixes: early ? earlyFixes(text, close, end) : lateFixes(text, open, end, closed),
  }));
}

function earlyFixes(text: string, close: number, end: number): QuickFix[] {
  const inString = text.slice(close, end).includes('"');
  if (inString) return [fix('Write ) as \\u0029, which JSON reads the same', close, close + 1, '\\u0029')];
  return [fix('Remove what is too much', close + 1, end, '')];
}

function lateFixes(text: string, open: number, end: number, closed: boolean): QuickFix[] {
  const inside = text.slice(open + 1, end).indexOf('(');
  const inner = open + 1 + inside;
  const escaped =
    closed && inside !== -1
      ? [fix('Write ( as \\u0028, which JSON reads the same', inner, inner + 1, '\\u0028', false)]
      : [];
  const missing = text.charAt(end) === ';' ? ')' : ');';
  return [insertFix(`Insert ${missing}`, end, missing), ...escaped];
}

export function reportTooDeep({ problems }: PlaceholderParser, start: number, end: number, maximum: number): void {
  problems.report('too-deep', start, end, () => ({
    message: `Parentheses are nested deeper than ${maximum} levels. Make the content flatter.`,
  }));
}
