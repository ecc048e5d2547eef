import type { TextRange } from '../../../src-preload/contract/template.ts';
import type { ParsedTemplate } from './parser.ts';
import type { Structure } from './structure.ts';

const maximumFolds = 20_000;

/** Objects, arrays and conditionals that span lines, in the order of their beginnings. */
export function findFolds({ text, nodes }: ParsedTemplate, structure: Structure, json: boolean): TextRange[] {
  const lines = lineStarts(text);
  const folds: TextRange[] = [];
  const add = (start: number, end: number): void => {
    if (folds.length < maximumFolds && lineOf(lines, start) < lineOf(lines, end - 1)) folds.push({ start, end });
  };
  const open: number[] = [];
  for (const token of json ? structure.tokens : []) {
    if (token.kind === 'open') open.push(token.start);
    if (token.kind !== 'close') continue;
    const start = open.pop();
    if (start !== undefined) add(start, token.end);
  }
  for (const node of nodes) if (node.kind === 'conditional') add(node.start, node.end);
  return folds.sort((one, other) => one.start - other.start);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line of an offset, by halving. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
