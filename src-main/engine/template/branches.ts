import { type JsonValue, textOfValue } from './json-value.ts';
import type { RenderScope } from './scope.ts';
import type { BranchNode, Condition, ConditionalNode } from './syntax.ts';

/** What a branch is called: its condition, or `otherwise`. */
export function labelOf({ condition }: BranchNode): string {
  return condition === null ? 'otherwise' : `${condition.name.path}==${condition.value}`;
}

/**
 * Whether an `if` matches: the value's text is exactly what stands right of `==`, so the number 1 and the text "1" both match `1`. What is
 * not there, or null, matches nothing.
 */
export function matches(value: JsonValue | undefined, expected: string): boolean {
  return value !== undefined && value !== null && textOfValue(value) === expected;
}

/** Whether the branch has a condition, and one that the service can decide. */
export function isDecidable(branch: BranchNode): branch is BranchNode & { condition: Condition } {
  return branch.condition?.complete === true && branch.condition.name.spec !== null;
}

/** The `return` that stands alone: where there are several by mistake, the one that is last as it should be, else the first. */
export function findOtherwise({ branches }: ConditionalNode): BranchNode | null {
  const last = branches.at(-1);
  if (last?.condition === null) return last;
  return branches.find((branch) => branch.condition === null) ?? null;
}

/** The branch that an event takes: the first `if` that matches, else the `return` that stands alone, else none. */
export function findTakenBranch(node: ConditionalNode, scope: RenderScope): BranchNode | null {
  for (const branch of node.branches) {
    if (!isDecidable(branch)) continue;
    const { name, value } = branch.condition;
    if (matches(scope.get(name), value)) return branch;
  }
  return findOtherwise(node);
}
