import { reportMissingParenthesis } from './condition-problems.ts';
import type { PlaceholderParser } from './placeholder-parser.ts';
import { reportTooDeep, reportUnbalancedReturn } from './return-problems.ts';
import {
  hasLineEnd,
  isLineEnd,
  isNameUnit,
  matchParentheses,
  skipPlaceholder,
  skipSpace,
  skipSpaceBack,
  unit,
} from './scan.ts';
import type { ReturnNode } from './syntax.ts';

/** Parentheses nested deeper than this within one `return` are refused. */
export const maximumParentheses = 64;

/**
 * Reads `return(…)`. What lies between the outer parentheses is the content, as written: only parentheses count, so a quote protects
 * nothing and `return("a)b")` closes after `a`. That case is noticed by what follows, reported, and read as it was meant.
 */
export class ReturnParser {
  readonly #parser: PlaceholderParser;
  #partners: Int32Array | null = null;
  #partnersFrom = 0;

  constructor(parser: PlaceholderParser) {
    this.#parser = parser;
  }

  /** Reads the `return` whose keyword is at `start`. */
  parse(start: number): ReturnNode {
    const { text } = this.#parser;
    const keywordEnd = start + 'return'.length;
    const open = skipSpace(text, keywordEnd, text.length);
    this.#parser.work += open - start;
    if (text.charCodeAt(open) !== unit.openParen) {
      reportMissingParenthesis(this.#parser, start, keywordEnd, '()');
      return { start, end: keywordEnd, content: { start: keywordEnd, end: keywordEnd }, placeholders: [] };
    }
    const close = this.#partnerOf(open);
    if (close !== -1 && this.#endsStatement(close + 1)) return this.#create(start, open, close, close + 1);
    return this.#recover(start, open, close);
  }

  #create(start: number, open: number, contentEnd: number, end: number): ReturnNode {
    const content = { start: open + 1, end: contentEnd };
    if (this.#isTooDeep(content.start, content.end)) reportTooDeep(this.#parser, start, end, maximumParentheses);
    return { start, end, content, placeholders: this.#parser.parsePlaceholders(content.start, content.end) };
  }

  #partnerOf(open: number): number {
    if (this.#partners === null) {
      this.#partners = matchParentheses(this.#parser.text, open);
      this.#partnersFrom = open;
      this.#parser.work += this.#parser.text.length - open;
    }
    const partner = this.#partners[open - this.#partnersFrom] ?? -1;
    return partner === -1 ? -1 : partner + this.#partnersFrom;
  }

  /** Whether a statement may end here: a `;`, closing braces, the next keyword (then only the `;` is missing) or nothing more. */
  #endsStatement(at: number): boolean {
    const { text } = this.#parser;
    const next = skipSpace(text, at, text.length);
    this.#parser.work += next - at;
    const code = text.charCodeAt(next);
    if (next >= text.length || code === unit.semicolon || code === unit.closeBrace) return true;
    if (hasLineEnd(text, at, next)) return true;
    return startsWord(text, next, 'if') || startsWord(text, next, 'return');
  }

  /** The parentheses do not balance: take what is up to the end of the statement, and a `)` right before that as the closing one. */
  #recover(start: number, open: number, close: number): ReturnNode {
    const { text } = this.#parser;
    let stop = open + 1;
    for (; stop < text.length; stop += 1) {
      const code = text.charCodeAt(stop);
      if (code === unit.semicolon || isLineEnd(code) || text.startsWith('}}}', stop)) break;
      const placeholderEnd = skipPlaceholder(text, stop);
      if (placeholderEnd !== -1) stop = placeholderEnd - 1;
    }
    this.#parser.work += stop - open;
    const trimmed = skipSpaceBack(text, open + 1, stop);
    const closed = trimmed > open + 1 && text.charCodeAt(trimmed - 1) === unit.closeParen;
    reportUnbalancedReturn(this.#parser, { start, open, close, end: trimmed, closed });
    return this.#create(start, open, closed ? trimmed - 1 : trimmed, trimmed);
  }

  #isTooDeep(start: number, end: number): boolean {
    const { text } = this.#parser;
    let depth = 0;
    for (let at = start; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === unit.openParen) depth += 1;
      else if (code === unit.closeParen) depth -= 1;
      if (depth >= maximumParentheses) return true;
    }
    this.#parser.work += end - start;
    return false;
  }
}

function startsWord(text: string, at: number, word: string): boolean {
  return text.startsWith(word, at) && !isNameUnit(text.charCodeAt(at + word.length));
}
