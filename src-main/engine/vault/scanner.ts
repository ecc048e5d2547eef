/** Finds many texts in one pass. */
export interface Scanner {
  /** Looks for these too from now on. */
  add(needles: Iterable<string>): void;
  /**
   * Beginning and end of the longest needle at each place, from left to right.
   * @param bytes the low bytes of the text, where they are there already
   */
  find(text: string, bytes?: Uint8Array): [start: number, end: number][];
  /** How many characters at the end begin a needle that was cut off there; 0 for fewer than `fewest`. */
  measureCut(text: string, fewest: number): number;
}

/** Hashes of two or three characters. */
const BLOCKS = 65_536;
/** With three characters, fewer places of ordinary text look like a needle. */
const LEAST_FOR_THREE = 4;

/**
 * Prepares a search for all needles at once (Wu and Manber, 1994): every stored request is searched for every spelling of every
 * secret, and one search per spelling would cost more than sending. Steps over up to m - 2 characters, where m is the length of the
 * shortest needle. Case counts. Adding needles costs what these take, whatever is there, except where one is shorter
 * than all before: then the next search prepares everything again.
 */
export function createScanner(needles: Iterable<string> = []): Scanner {
  const wanted = new Set<string>();
  /** Length of the shortest needle. */
  let window = Number.POSITIVE_INFINITY;
  let longest = 0;
  /** Characters of a block. */
  let block = 2;
  let shifts = new Uint8Array(0);
  /** Needles by the hash of the last block in the window, longest first. */
  let candidates = new Map<number, string[]>();
  let isPrepared = true;
  /** Needles by their first two characters. */
  const byBeginning = new Map<number, string[]>();

  function insert(needle: string): void {
    const bytes = Buffer.from(needle, 'latin1');
    for (let end = block - 1; end < window; end += 1) {
      const hash = hashBlock(bytes, end, block);
      shifts[hash] = Math.min(shifts[hash] ?? 0, window - 1 - end);
    }
    const last = hashBlock(bytes, window - 1, block);
    const present = candidates.get(last);
    if (present === undefined) candidates.set(last, [needle]);
    else present.splice(findPlace(present, needle.length), 0, needle);
  }

  function prepare(): void {
    if (isPrepared) return;
    isPrepared = true;
    block = window < LEAST_FOR_THREE ? 2 : 3;
    shifts = new Uint8Array(BLOCKS).fill(Math.min(window - block + 1, 255));
    candidates = new Map();
    // From the longest on, each takes the last place of its list.
    for (const needle of [...wanted].sort((a, b) => b.length - a.length)) insert(needle);
  }

  /** @returns where the next needle begins, or -1; `found` is the needle. */
  let found = '';
  function search(text: string, bytes: Uint8Array, from: number): number {
    let end = from + window - 1;
    while (end < bytes.length) {
      const hash = hashBlock(bytes, end, block);
      const shift = shifts[hash] ?? 0;
      if (shift > 0) {
        end += shift;
        continue;
      }
      const start = end - window + 1;
      for (const needle of candidates.get(hash) ?? []) {
        if (!text.startsWith(needle, start)) continue;
        found = needle;
        return start;
      }
      end += 1;
    }
    return -1;
  }

  function find(text: string, bytes: Uint8Array = Buffer.from(text, 'latin1')): [start: number, end: number][] {
    prepare();
    const places: [start: number, end: number][] = [];
    for (let at = search(text, bytes, 0); at !== -1; at = search(text, bytes, at + found.length)) {
      places.push([at, at + found.length]);
    }
    return places;
  }

  function add(more: Iterable<string>): void {
    for (const needle of more) {
      if (needle.length < 2 || wanted.has(needle)) continue;
      wanted.add(needle);
      const beginning = readTwo(needle, 0);
      const alike = byBeginning.get(beginning);
      if (alike === undefined) byBeginning.set(beginning, [needle]);
      else alike.push(needle);
      longest = Math.max(longest, needle.length);
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
      const least = Math.max(2, fewest);
      for (let at = Math.max(0, text.length - longest + 1); at + least <= text.length; at += 1) {
        const alike = byBeginning.get(readTwo(text, at));
        if (alike === undefined) continue;
        const end = text.slice(at);
        if (alike.some((needle) => needle.length > end.length && needle.startsWith(end))) return end.length;
      }
      return 0;
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

function readTwo(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

/** Two or three bytes up to `end`. Unequal blocks may share a place; equal ones always do. */
function hashBlock(bytes: Uint8Array, end: number, block: number): number {
  const two = ((bytes[end - 1] ?? 0) << 5) ^ (bytes[end] ?? 0);
  return block === 2 ? two : (((bytes[end - 2] ?? 0) << 10) ^ two) & (BLOCKS - 1);
}
