import type { TextRange } from '../../../src-preload/contract/template.ts';
import { reportMissingParentheses } from './condition-problems.ts';
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

/** Searching may exceed what was read by this much before a table is made. */
const freeSearch = 4096;

/**
 * Reads `return(…)`. What lies between the outer parentheses is the content, as written: only parentheses count, so a quote protects
 * nothing and `return("a)b")` closes after `a`. That case is noticed by what follows, reported, and read as it was meant.
 */
export class ReturnParser {
  readonly #parser: PlaceholderParser;
  /** Characters searched for partners so far, found or not. */
  #searched = 0;
  /** The table that takes over when searching has cost more than the text so far: then partners are missing or far away. */
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
    if (text.charCodeAt(open) !== unit.openParen) return this.#withoutParentheses(start, keywordEnd, open);
    const close = this.#partnerOf(open);
    if (close !== -1 && (this.#endsStatement(close + 1) || this.#isMeant(open, close))) {
      return this.#create(start, { start: open + 1, end: close }, close + 1, true);
    }
    return this.#recover(start, open, close);
  }

  #create(start: number, content: TextRange, end: number, sound: boolean): ReturnNode {
    if (this.#isTooDeep(content.start, content.end)) reportTooDeep(this.#parser, start, end, maximumParentheses);
    return { start, end, content, placeholders: this.#parser.parsePlaceholders(content.start, content.end), sound };
  }

  /** `return "a";`: what is up to the end of the statement is taken for the content. */
  #withoutParentheses(start: number, keywordEnd: number, next: number): ReturnNode {
    const stop = this.#findStatementEnd(next);
    const end = Math.max(keywordEnd, skipSpaceBack(this.#parser.text, keywordEnd, stop));
    const content = { start: Math.min(next, end), end };
    reportMissingParentheses(this.#parser, keywordEnd, content);
    return this.#create(start, content, end, false);
  }

  /** The parenthesis that balances the one at `open`, or -1. */
  #partnerOf(open: number): number {
    if (this.#partners !== null || this.#searched > open + freeSearch) return this.#lookUpPartner(open);
    const { text } = this.#parser;
    let depth = 0;
    let at = open;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === unit.openParen) depth += 1;
      else if (code === unit.closeParen) depth -= 1;
      if (depth === 0) break;
    }
    this.#searched += at - open;
    this.#parser.work += at - open;
    return depth === 0 ? at : -1;
  }

  #lookUpPartner(open: number): number {
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

  /**
   * Whether the balancing parenthesis was meant to close, though something follows that cannot: it does not stand in quotes, and is not
   * followed by another one. Asked within the same bounds as the search for it.
   */
  #isMeant(open: number, close: number): boolean {
    const { text } = this.#parser;
    if (this.#searched > open + freeSearch) return true;
    if (text.charCodeAt(skipSpace(text, close + 1, text.length)) === unit.closeParen) return false;
    let quoted = false;
    for (let at = open + 1; at < close; at += 1) {
      const code = text.charCodeAt(at);
      if (code === unit.backslash) at += 1;
      else if (code === unit.quote) quoted = !quoted;
    }
    this.#searched += close - open;
    this.#parser.work += close - open;
    return !quoted;
  }

  /** The parentheses do not balance: take what is up to the end of the statement, and a `)` right before that as the closing one. */
  #recover(start: number, open: number, close: number): ReturnNode {
    const { text } = this.#parser;
    const end = skipSpaceBack(text, open + 1, this.#findStatementEnd(open + 1));
    const closed = end > open + 1 && text.charCodeAt(end - 1) === unit.closeParen;
    reportUnbalancedReturn(this.#parser, { start, open, close, end, closed });
    return this.#create(start, { start: open + 1, end: closed ? end - 1 : end }, end, false);
  }

  /** The `;`, closing braces, next conditional or end of the line that ends a statement whose parentheses do not say so. */
  #findStatementEnd(from: number): number {
    const { text } = this.#parser;
    let at = from;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === unit.semicolon || isLineEnd(code)) break;
      if (text.startsWith('}}}', at) || text.startsWith('{{{', at)) break;
      const placeholderEnd = skipPlaceholder(text, at);
      if (placeholderEnd !== -1) at = placeholderEnd - 1;
    }
    this.#parser.work += at - from;
    return at;
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
