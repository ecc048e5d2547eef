import { findOtherwise, isDecidable } from './branches.ts';
import { replaceLoneSurrogates } from './code-points.ts';
import type { PlaceholderName } from './language.ts';
import type { ParsedTemplate } from './parser.ts';
import type { BranchNode, ConditionalNode, PlaceholderNode } from './syntax.ts';

/** Literal text. `branch`: it is the inside of a `return`. */
export interface TextStep {
  kind: 'text';
  start: number;
  end: number;
  text: string;
  branch: boolean;
}

/** Goes to `otherwise` unless the placeholder's text is exactly `value`. */
export interface TestStep {
  kind: 'test';
  name: PlaceholderName;
  value: string;
  otherwise: number;
}

export interface JumpStep {
  kind: 'jump';
  to: number;
}

/** A placeholder's node is its own step. */
export type Step = TextStep | PlaceholderNode | TestStep | JumpStep;

/** The tree as a flat list: what is wrong in it is text, a conditional is tests and jumps forward. */
export function flatten({ text, nodes }: ParsedTemplate): Step[] {
  const steps: Step[] = [];
  let copied = 0;
  for (const node of nodes) {
    const asText = node.kind === 'placeholder' ? !node.complete : node.opaque;
    if (asText) continue;
    pushText(steps, text, copied, node.start, false);
    if (node.kind === 'placeholder') steps.push(node);
    else pushConditional(steps, text, node);
    copied = node.end;
  }
  pushText(steps, text, copied, text.length, false);
  return steps;
}

function pushText(steps: Step[], source: string, start: number, end: number, branch: boolean): void {
  if (start >= end) return;
  const text = replaceLoneSurrogates(source.slice(start, end));
  steps.push({ kind: 'text', start, end, text, branch });
}

/** The tests in their order, then the `return` that stands alone, wherever it was written. */
function pushConditional(steps: Step[], text: string, node: ConditionalNode): void {
  const jumps: JumpStep[] = [];
  for (const branch of node.branches) {
    if (!isDecidable(branch)) continue;
    const test: TestStep = { kind: 'test', name: branch.condition.name, value: branch.condition.value, otherwise: 0 };
    const jump: JumpStep = { kind: 'jump', to: 0 };
    steps.push(test);
    pushResult(steps, text, branch);
    steps.push(jump);
    test.otherwise = steps.length;
    jumps.push(jump);
  }
  const otherwise = findOtherwise(node);
  if (otherwise !== null) pushResult(steps, text, otherwise);
  for (const jump of jumps) jump.to = steps.length;
}

function pushResult(steps: Step[], text: string, { result }: BranchNode): void {
  if (result === null) return;
  let copied = result.content.start;
  for (const placeholder of result.placeholders) {
    if (!placeholder.complete) continue;
    pushText(steps, text, copied, placeholder.start, true);
    steps.push(placeholder);
    copied = placeholder.end;
  }
  pushText(steps, text, copied, result.content.end, true);
}
