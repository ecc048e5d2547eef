import type { HoverInfo, TextRange } from '../../../src-preload/contract/template.ts';
import { findTakenBranch, labelOf } from './branches.ts';
import type { CompiledTemplate } from './compile.ts';
import { describePlaceholder, sampleOf } from './samples.ts';
import type { RenderScope } from './scope.ts';
import type { Condition, ConditionalNode, PlaceholderNode } from './syntax.ts';

/** What lies at `offset` and what the chosen event makes of it; null over plain text. Never throws. */
export function hoverTemplate(template: CompiledTemplate, offset: number, scope: RenderScope | null): HoverInfo | null {
  const { nodes } = template.parsed;
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((nodes[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const node = nodes[low];
  if (node === undefined || offset < node.start) return null;
  return node.kind === 'placeholder'
    ? hoverPlaceholder(node, scope)
    : hoverConditional(template.text, node, offset, scope);
}

function hoverPlaceholder(
  { start, end, name, complete }: PlaceholderNode,
  scope: RenderScope | null,
): HoverInfo | null {
  const range = { start, end };
  if (name.spec !== null) {
    return { range, title: name.path, description: describePlaceholder(name.spec), sample: sampleOf(scope, name.spec) };
  }
  if (!complete) return null;
  return {
    range,
    title: name.path,
    description: 'The service does not know this placeholder. It is sent as written.',
    sample: null,
  };
}

function hoverConditional(
  text: string,
  node: ConditionalNode,
  offset: number,
  scope: RenderScope | null,
): HoverInfo | null {
  const branch = node.branches.find((candidate) => contains(candidate, offset));
  if (branch === undefined) return hoverBraces(text, node, scope);
  const placeholder = branch.result?.placeholders.find((candidate) => contains(candidate, offset));
  if (placeholder !== undefined) return hoverPlaceholder(placeholder, scope);
  const { condition, result } = branch;
  if (condition !== null) {
    if (touches(condition.left, offset)) return hoverTested(condition, scope);
    if (touches(condition.right, offset)) return hoverValue(condition, scope);
    if (offset < condition.end) {
      const range = { start: branch.start, end: branch.start + 'if'.length };
      const description =
        'Takes the following `return` when the placeholder has exactly this value. The first match counts.';
      return { range, title: 'if', description, sample: null };
    }
  }
  if (result === null) return null;
  const description =
    condition === null
      ? 'Stands alone: emitted when no `if` matches.'
      : `Emitted when \`${labelOf(branch)}\` is the first that matches.`;
  const range = { start: result.start, end: result.end };
  return { range, title: 'return', description: `${description} The content is emitted as written.`, sample: null };
}

function hoverTested({ left, name }: Condition, scope: RenderScope | null): HoverInfo {
  const { spec, path } = name;
  const description = spec === null ? 'The service does not know this placeholder.' : describePlaceholder(spec);
  return { range: left, title: path, description, sample: spec === null ? null : sampleOf(scope, spec) };
}

function hoverValue({ right, name, value }: Condition, scope: RenderScope | null): HoverInfo {
  const known = name.spec?.values?.includes(value) === true;
  const description = known ? `A possible value of ${name.path}.` : `Not a value that ${name.path} can have.`;
  return { range: right, title: value, description, sample: name.spec === null ? null : sampleOf(scope, name.spec) };
}

/** The conditional as a whole: which branch the chosen event takes. */
function hoverBraces(text: string, node: ConditionalNode, scope: RenderScope | null): HoverInfo {
  const taken = scope === null ? null : findTakenBranch(node, scope);
  const content = taken?.result == null ? null : text.slice(taken.result.content.start, taken.result.content.end);
  return {
    range: { start: node.start, end: node.end },
    title: 'Conditional',
    description: taken === null ? 'Emits one of its `return`s.' : `The chosen event takes \`${labelOf(taken)}\`.`,
    sample: content,
  };
}

function contains({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset < end;
}

function touches({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
