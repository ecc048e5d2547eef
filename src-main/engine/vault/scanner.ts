/** Finds many texts in one pass. */
export interface Scanner {
  has(text: string): boolean;
  /** Replaces the longest needle at each place, from left to right. */
  replace(text: string, replacement: string): string;
}

const nothing: Scanner = { has: () => false, replace: (text) => text };

/**
 * Prepares a search for all needles at once (Wu and Manber, 1994): every stored request is searched for every spelling of every
 * secret, and one search per spelling would cost more than sending. Looks at every second to m-th character, where m is the
 * length of the shortest needle. Case counts.
 */
export function createScanner(needles: readonly string[]): Scanner {
  const wanted = needles.filter((needle) => needle.length >= 2);
  if (wanted.length === 0) return nothing;
  const window = Math.min(...wanted.map((needle) => needle.length));
  const shifts = new Uint8Array(65536).fill(Math.min(window - 1, 255));
  const candidates = new Map<number, string[]>();
  for (const needle of [...wanted].sort((a, b) => b.length - a.length)) {
    for (let end = 1; end < window; end += 1) {
      const block = hashBlock(needle, end);
      shifts[block] = Math.min(shifts[block] ?? 0, window - 1 - end);
    }
    const last = hashBlock(needle, window - 1);
    candidates.set(last, [...(candidates.get(last) ?? []), needle]);
  }

  /** @returns where the next needle begins, or -1; `found` is the needle. */
  let found = '';
  function search(text: string, from: number): number {
    let end = from + window - 1;
    while (end < text.length) {
      const block = hashBlock(text, end);
      const shift = shifts[block] ?? 0;
      if (shift > 0) {
        end += shift;
        continue;
      }
      const start = end - window + 1;
      for (const needle of candidates.get(block) ?? []) {
        if (!text.startsWith(needle, start)) continue;
        found = needle;
        return start;
      }
      end += 1;
    }
    return -1;
  }

  return {
    has: (text) => search(text, 0) !== -1,
    replace(text, replacement) {
      let at = search(text, 0);
      if (at === -1) return text;
      let result = '';
      let rest = 0;
      while (at !== -1) {
        result += text.slice(rest, at) + replacement;
        rest = at + found.length;
        at = search(text, rest);
      }
      return result + text.slice(rest);
    },
  };
}

/** Two characters up to `end`. Only their low bytes count, so unequal blocks may share a place; equal ones always do. */
function hashBlock(text: string, end: number): number {
  return ((text.charCodeAt(end - 1) & 0xff) << 8) | (text.charCodeAt(end) & 0xff);
}
