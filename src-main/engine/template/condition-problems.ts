import type { TextRange } from '../../../src-preload/contract/template.ts';
import { fix, insertFix } from './diagnostics.ts';
import type { PlaceholderParser } from './placeholder-parser.ts';

export function reportSpaceAfterIf({ problems }: PlaceholderParser, start: number, end: number): void {
  problems.report('unexpected-text', start, end, () => ({
    message: 'The document writes `if(` without a space. The service may not read this one.',
    severity: 'warning',
    blocksSend: 'no',
    fixes: [fix('Remove the space', start, end, '')],
  }));
}

/** `missing` is `(` or `)`; it belongs at `at`. */
export function reportMissingParenthesis(parser: PlaceholderParser, start: number, at: number, missing: string): void {
  parser.problems.report('missing-parenthesis', start, at, () => ({
    message: `\`${missing}\` is missing. \`if\` and \`return\` take what belongs to them in parentheses.`,
    fixes: [insertFix(`Insert ${missing}`, at, missing)],
  }));
}

/** Neither parenthesis is there; what they should hold comes after the keyword that ends at `keywordEnd`. */
export function reportMissingParentheses({ problems }: PlaceholderParser, keywordEnd: number, inside: TextRange): void {
  problems.report('missing-parenthesis', keywordEnd, inside.end, () => ({
    message: '`if` and `return` take what belongs to them in parentheses.',
    fixes: [
      {
        title: 'Put it in parentheses',
        edits: [
          { range: { start: keywordEnd, end: inside.start }, text: '(' },
          { range: { start: inside.end, end: inside.end }, text: ')' },
        ],
        preferred: true,
      },
    ],
  }));
}

export function reportMissingEquals(
  { text, problems, index }: PlaceholderParser,
  inside: TextRange,
  operator: TextRange,
): void {
  const written = text.slice(operator.start, operator.end);
  if (written !== '') {
    const nearly = written === '=' || written === '===';
    problems.report('missing-equals', operator.start, operator.end, () => ({
      message: `\`${written}\` is not known here. A condition compares with \`==\` alone.`,
      fixes: nearly ? [fix('Replace by ==', operator.start, operator.end, '==')] : [],
    }));
    return;
  }
  // Empty parentheses are told of as a condition without a placeholder.
  if (inside.start === operator.start) return;
  problems.report('missing-equals', inside.start, operator.end, () => {
    const values = index.byPath.get(text.slice(inside.start, operator.start))?.values ?? [];
    return {
      message: 'A condition is a placeholder, `==` and one of its values. Write `==` and the value.',
      fixes: values.map((value, rank) => insertFix(`Insert ==${value}`, operator.start, `==${value}`, rank === 0)),
    };
  });
}

export function reportSpacesInCondition(
  { text, problems }: PlaceholderParser,
  inside: TextRange,
  left: string,
  right: string,
): void {
  problems.report('spaces-around-equals', inside.start, inside.end, () => {
    const nearly = text.slice(inside.start, inside.end).includes('==') ? '==' : '';
    const fixes = nearly === '' ? [] : [fix('Remove the spaces', inside.start, inside.end, `${left}==${right}`)];
    return { message: 'The service allows no spaces in a condition, neither around `==` nor at its ends.', fixes };
  });
}

export function reportBracesInCondition({ problems }: PlaceholderParser, range: TextRange, bare: string): void {
  problems.report('unexpected-text', range.start, range.end, () => ({
    message: 'In `if` a placeholder stands without braces.',
    fixes: [fix('Remove the braces', range.start, range.end, bare)],
  }));
}
