import type { HostileCase } from '../../../src-preload/contract/template.ts';

/** What one hostile value does, wherever it does the same. */
export interface HostileGroup {
  title: string;
  result: HostileCase['result'];
  /** Of the first place; elsewhere it differs in numbers at most. */
  explanation: string;
  excerpt: string;
  placeholders: string[];
  eventTypes: string[];
}

const RANKS: Readonly<Record<HostileCase['result'], number>> = { broken: 0, cut: 1, changed: 2, ok: 3 };

/** One group for each value and result, the worst first, in the order in which the values were tried. */
export function groupHostile(cases: readonly HostileCase[]): HostileGroup[] {
  const groups = new Map<string, HostileGroup>();
  for (const { title, result, explanation, excerpt, placeholder, eventType } of cases) {
    const key = `${result} ${title}`;
    const group = groups.get(key) ?? { title, result, explanation, excerpt, placeholders: [], eventTypes: [] };
    groups.set(key, group);
    if (!group.placeholders.includes(placeholder)) group.placeholders.push(placeholder);
    if (!group.eventTypes.includes(eventType)) group.eventTypes.push(eventType);
  }
  return [...groups.values()].sort((left, right) => RANKS[left.result] - RANKS[right.result]);
}

/** How many of the values break or cut the payload; a value counts once, wherever it does. */
export function countBad(groups: readonly HostileGroup[]): { bad: number; all: number } {
  const isBad = ({ result }: HostileGroup): boolean => result === 'broken' || result === 'cut';
  return {
    bad: new Set(groups.filter(isBad).map(({ title }) => title)).size,
    all: new Set(groups.map(({ title }) => title)).size,
  };
}

/** `3 of 17 hostile values break the payload`. */
export function summarizeHostile(groups: readonly HostileGroup[]): string {
  const { bad, all } = countBad(groups);
  if (bad === 0) return `None of ${all} hostile values breaks the payload`;
  return `${bad} of ${all} hostile values ${bad === 1 ? 'breaks' : 'break'} the payload`;
}
