/** Finds many texts in one pass. */
export interface Scanner {
  /** Looks for these too from now on. */
  add(needles: Iterable<string>): void;
  /** Beginning and end of the longest needle at each place, from left to right. */
  find(text: string): [start: number, end: number][];
  /** How many characters at the end begin a needle that was cut off there; 0 for fewer than `fewest`. */
  measureCut(text: string, fewest: number): number;
}

/** Hashes of two characters. */
const BLOCKS = 65_536;

/**
 * Prepares a search for all needles at once (Wu and Manber, 1994): every stored request is searched for every spelling of every
 * secret, and one search per spelling would cost more than sending. Looks at every second to m-th character, where m is the
 * length of the shortest needle. Case counts. Adding needles costs what these take, whatever is there, except where one is shorter
 * than all before: then the next search prepares everything again.
 */
export function createScanner(needles: Iterable<string> = []): Scanner {
  const wanted = new Set<string>();
  /** Length of the shortest needle. */
  let window = Number.POSITIVE_INFINITY;
  let shifts = new Uint8Array(0);
  /** Needles by the hash of the last block in the window, longest first. */
  let candidates = new Map<number, string[]>();
  let isPrepared = true;

  function insert(needle: string): void {
    for (let end = 1; end < window; end += 1) {
      const block = hashBlock(needle, end);
      shifts[block] = Math.min(shifts[block] ?? 0, window - 1 - end);
    }
    const last = hashBlock(needle, window - 1);
    const present = candidates.get(last);
    if (present === undefined) candidates.set(last, [needle]);
    else present.splice(findPlace(present, needle.length), 0, needle);
  }

  function prepare(): void {
    if (isPrepared) return;
    isPrepared = true;
    shifts = new Uint8Array(BLOCKS).fill(Math.min(window - 1, 255));
    candidates = new Map();
    // From the longest on, each takes the last place of its list.
    for (const needle of [...wanted].sort((a, b) => b.length - a.length)) insert(needle);
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
    prepare();
    const places: [start: number, end: number][] = [];
    for (let at = search(text, 0); at !== -1; at = search(text, at + found.length)) {
      places.push([at, at + found.length]);
    }
    return places;
  }

  function add(more: Iterable<string>): void {
    for (const needle of more) {
      if (needle.length < 2 || wanted.has(needle)) continue;
      wanted.add(needle);
      if (needle.length < window) {
        window = needle.length;
        isPrepared = false;
      } else if (isPrepared) insert(needle);
    }
  }

  add(needles);
  return {
    add,
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

/** Where a needle belongs among others, longest first. */
function findPlace(present: readonly string[], length: number): number {
  let low = 0;
  let high = present.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((present[middle]?.length ?? 0) >= length) low = middle + 1;
    else high = middle;
  }
  return low;
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
