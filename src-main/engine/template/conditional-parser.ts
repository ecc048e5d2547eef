import { parseCondition } from './condition-parser.ts';
import {
  reportClosedByTwo,
  reportKeywordCase,
  reportMissingIf,
  reportMissingReturn,
  reportMissingSemicolon,
  reportNoConditionals,
  reportReturns,
  reportTripledPlaceholder,
  reportUnclosedConditional,
  reportUnexpected,
} from './conditional-problems.ts';
import type { PlaceholderParser } from './placeholder-parser.ts';
import { ReturnParser } from './return-parser.ts';
import { countRun, isLineEnd, isNameUnit, skipName, skipPlaceholder, skipSpace, skipSpaceBack, unit } from './scan.ts';
import type { BranchNode, ConditionalNode, ReturnNode } from './syntax.ts';

type Keyword = 'if' | 'return';

/** Reads `{{{ if(…) return(…); … return(…); }}}`, one statement after the other. */
export class ConditionalParser {
  readonly #parser: PlaceholderParser;
  readonly #text: string;
  readonly #returns: ReturnParser;
  /** The three closing braces that were found last; -1 when there are none any more. */
  #nextClose = 0;

  constructor(parser: PlaceholderParser) {
    this.#parser = parser;
    this.#text = parser.text;
    this.#returns = new ReturnParser(parser);
  }

  /** Whether a statement follows three braces, for a service without conditionals: then that is what to tell of. */
  isConditional(inside: number): boolean {
    const at = skipSpace(this.#text, inside, this.#text.length);
    this.#parser.work += at - inside;
    return this.#keywordAt(at) !== null && this.#findClose(at) !== -1;
  }

  /** Reads the conditional whose three braces are at `start`. */
  parse(start: number): ConditionalNode {
    if (!this.#parser.index.language.conditionals) return this.#skipForeign(start);
    const tripled = this.#parseTripledPlaceholder(start);
    if (tripled !== null) return tripled;
    const branches: BranchNode[] = [];
    const text = this.#text;
    let at = start + 3;
    /** After the last thing that was understood: here the text goes on if the closing braces never come. */
    let understood = at;
    for (;;) {
      const next = skipSpace(text, at, text.length);
      this.#parser.work += next - at + 1;
      at = next;
      const braces = countRun(text, at, unit.closeBrace, 3);
      if (braces >= 2) return this.#close(start, at, braces, branches);
      if (at >= text.length || braces === 1 || text.startsWith('{{{', at)) break;
      const keyword = this.#keywordAt(at);
      if (keyword !== null) {
        const branch = this.#parseStatement(start, at, keyword);
        branches.push(branch);
        at = branch.end;
        understood = at;
        continue;
      }
      const end = this.#skipUnexpected(at);
      if (this.#breaksOff(end) || text.startsWith('{{{', end)) break;
      reportUnexpected(this.#parser, at, skipSpaceBack(text, at, end));
      at = end;
      understood = end;
    }
    reportUnclosedConditional(this.#parser, start, understood);
    return this.#finish({ start, end: understood, innerEnd: understood, closed: false, branches });
  }

  /** A conditional where the service has none: it stays as it is. */
  #skipForeign(start: number): ConditionalNode {
    const innerEnd = this.#findClose(start + 3);
    reportNoConditionals(this.#parser, start, innerEnd + 3);
    return { kind: 'conditional', start, end: innerEnd + 3, innerEnd, closed: true, branches: [], opaque: true };
  }

  /** The next three closing braces, or -1; found once and remembered, so that many unclosed ones cost one search. */
  #findClose(from: number): number {
    if (this.#nextClose !== -1 && this.#nextClose < from) {
      this.#nextClose = this.#text.indexOf('}}}', from);
      this.#parser.work += (this.#nextClose === -1 ? this.#text.length : this.#nextClose) - from;
    }
    return this.#nextClose;
  }

  /** `{{{name}}}`: three braces around what is no statement but a name. */
  #parseTripledPlaceholder(start: number): ConditionalNode | null {
    const text = this.#text;
    const nameStart = skipSpace(text, start + 3, text.length);
    const nameEnd = skipName(text, nameStart, text.length);
    const close = skipSpace(text, nameEnd, text.length);
    this.#parser.work += close - start;
    const braces = countRun(text, close, unit.closeBrace, 3);
    if (nameStart === nameEnd || braces < 2) return null;
    const end = close + braces;
    reportTripledPlaceholder(this.#parser, start, end, text.slice(nameStart, nameEnd), braces);
    return { kind: 'conditional', start, end, innerEnd: close, closed: true, branches: [], opaque: true };
  }

  #close(start: number, at: number, braces: number, branches: BranchNode[]): ConditionalNode {
    const end = at + braces;
    if (braces < 3) reportClosedByTwo(this.#parser, at, end);
    const node = this.#finish({ start, end, innerEnd: at, closed: true, branches });
    const hasIf = branches.some((branch) => branch.condition !== null);
    if (!hasIf) reportMissingIf(this.#parser, start, end, branches);
    else if (branches.every(({ result }) => result !== null)) reportReturns(this.#parser, node);
    return node;
  }

  #finish(node: Omit<ConditionalNode, 'kind' | 'opaque'>): ConditionalNode {
    const opaque = !node.branches.some((branch) => branch.result !== null);
    return { kind: 'conditional', ...node, opaque };
  }

  #parseStatement(conditional: number, start: number, keyword: Keyword): BranchNode {
    const text = this.#text;
    if (text.slice(start, start + keyword.length) !== keyword) reportKeywordCase(this.#parser, start, keyword);
    if (keyword === 'return') {
      const result = this.#returns.parse(start);
      return { start, end: this.#parseEnd(result), condition: null, result };
    }
    const condition = parseCondition(this.#parser, start);
    let at = skipSpace(text, condition.end, text.length);
    this.#parser.work += at - start;
    if (text.charCodeAt(at) === unit.semicolon) {
      const after = skipSpace(text, at + 1, text.length);
      this.#parser.work += after - at;
      if (this.#keywordAt(after) === 'return') {
        reportUnexpected(this.#parser, at, at + 1);
        at = after;
      }
    }
    if (this.#keywordAt(at) !== 'return') {
      reportMissingReturn(this.#parser, conditional, start, condition.end);
      const end = text.charCodeAt(at) === unit.semicolon ? at + 1 : condition.end;
      return { start, end, condition, result: null };
    }
    if (!text.startsWith('return', at)) reportKeywordCase(this.#parser, at, 'return');
    const result = this.#returns.parse(at);
    return { start, end: this.#parseEnd(result), condition, result };
  }

  /** The `;` after a statement; the last one before the closing braces may be missing, since the document separates with it. */
  #parseEnd(result: ReturnNode): number {
    const text = this.#text;
    const at = skipSpace(text, result.end, text.length);
    this.#parser.work += at - result.end;
    if (text.charCodeAt(at) === unit.semicolon) return at + 1;
    const last = countRun(text, at, unit.closeBrace, 3) === 3;
    // What has no parentheses is told of already, and anything but a statement is told of when it is read.
    const due = last || this.#keywordAt(at) !== null;
    if (result.sound && due) reportMissingSemicolon(this.#parser, result.end, last);
    return result.end;
  }

  /** `if` or `return` at `at`, in any case, as a word of its own. */
  #keywordAt(at: number): Keyword | null {
    for (const keyword of ['if', 'return'] as const) {
      const end = at + keyword.length;
      if (isNameUnit(this.#text.charCodeAt(end))) continue;
      if (this.#text.slice(at, end).toLowerCase() === keyword) return keyword;
    }
    return null;
  }

  /** Whether the line ends at `at` and nothing of a conditional follows: then the closing braces are missing. */
  #breaksOff(at: number): boolean {
    const text = this.#text;
    if (at < text.length && !isLineEnd(text.charCodeAt(at))) return false;
    const next = skipSpace(text, at, text.length);
    this.#parser.work += next - at;
    return this.#keywordAt(next) === null && countRun(text, next, unit.closeBrace, 2) < 2;
  }

  /** From something that is no statement to where one may begin again: after a `;`, at a keyword, at braces, at the end of the line. */
  #skipUnexpected(start: number): number {
    const text = this.#text;
    let at = Math.max(start + 1, skipPlaceholder(text, start));
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === unit.semicolon) {
        at += 1;
        break;
      }
      if (isLineEnd(code) || text.startsWith('}}', at) || text.startsWith('{{{', at)) break;
      const placeholderEnd = skipPlaceholder(text, at);
      if (placeholderEnd !== -1) at = placeholderEnd - 1;
      if (!isNameUnit(text.charCodeAt(at - 1)) && this.#keywordAt(at) !== null) break;
    }
    this.#parser.work += at - start;
    return at;
  }
}
