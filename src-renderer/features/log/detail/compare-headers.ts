import type { HeaderPair } from '../../../../src-preload/contract/compose.ts';

export interface HeaderLine {
  sent: HeaderPair | null;
  captured: HeaderPair | null;
  /** `renamed`: the same header in other letters. `added` and `missing` are said of the captured side. */
  state: 'same' | 'changed' | 'renamed' | 'added' | 'missing';
}

/**
 * Puts the headers of both sides beside one another. A header finds its partner by name, without regard to case, the
 * first by the first where a name repeats; the order is that of the sent side, with what was added where it arrived.
 */
export function compareHeaders(sent: readonly HeaderPair[], captured: readonly HeaderPair[]): HeaderLine[] {
  const free = new Map<string, number[]>();
  for (const [index, [name]] of captured.entries()) {
    const key = name.toLowerCase();
    free.set(key, [...(free.get(key) ?? []), index]);
  }
  const partners = sent.map(([name]) => free.get(name.toLowerCase())?.shift() ?? -1);
  const taken = new Set(partners);
  const lines: HeaderLine[] = [];
  let next = 0;
  const addUntil = (end: number): void => {
    for (; next < end; next += 1) {
      const pair = captured[next];
      if (pair !== undefined && !taken.has(next)) lines.push({ sent: null, captured: pair, state: 'added' });
    }
  };
  for (const [index, pair] of sent.entries()) {
    const partner = captured[partners[index] ?? -1];
    if (partner === undefined) {
      lines.push({ sent: pair, captured: null, state: 'missing' });
      continue;
    }
    addUntil(partners[index] ?? 0);
    lines.push({ sent: pair, captured: partner, state: compare(pair, partner) });
  }
  addUntil(captured.length);
  return lines;
}

function compare(sent: HeaderPair, captured: HeaderPair): HeaderLine['state'] {
  if (sent[1] !== captured[1]) return 'changed';
  return sent[0] === captured[0] ? 'same' : 'renamed';
}
