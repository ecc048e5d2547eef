import type { TemplateToken, TemplateTokenType } from '../../../src-preload/contract/template.ts';
import type { ParsedTemplate } from './parser.ts';
import type { BranchNode, Condition, ConditionalNode, PlaceholderNode, ReturnNode } from './syntax.ts';

/** More tokens than any editor paints; a template beyond that is coloured up to here. */
const maximumTokens = 50_000;

/** What to colour of the language itself, in the order of the text; the JSON around it is for the editor. */
export function findTokens(parsed: ParsedTemplate): TemplateToken[] {
  const writer = new TokenWriter(parsed.text);
  for (const node of parsed.nodes) {
    if (writer.tokens.length >= maximumTokens) break;
    if (node.kind === 'placeholder') writer.placeholder(node);
    else writer.conditional(node);
  }
  return writer.tokens;
}

class TokenWriter {
  readonly tokens: TemplateToken[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  placeholder(node: PlaceholderNode): void {
    this.#add('brace', node.start, node.start + 2);
    this.#add(node.name.spec === null ? 'unknown' : 'placeholder', node.nameStart, node.nameEnd);
    if (this.#text.startsWith('}}', node.end - 2)) this.#add('brace', Math.max(node.nameEnd, node.end - 2), node.end);
  }

  conditional(node: ConditionalNode): void {
    this.#add('brace', node.start, node.start + 3);
    if (node.branches.length === 0) this.#add('unknown', node.start + 3, node.innerEnd);
    for (const branch of node.branches) this.#branch(branch);
    if (node.closed) this.#add('brace', node.innerEnd, node.end);
  }

  #branch({ condition, result, start, end }: BranchNode): void {
    if (condition !== null) {
      this.#add('keyword', start, start + 'if'.length);
      this.#condition(condition);
    }
    if (result === null) return;
    this.#return(result);
    if (this.#text.charAt(end - 1) === ';') this.#add('operator', end - 1, end);
  }

  #condition({ start, end, left, operator, right, name, value }: Condition): void {
    if (this.#text.charAt(start) === '(') this.#add('operator', start, start + 1);
    this.#add(name.spec?.values == null ? 'unknown' : 'placeholder', left.start, left.end);
    this.#add('operator', operator.start, operator.end);
    this.#add(name.spec?.values?.includes(value) === true ? 'condition-value' : 'unknown', right.start, right.end);
    if (this.#text.charAt(end - 1) === ')') this.#add('operator', end - 1, end);
  }

  #return({ start, end, content, placeholders }: ReturnNode): void {
    this.#add('keyword', start, start + 'return'.length);
    if (this.#text.charAt(content.start - 1) === '(') this.#add('operator', content.start - 1, content.start);
    let at = content.start;
    for (const placeholder of placeholders) {
      this.#add('return-text', at, placeholder.start);
      this.placeholder(placeholder);
      at = placeholder.end;
    }
    this.#add('return-text', at, content.end);
    if (this.#text.charAt(content.end) === ')') this.#add('operator', content.end, Math.max(end, content.end + 1));
  }

  #add(type: TemplateTokenType, start: number, end: number): void {
    if (start < end) this.tokens.push({ range: { start, end }, type });
  }
}
