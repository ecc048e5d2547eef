/** Finds many texts in one pass. */
export interface Scanner {
  has(text: string): boolean;
  /** Replaces the longest needle at each place, from left to right. */
  replace(text: string, replacement: string): string;
  /** Where the needles are that `replace` replaces: beginning and end of each. */
  find(text: string): [start: number, end: number][];
  /** How many characters at the end begin a needle that was cut off there; 0 for fewer than `fewest`. */
  measureCut(text: string, fewest: number): number;
}

const nothing: Scanner = { has: () => false, replace: (text) => text, find: () => [], measureCut: () => 0 };

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

  function find(text: string): [start: number, end: number][] {
    const places: [start: number, end: number][] = [];
    for (let at = search(text, 0); at !== -1; at = search(text, at + found.length)) {
      places.push([at, at + found.length]);
    }
    return places;
  }

  return {
    has: (text) => search(text, 0) !== -1,
    replace: (text, replacement) => replacePlaces(text, find(text), replacement),
    find,
    measureCut(text, fewest) {
      let most = 0;
      for (const needle of wanted) {
        for (let length = Math.min(needle.length - 1, text.length); length >= Math.max(fewest, most + 1); length -= 1) {
          if (text.endsWith(needle.slice(0, length))) most = length;
        }
      }
      return most;
    },
  };
}

/** @param places in order, and apart from each other. */
export function replacePlaces(
  text: string,
  places: readonly (readonly [start: number, end: number])[],
  replacement: string,
): string {
  let result = '';
  let rest = 0;
  for (const [start, end] of places) {
    result += text.slice(rest, start) + replacement;
    rest = end;
  }
  return rest === 0 ? text : result + text.slice(rest);
}

/** Two characters up to `end`. Only their low bytes count, so unequal blocks may share a place; equal ones always do. */
function hashBlock(text: string, end: number): number {
  return ((text.charCodeAt(end - 1) & 0xff) << 8) | (text.charCodeAt(end) & 0xff);
}
