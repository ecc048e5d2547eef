import type { QuickFix, TextEdit } from '../../../src-preload/contract/template.ts';
import { fix, insertFix, quoteForMessage } from './diagnostics.ts';
import type { PlaceholderParser } from './placeholder-parser.ts';
import { skipSpaceBack } from './scan.ts';
import type { BranchNode, ConditionalNode } from './syntax.ts';

export function reportTripledPlaceholder(
  { problems }: PlaceholderParser,
  start: number,
  end: number,
  name: string,
  braces: number,
): void {
  problems.report('missing-if', start, end, () => ({
    message: `Three braces hold a conditional with \`if\` and \`return\`. A placeholder takes two: \`{{${name}}}\`.`,
    fixes:
      braces === 3
        ? [fix('Use two braces', start, end, `{{${name}}}`)]
        : [fix('Put a space after the first brace', start, start + 1, '{ ')],
  }));
}

export function reportUnclosedConditional({ text, problems }: PlaceholderParser, start: number, at: number): void {
  problems.report('unclosed-conditional', start, start + 3, () => {
    const close = at === start + 3 || text.charAt(at - 1) === ' ' ? '}}}' : ' }}}';
    return {
      message: 'The conditional that opens here is not closed. Close it with `}}}`.',
      fixes: [insertFix('Close it with }}}', at, close)],
    };
  });
}

export function reportClosedByTwo({ problems }: PlaceholderParser, start: number, end: number): void {
  problems.report('unclosed-conditional', start, end, () => ({
    message: 'A conditional is closed by three braces, and here are two.',
    fixes: [insertFix('Add the third brace', end, '}'), insertFix('Close it before these', start, '}}} ', false)],
  }));
}

export function reportUnexpected({ text, problems }: PlaceholderParser, start: number, end: number): void {
  problems.report('unexpected-text', start, end, () => {
    const found = text.slice(start, end);
    const isElse = found.toLowerCase().startsWith('else');
    return {
      message: isElse
        ? 'There is no `else`. A `return(…);` that stands alone, last, is taken when no `if` matches.'
        : `${quoteForMessage(found)} is not understood. A conditional holds \`if(…) return(…);\` and one \`return(…);\`.`,
      fixes: [fix(isElse ? 'Remove else' : 'Remove it', start, end, '')],
    };
  });
}

export function reportNoConditionals({ problems }: PlaceholderParser, start: number, end: number): void {
  problems.report('unexpected-text', start, end, () => ({
    message: 'This service has placeholders but no conditionals. This is sent as written.',
    blocksSend: 'until-confirmed',
  }));
}

export function reportKeywordCase({ problems }: PlaceholderParser, start: number, keyword: string): void {
  const end = start + keyword.length;
  problems.report('unexpected-text', start, end, () => ({
    message: `\`${keyword}\` is written in small letters.`,
    fixes: [fix(`Write ${keyword}`, start, end, keyword)],
  }));
}

export function reportMissingSemicolon({ problems }: PlaceholderParser, at: number, last: boolean): void {
  problems.report('missing-semicolon', at - 1, at, () => ({
    message: last
      ? 'The document ends every statement with `;`, the last one too.'
      : 'A `;` is missing after this statement.',
    severity: last ? 'warning' : 'error',
    blocksSend: last ? 'no' : 'always',
    fixes: [insertFix('Insert ;', at, ';')],
  }));
}

/** An `if(…)` that no `return(…)` follows, in the conditional that begins at `conditional`. */
export function reportMissingReturn(
  { text, problems }: PlaceholderParser,
  conditional: number,
  start: number,
  end: number,
): void {
  problems.report('missing-return', start, end, () => ({
    message: 'After `if(…)` comes what to emit: `return(…);`.',
    fixes: [insertFix('Insert a return', end, ` ${emptyReturn(text, conditional)}`)],
  }));
}

/** A `return` to fill in: with quotes where a JSON value is due, without where the conditional stands within a text. */
function emptyReturn(text: string, conditional: number): string {
  const before = skipSpaceBack(text, 0, conditional);
  return before === 0 || ':,['.includes(text.charAt(before - 1)) ? 'return("");' : 'return();';
}

export function reportMissingIf(parser: PlaceholderParser, start: number, end: number, branches: BranchNode[]): void {
  parser.problems.report('missing-if', start, end, () => ({
    message: 'A conditional has at least one `if(…) return(…);` before the `return` that stands alone.',
    fixes: exampleIf(parser, start, branches.length > 0),
  }));
}

function exampleIf({ text, index }: PlaceholderParser, start: number, hasReturn: boolean): QuickFix[] {
  const spec = index.testable[0];
  const value = spec?.values?.[0];
  if (spec === undefined || value === undefined) return [];
  const empty = emptyReturn(text, start);
  const otherwise = hasReturn ? '' : ` ${empty}`;
  return [insertFix('Insert an if', start + 3, ` if(${spec.path}==${value}) ${empty}${otherwise}`)];
}

/** The `return` that stands alone: exactly one, and last. */
export function reportReturns(parser: PlaceholderParser, conditional: ConditionalNode): void {
  const { branches } = conditional;
  const alone = branches.filter((branch) => branch.condition === null);
  const last = branches.at(-1);
  // Of several, the one that is in the right place is the one to keep.
  const kept = last?.condition === null ? last : alone[0];
  if (last === undefined || kept === undefined) {
    reportMissingOtherwise(parser, conditional);
    return;
  }
  for (const branch of alone) if (branch !== kept) reportExtraReturn(parser, branch);
  if (kept !== last) reportReturnNotLast(parser, kept, last);
}

function reportExtraReturn({ text, problems }: PlaceholderParser, branch: BranchNode): void {
  problems.report('extra-return', branch.start, branch.end, () => ({
    message: 'Only one `return` stands alone, and it comes last. Remove this one, or put an `if(…)` before it.',
    fixes: [{ title: 'Remove this return', edits: [removeStatement(text, branch)], preferred: true }],
  }));
}

function reportMissingOtherwise({ text, problems }: PlaceholderParser, conditional: ConditionalNode): void {
  const { start, end, innerEnd } = conditional;
  // At the closing braces, in front of which it belongs: what stands before them may be right.
  problems.report('missing-return', innerEnd, end, () => {
    const at = skipSpaceBack(text, start + 3, innerEnd);
    return {
      message: 'A `return(…);` that stands alone is missing. It is taken when no `if` matches, and comes last.',
      fixes: [insertFix('Insert the return', at, ` ${emptyReturn(text, start)}${at === innerEnd ? ' ' : ''}`)],
    };
  });
}

function reportReturnNotLast({ text, problems }: PlaceholderParser, alone: BranchNode, last: BranchNode): void {
  problems.report('return-not-last', alone.start, alone.end, () => ({
    message: 'The `return` that stands alone comes last, because it is taken when no `if` matches.',
    fixes: [
      {
        title: 'Move it to the end',
        edits: [
          removeStatement(text, alone),
          { range: { start: last.end, end: last.end }, text: ` ${text.slice(alone.start, alone.end)}` },
        ],
        preferred: true,
      },
    ],
  }));
}

function removeStatement(text: string, branch: BranchNode): TextEdit {
  return { range: { start: skipSpaceBack(text, 0, branch.start), end: branch.end }, text: '' };
}
