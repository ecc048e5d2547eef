import type { TextRange } from '../../../src-preload/contract/template.ts';
import { type CompiledTemplate, compileTemplate } from './compile.ts';
import { followJson, type JsonPosition, type JsonState, positionIn } from './json-tracker.ts';
import { isSpace, skipName, skipSpace } from './scan.ts';
import type { BranchNode, ConditionalNode, TemplateNode } from './syntax.ts';

/** What may be written at a place of a template. `range` is what is there already of it, up to the end of the word. */
export type CursorContext =
  | { kind: 'text'; range: TextRange; position: JsonPosition; inReturn: boolean }
  | { kind: 'placeholder'; range: TextRange; position: JsonPosition; inReturn: boolean }
  | { kind: 'statement'; range: TextRange; position: JsonPosition; branches: readonly BranchNode[]; start: number }
  | { kind: 'after-condition'; range: TextRange; position: JsonPosition; branch: BranchNode }
  | { kind: 'condition-left'; range: TextRange }
  | { kind: 'condition-right'; range: TextRange; branch: BranchNode; start: number };

/**
 * Reads the text up to the cursor alone: what is open at its end is what is being written. The text after the cursor only says how
 * far the word goes.
 */
export function findCursorContext(template: CompiledTemplate, offset: number): CursorContext | null {
  const before = compileTemplate(template.text.slice(0, offset), template.language);
  const node = before.parsed.nodes.at(-1);
  const word = (start: number): TextRange => ({ start, end: skipName(template.text, offset, template.text.length) });
  if (node === undefined || isBehind(before.text, node)) {
    return { kind: 'text', range: word(offset), position: positionIn(before.positions.end), inReturn: false };
  }
  if (node.kind === 'placeholder') {
    return {
      kind: 'placeholder',
      range: word(node.nameStart),
      position: positionIn(stateAt(before, node.start)),
      inReturn: false,
    };
  }
  return findInConditional(before, node, word);
}

/** Whether the node is complete before the cursor, so that the cursor is in the text after it. */
function isBehind(text: string, node: TemplateNode): boolean {
  if (node.kind === 'conditional') return node.closed || !isStatementStart(text, node);
  return (
    node.complete || skipSpace(text, node.nameEnd, text.length) < text.length || text.startsWith('}}', node.end - 2)
  );
}

/** Whether nothing but the beginning of a statement stands after what was understood of an open conditional. */
function isStatementStart(text: string, node: ConditionalNode): boolean {
  const start = skipSpace(text, node.end, text.length);
  return skipName(text, start, text.length) === text.length;
}

function findInConditional(
  before: CompiledTemplate,
  node: ConditionalNode,
  word: (start: number) => TextRange,
): CursorContext | null {
  const { text } = before;
  const state = stateAt(before, node.start);
  const where = positionIn(state);
  const { branches } = node;
  const branch = branches.at(-1);
  const rest = skipSpace(text, node.end, text.length);
  const statement = (start: number, known: readonly BranchNode[]): CursorContext => ({
    kind: 'statement',
    range: word(start),
    position: where,
    branches: known,
    start: node.start,
  });
  if (branch === undefined) return statement(rest, branches);
  const { condition, result } = branch;
  if (result !== null) {
    if (text.charAt(result.content.start - 1) !== '(') {
      // The word `return` is all there is of it yet.
      if (condition !== null) return { kind: 'after-condition', range: word(result.start), position: where, branch };
      return statement(result.start, branches.slice(0, -1));
    }
    if (isOpen(text, result.content, result.end)) {
      const last = result.placeholders.at(-1);
      const inside = positionIn(followJson(state, text.slice(result.content.start, last?.start ?? text.length)));
      if (last === undefined || isBehind(text, last))
        return { kind: 'text', range: word(text.length), position: inside, inReturn: true };
      return { kind: 'placeholder', range: word(last.nameStart), position: inside, inReturn: true };
    }
    return statement(rest, branches);
  }
  if (condition === null) return null;
  if (text.charAt(condition.start) !== '(') return statement(branch.start, branches.slice(0, -1));
  if (condition.end > condition.start + 1 && text.charAt(condition.end - 1) === ')') {
    return { kind: 'after-condition', range: word(rest), position: where, branch };
  }
  if (condition.operator.start === condition.operator.end) {
    return { kind: 'condition-left', range: word(condition.left.start) };
  }
  return { kind: 'condition-right', range: word(condition.right.start), branch, start: node.start };
}

/** Where the JSON is at a place between the pieces of a template. */
function stateAt(template: CompiledTemplate, offset: number): JsonState {
  return compileTemplate(template.text.slice(0, offset), template.language).positions.end;
}

/** Whether a `return(` still waits for its closing parenthesis. */
function isOpen(text: string, content: TextRange, end: number): boolean {
  return (
    end === text.length &&
    (content.end === end || (isSpace(text.charCodeAt(end - 1)) && text.charAt(content.end) !== ')'))
  );
}
