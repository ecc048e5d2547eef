const longestName = 80;

/**
 * The candidate that was most likely meant: the same but for case, or within a few typing slips (Damerau-Levenshtein), or the same last
 * step of the path (`title` for `incident.title`) where only one candidate has it. Null where nothing is near.
 */
export function suggestName(written: string, candidates: Iterable<string>): string | null {
  if (written.length === 0 || written.length > longestName) return null;
  const lower = written.toLowerCase();
  const limit = lower.length <= 3 ? 1 : lower.length <= 8 ? 2 : 3;
  let best: string | null = null;
  let bestDistance = limit + 1;
  let sameEnd: string | null = null;
  let ends = 0;
  for (const candidate of candidates) {
    const distance = candidate.toLowerCase() === lower ? 0 : editDistance(lower, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
    if (candidate.toLowerCase().split('.').at(-1) === lower.split(/[._]/).at(-1)) {
      sameEnd = candidate;
      ends += 1;
    }
  }
  return best ?? (ends === 1 ? sameEnd : null);
}

/** Insertions, deletions, substitutions and swaps of neighbours; anything from `limit` on counts as `limit`. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        cost = Math.min(cost, at(before, column - 2) + 1);
      }
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return Math.min(limit, at(previous, to.length));
}

function at(row: number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
