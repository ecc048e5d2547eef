import type { ParsedTemplate } from './parser.ts';
import { isLineEnd, isSpace, unit } from './scan.ts';
import type { TemplateNode } from './syntax.ts';

export type StructureKind = 'open' | 'close' | 'comma' | 'colon' | 'string' | 'atom';

/** A token of the JSON around the placeholders. Placeholders and conditionals are part of the string or atom they stand in. */
export interface StructureToken {
  kind: StructureKind;
  start: number;
  end: number;
  nodes: TemplateNode[];
}

export interface Structure {
  tokens: StructureToken[];
  /** Brackets match, strings end on their line, and the whole text was read. */
  sound: boolean;
  /** How deep containers lie in each other. */
  depth: number;
}

/** More than any editor shows or a service takes. What comes after is not read. */
const maximumTokens = 200_000;

const marks: Readonly<Record<string, StructureKind>> = {
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
  ':': 'colon',
};

/** Reads the JSON of a template, with placeholders and conditionals as opaque pieces. Understands broken JSON as far as it goes. Linear. */
export function readStructure(parsed: ParsedTemplate): Structure {
  return new StructureReader(parsed).read();
}

class StructureReader {
  readonly #text: string;
  readonly #nodes: readonly TemplateNode[];
  #next = 0;
  #at = 0;
  #sound = true;

  constructor({ text, nodes }: ParsedTemplate) {
    this.#text = text;
    this.#nodes = nodes;
  }

  read(): Structure {
    const text = this.#text;
    const tokens: StructureToken[] = [];
    const open: string[] = [];
    let depth = 0;
    while (this.#at < text.length && tokens.length < maximumTokens) {
      const code = text.charCodeAt(this.#at);
      if (isSpace(code)) {
        this.#at += 1;
        continue;
      }
      const start = this.#at;
      const mark = this.#nodeHere() === null ? marks[text.charAt(start)] : undefined;
      if (mark !== undefined) {
        this.#at += 1;
        tokens.push({ kind: mark, start, end: start + 1, nodes: [] });
        if (mark === 'open') depth = Math.max(depth, open.push(code === unit.openBrace ? '}' : ']'));
        else if (mark === 'close' && open.pop() !== text.charAt(start)) this.#sound = false;
        continue;
      }
      const string = code === unit.quote;
      const nodes = string ? this.#readString() : this.#readAtom();
      tokens.push({ kind: string ? 'string' : 'atom', start, end: this.#at, nodes });
    }
    return { tokens, sound: this.#sound && open.length === 0 && this.#at >= text.length, depth };
  }

  #nodeHere(): TemplateNode | null {
    const node = this.#nodes[this.#next];
    return node !== undefined && node.start === this.#at ? node : null;
  }

  #takeNode(nodes: TemplateNode[]): boolean {
    const node = this.#nodeHere();
    if (node === null) return false;
    nodes.push(node);
    this.#next += 1;
    this.#at = node.end;
    return true;
  }

  /** Up to the closing quote, or to the end of the line where it is missing. */
  #readString(): TemplateNode[] {
    const text = this.#text;
    const nodes: TemplateNode[] = [];
    this.#at += 1;
    while (this.#at < text.length) {
      if (this.#takeNode(nodes)) continue;
      const code = text.charCodeAt(this.#at);
      if (isLineEnd(code)) break;
      this.#at += 1;
      if (code === unit.quote) return nodes;
      // What is escaped is no quote; a placeholder after the backslash is still one.
      if (code === 0x5c && this.#nodeHere() === null) this.#at += 1;
    }
    this.#at = Math.min(this.#at, text.length);
    this.#sound = false;
    return nodes;
  }

  #readAtom(): TemplateNode[] {
    const text = this.#text;
    const nodes: TemplateNode[] = [];
    while (this.#at < text.length) {
      if (this.#takeNode(nodes)) continue;
      const character = text.charAt(this.#at);
      if (character === '"' || marks[character] !== undefined || isSpace(text.charCodeAt(this.#at))) break;
      this.#at += 1;
    }
    return nodes;
  }
}
