import type { OutlineNode, TextRange } from '../../../src-preload/contract/template.ts';
import { labelOf } from './branches.ts';
import { cutToCodePoints } from './code-points.ts';
import type { ParsedTemplate } from './parser.ts';
import type { Structure, StructureToken } from './structure.ts';
import type { BranchNode, ConditionalNode, TemplateNode } from './syntax.ts';

const maximumNodes = 20_000;
const longestLabel = 80;
/** What lies deeper is listed at this depth, so that no reader of the outline has to go deeper than its stack. */
const maximumDepth = 64;

/** The keys of the JSON, nested as they are, with the placeholders and conditionals that make their values. */
export function buildOutline(parsed: ParsedTemplate, structure: Structure, json: boolean): OutlineNode[] {
  if (json) return new OutlineBuilder(parsed.text).build(structure.tokens);
  return parsed.nodes.slice(0, maximumNodes).map((node) => outlineNode(parsed.text, node));
}

/** One open container: what goes into it, and the key whose value is being read. */
interface Frame {
  children: OutlineNode[];
  key: OutlineNode | null;
}

class OutlineBuilder {
  readonly #text: string;
  readonly #stack: Frame[] = [{ children: [], key: null }];
  #count = 0;

  constructor(text: string) {
    this.#text = text;
  }

  build(tokens: readonly StructureToken[]): OutlineNode[] {
    const [root] = this.#stack;
    for (const [at, token] of tokens.entries()) {
      if (this.#count >= maximumNodes) break;
      const frame = this.#stack.at(-1);
      if (frame === undefined) break;
      if (frame.key !== null && token.kind !== 'comma' && token.kind !== 'close') frame.key.range.end = token.end;
      if (token.kind === 'open') this.#open(frame);
      else if (token.kind === 'close') this.#close(token);
      else if (token.kind === 'comma') frame.key = null;
      else if (tokens[at + 1]?.kind === 'colon') frame.key = this.#addKey(frame, token);
      for (const node of token.nodes) this.#add(frame.key?.children ?? frame.children, outlineNode(this.#text, node));
    }
    return root?.children ?? [];
  }

  #open(frame: Frame): void {
    const nested = this.#stack.length < maximumDepth ? frame.key?.children : undefined;
    this.#stack.push({ children: nested ?? frame.children, key: null });
  }

  #close(token: StructureToken): void {
    if (this.#stack.length > 1) this.#stack.pop();
    const key = this.#stack.at(-1)?.key;
    if (key != null) key.range.end = token.end;
  }

  #addKey(frame: Frame, { kind, start, end }: StructureToken): OutlineNode {
    const inside = kind === 'string' ? this.#text.slice(start + 1, end - 1) : this.#text.slice(start, end);
    const node = createNode('key', inside, '', { start, end }, { start, end });
    this.#add(frame.children, node);
    return node;
  }

  #add(target: OutlineNode[], node: OutlineNode): void {
    this.#count += 1;
    target.push(node);
  }
}

function outlineNode(text: string, node: TemplateNode): OutlineNode {
  const { start, end } = node;
  if (node.kind === 'conditional') return outlineConditional(text, node);
  const selection = { start: node.nameStart, end: node.nameEnd };
  return createNode('placeholder', node.name.path, node.name.spec?.label ?? '', { start, end }, selection);
}

function outlineConditional(text: string, { start, end, branches }: ConditionalNode): OutlineNode {
  const tested = [...new Set(branches.flatMap(({ condition }) => condition?.name.path ?? []))];
  const node = createNode(
    'conditional',
    `if ${tested.join(', ')}`.trim(),
    countBranches(branches),
    { start, end },
    { start, end: start + 3 },
  );
  for (const branch of branches) {
    const range = { start: branch.start, end: branch.end };
    const content = branch.result === null ? '' : text.slice(branch.result.content.start, branch.result.content.end);
    node.children.push(createNode('branch', labelOf(branch), content, range, range));
  }
  return node;
}

function countBranches(branches: readonly BranchNode[]): string {
  return branches.length === 1 ? '1 branch' : `${branches.length} branches`;
}

function createNode(
  kind: OutlineNode['kind'],
  label: string,
  detail: string,
  range: TextRange,
  selection: TextRange,
): OutlineNode {
  return {
    range: { ...range },
    selection: { ...selection },
    label: shorten(label),
    detail: shorten(detail),
    kind,
    children: [],
  };
}

function shorten(text: string): string {
  return text.length > longestLabel ? `${cutToCodePoints(text.slice(0, 2 * longestLabel), longestLabel)}…` : text;
}
