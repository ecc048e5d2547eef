import type { TextRange } from '../../../src-preload/contract/template.ts';
import {
  reportBracesInCondition,
  reportMissingEquals,
  reportMissingParentheses,
  reportMissingParenthesis,
  reportSpaceAfterIf,
  reportSpacesInCondition,
} from './condition-problems.ts';
import type { PlaceholderName } from './language.ts';
import type { PlaceholderParser } from './placeholder-parser.ts';
import { isLineEnd, isSpace, skipSpace, skipSpaceBack, unit } from './scan.ts';
import type { Condition } from './syntax.ts';

/** Reads `(placeholder==value)` after the `if` at `keyword`, as far as it is there. */
export function parseCondition(parser: PlaceholderParser, keyword: number): Condition {
  const { text } = parser;
  const afterKeyword = keyword + 2;
  const start = skipSpace(text, afterKeyword, text.length);
  const opened = text.charCodeAt(start) === unit.openParen;
  if (opened && start > afterKeyword) reportSpaceAfterIf(parser, afterKeyword, start);
  const inside = opened ? start + 1 : start;
  const stop = findConditionEnd(parser, inside);
  const closed = text.charCodeAt(stop) === unit.closeParen;
  const insideEnd = closed ? stop : endBeforeReturn(text, inside, stop);
  if (!opened && !closed) {
    reportMissingParentheses(parser, afterKeyword, { start: Math.min(inside, insideEnd), end: insideEnd });
  } else if (!opened) reportMissingParenthesis(parser, keyword, afterKeyword, '(');
  else if (!closed) reportMissingParenthesis(parser, keyword, insideEnd, ')');
  return readCondition(
    parser,
    { start, end: closed ? stop + 1 : insideEnd },
    { start: inside, end: insideEnd },
    closed,
  );
}

/** The closing parenthesis, or what shows that there is none. */
function findConditionEnd(parser: PlaceholderParser, inside: number): number {
  const { text } = parser;
  let at = inside;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === unit.closeParen || code === unit.openParen || code === unit.semicolon || isLineEnd(code)) break;
    if (text.startsWith('{{{', at) || text.startsWith('}}}', at)) break;
  }
  parser.work += at - inside;
  return at;
}

/** `if(a==b return(` : the word before the next parenthesis does not belong to the condition. */
function endBeforeReturn(text: string, inside: number, stop: number): number {
  const end = skipSpaceBack(text, inside, stop);
  const word = end - 'return'.length;
  if (word >= inside && text.startsWith('return', word) && (word === inside || isSpace(text.charCodeAt(word - 1)))) {
    return skipSpaceBack(text, inside, word);
  }
  return end;
}

function readCondition(parser: PlaceholderParser, whole: TextRange, inside: TextRange, closed: boolean): Condition {
  const { text } = parser;
  const operator = findOperator(text, inside);
  let left = trimRange(text, inside.start, operator.start);
  const right = trimRange(text, operator.end, inside.end);
  const written = text.slice(operator.start, operator.end);
  const found = operator.start < operator.end;
  if (written !== '==') reportMissingEquals(parser, inside, operator);
  const spaces = left.start > inside.start || left.end < operator.start || right.start > operator.end;
  if (found && (spaces || (closed && right.end < inside.end))) {
    reportSpacesInCondition(parser, inside, text.slice(left.start, left.end), text.slice(right.start, right.end));
  }
  if (text.startsWith('{{', left.start) && text.startsWith('}}', left.end - 2) && left.end - left.start > 4) {
    const bare = trimRange(text, left.start + 2, left.end - 2);
    reportBracesInCondition(parser, left, text.slice(bare.start, bare.end));
    left = bare;
  }
  const path = text.slice(left.start, left.end);
  const value = text.slice(right.start, right.end);
  const name = nameInCondition(parser, path);
  const complete = found && path !== '' && value !== '';
  return { start: whole.start, end: whole.end, left, operator, right, path, value, name, complete };
}

/** The first run of operator characters; without one, an empty range at the end of what is there. */
function findOperator(text: string, inside: TextRange): TextRange {
  for (let start = inside.start; start < inside.end; start += 1) {
    if (!'=!<>'.includes(text.charAt(start))) continue;
    let end = start + 1;
    while (end < inside.end && '=!<>'.includes(text.charAt(end))) end += 1;
    return { start, end };
  }
  const end = skipSpaceBack(text, inside.start, inside.end);
  return { start: end, end };
}

function trimRange(text: string, start: number, end: number): TextRange {
  const first = skipSpace(text, start, end);
  return { start: first, end: skipSpaceBack(text, first, end) };
}

function nameInCondition(parser: PlaceholderParser, path: string): PlaceholderName {
  const known = parser.index.byPath.has(path) ? undefined : parser.index.bySlip.get(path);
  return parser.nameFor(known === undefined ? path : known.path);
}
