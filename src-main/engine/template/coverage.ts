import type { BranchCoverage } from '../../../src-preload/contract/template.ts';
import { findOtherwise, findTakenBranch, isDecidable, labelOf } from './branches.ts';
import type { CompiledTemplate } from './compile.ts';
import { setInJson } from './edit-data.ts';
import { parseEventData } from './event-data.ts';
import { textOfValue } from './json-value.ts';
import { createScope, type RenderScope } from './scope.ts';
import type { BranchNode, ConditionalNode } from './syntax.ts';

export interface CoverageSample {
  sampleId: string;
  name: string;
  scope: RenderScope;
}

export interface CoverageInput {
  samples: readonly CoverageSample[];
  /** The chosen event, from which new samples are made; null where its data is not JSON. */
  chosen: RenderScope | null;
}

/**
 * For each conditional its branches, which samples reach them, and for each branch the data of an event that would. Values that are not
 * the event's own (`webhook.event`) cannot be set by data, so a branch that needs them has no example. Never throws.
 */
export function coverBranches(template: CompiledTemplate, input: CoverageInput): BranchCoverage[] {
  const conditionals = template.parsed.nodes.filter(
    (node): node is ConditionalNode => node.kind === 'conditional' && !node.opaque,
  );
  return conditionals.map((node) => coverConditional(node, input));
}

function coverConditional(node: ConditionalNode, { samples, chosen }: CoverageInput): BranchCoverage {
  const reachedBy = new Map<BranchNode, { sampleId: string; name: string }[]>();
  for (const { sampleId, name, scope } of samples) {
    const taken = findTakenBranch(node, scope);
    if (taken !== null) reachedBy.set(taken, [...(reachedBy.get(taken) ?? []), { sampleId, name }]);
  }
  const branches = node.branches.map((branch, at) => {
    const unreachable = isUnreachable(node, at);
    return {
      range: { start: branch.start, end: branch.end },
      label: labelOf(branch),
      reachedBy: reachedBy.get(branch) ?? [],
      unreachable,
      exampleDataText: unreachable || chosen === null ? null : findExample(node, branch, chosen),
    };
  });
  return { conditional: { start: node.start, end: node.end }, branches };
}

/** A condition that no event can meet, or that an earlier branch has taken already; a `return` that is one too many. */
function isUnreachable(node: ConditionalNode, at: number): boolean {
  const branch = node.branches[at];
  if (branch === undefined) return true;
  const { condition } = branch;
  if (condition === null) return branch !== findOtherwise(node);
  if (!isDecidable(branch) || branch.condition.name.spec?.values?.includes(condition.value) !== true) return true;
  return node.branches
    .slice(0, at)
    .some((earlier) => earlier.condition?.name === condition.name && earlier.condition.value === condition.value);
}

/** The chosen event's data, changed as little as it takes to reach the branch; null where data alone cannot. */
function findExample(node: ConditionalNode, branch: BranchNode, chosen: RenderScope): string | null {
  if (findTakenBranch(node, chosen) === branch) return chosen.data.text;
  let text = chosen.data.text;
  for (const [path, value] of valuesFor(node, branch, chosen)) {
    if (chosen.extra.has(path)) continue;
    const changed = setInJson(text, path, value === null ? 'null' : JSON.stringify(value));
    if (changed === null) return null;
    text = changed;
  }
  const data = parseEventData(text);
  if (!data.ok) return null;
  return findTakenBranch(node, createScope(data.value, chosen.extra)) === branch ? text : null;
}

/** What each tested placeholder must be: the branch's own value, and for the others one that no earlier condition takes. */
function valuesFor(node: ConditionalNode, branch: BranchNode, chosen: RenderScope): Map<string, string | null> {
  const taken = new Map<string, Set<string>>();
  const values = new Map<string, string | null>();
  for (const { condition } of node.branches.slice(
    0,
    branch.condition === null ? undefined : node.branches.indexOf(branch),
  )) {
    if (condition === null || condition.name.spec === null) continue;
    const { name } = condition;
    const before = taken.get(name.path) ?? new Set();
    taken.set(name.path, before.add(condition.value));
    const present = chosen.get(name) ?? null;
    const free = [present === null ? null : textOfValue(present), ...(name.spec?.values ?? [])].find(
      (value) => value === null || !before.has(value),
    );
    if (present === null || before.has(textOfValue(present))) values.set(name.path, free ?? null);
  }
  if (branch.condition !== null) values.set(branch.condition.name.path, branch.condition.value);
  return values;
}
