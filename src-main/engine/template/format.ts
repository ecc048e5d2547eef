import type { TextEdit } from '../../../src-preload/contract/template.ts';
import type { CompiledTemplate } from './compile.ts';
import { leavesJsonAsItWas } from './format-safety.ts';
import { readStructure, type StructureToken } from './structure.ts';
import type { ConditionalNode, TemplateNode } from './syntax.ts';

const indentWidth = 2;
const lineWidth = 100;
/** Deeper than this the indentation would be most of the text. */
const maximumDepth = 200;

export interface FormatOptions {
  /** The text is the body of a request that claims to be JSON; if not, only the inside of conditionals is laid out. */
  json: boolean;
  /** The text is edited in a field of one line, so conditionals are not broken up. */
  oneLine?: boolean;
}

/**
 * Edits that lay a template out: JSON with one member a line, conditionals on one line where they fit, else a statement a line. Only white
 * space that means nothing is changed: never inside strings, never what a `return` emits. No edits where the template has syntax errors or
 * its JSON is not balanced without knowing which branch is taken. Applying them twice changes nothing more.
 */
export function formatTemplate(template: CompiledTemplate, { json, oneLine = false }: FormatOptions): TextEdit[] {
  if (template.blocked) return [];
  const formatter = new Formatter(template.text);
  if (!json || !template.positions.json) {
    formatter.writeNodes(template.parsed.nodes, !oneLine);
    return formatter.edits;
  }
  const structure = readStructure(template.parsed);
  if (!structure.sound || structure.depth > maximumDepth || !leavesJsonAsItWas(template.parsed)) return [];
  formatter.writeTokens(structure.tokens);
  return formatter.edits;
}

class Formatter {
  readonly edits: TextEdit[] = [];
  readonly #text: string;
  /** How far the text is written, and in which column of the result that is. */
  #at = 0;
  #column = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  writeTokens(tokens: readonly StructureToken[]): void {
    let before: StructureToken | null = null;
    for (const token of tokens) {
      if (token.kind === 'close') this.#depth -= 1;
      this.#gap(token.start, this.#gapBetween(before, token));
      this.#writeToken(token);
      if (token.kind === 'open') this.#depth += 1;
      before = token;
    }
    this.#gap(this.#text.length, '');
  }

  /** Conditionals and placeholders alone: the text between them stays as it is. */
  writeNodes(nodes: readonly TemplateNode[], mayBreak: boolean): void {
    for (const node of nodes) {
      this.#copy(node.start);
      this.#writeNode(node, mayBreak);
    }
  }

  #gapBetween(before: StructureToken | null, token: StructureToken): string {
    if (before === null) return '';
    if (before.kind === 'open') return token.kind === 'close' ? '' : this.#newLine(this.#depth);
    if (token.kind === 'close') return this.#newLine(this.#depth);
    if (token.kind === 'comma' || token.kind === 'colon') return '';
    if (before.kind === 'comma') return this.#newLine(this.#depth);
    if (before.kind === 'colon') return ' ';
    // Side by side they are one thing, `80{{port}}`; a space there would make them two.
    return token.start === before.end ? '' : ' ';
  }

  #newLine(depth: number): string {
    return `\n${' '.repeat(indentWidth * Math.max(0, depth))}`;
  }

  #writeToken(token: StructureToken): void {
    for (const node of token.nodes) {
      this.#copy(node.start);
      this.#writeNode(node, token.kind === 'atom');
    }
    this.#copy(token.end);
  }

  #writeNode(node: TemplateNode, mayBreak: boolean): void {
    if (node.kind === 'placeholder') {
      this.#copy(node.start + 2);
      this.#gap(node.nameStart, '');
      this.#copy(node.nameEnd);
      this.#gap(node.end - 2, '');
      this.#copy(node.end);
      return;
    }
    const broken = mayBreak && this.#column + widthOf(this.#text, node) > lineWidth;
    const outer = this.#newLine(this.#depth);
    const inner = this.#newLine(this.#depth + 1);
    this.#copy(node.start + 3);
    for (const branch of node.branches) {
      this.#gap(branch.start, broken ? inner : ' ');
      const { condition, result } = branch;
      if (condition !== null) this.#copy(branch.start + 'if'.length);
      if (condition !== null) this.#gap(condition.start, '');
      if (condition !== null) this.#copy(condition.end);
      if (result === null) continue;
      if (condition !== null) this.#gap(result.start, ' ');
      this.#copy(result.start + 'return'.length);
      this.#gap(result.content.start - 1, '');
      this.#copy(result.end);
      if (branch.end > result.end) this.#gap(branch.end - 1, '');
      this.#copy(branch.end);
    }
    this.#gap(node.innerEnd, broken ? outer : ' ');
    this.#copy(node.end);
  }

  /** Writes the text up to `end` as it is. */
  #copy(end: number): void {
    this.#advance(this.#text.slice(this.#at, end));
    this.#at = end;
  }

  /** Writes `wanted` in place of what stands before `end`. */
  #gap(end: number, wanted: string): void {
    const range = { start: this.#at, end };
    if (this.#text.slice(range.start, range.end) !== wanted) this.edits.push({ range, text: wanted });
    this.#advance(wanted);
    this.#at = end;
  }

  #advance(written: string): void {
    const line = written.lastIndexOf('\n');
    this.#column = line === -1 ? this.#column + written.length : written.length - line - 1;
  }
}

/** How wide a conditional is on one line. */
function widthOf(text: string, { branches }: ConditionalNode): number {
  let width = '{{{ }}}'.length;
  for (const { condition, result } of branches) {
    if (condition !== null) width += 'if '.length + condition.end - condition.start;
    if (result !== null) width += 'return(); '.length + result.content.end - result.content.start;
    if (result !== null && text.slice(result.content.start, result.content.end).includes('\n')) return lineWidth;
  }
  return width;
}
