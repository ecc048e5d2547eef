import { skipSpace } from './json-slices.ts';

/** A key that an object of a JSON text has more than once. Of its values `JSON.parse` takes the last. */
export interface RepeatedKey {
  /** Of the key, from the outermost value on; numbers are places in lists. */
  path: (string | number)[];
  times: number;
}

/** More than anybody reads. */
const MOST = 1000;
/** From so many keys on an object's are looked up in a set. */
const FEW = 8;

interface Frame {
  isObject: boolean;
  keys: string[];
  known: Set<string> | null;
  key: string;
  index: number;
}

/**
 * Finds the keys that are repeated, and stops at a thousand: what they say is lost where a text is parsed. Takes linear time.
 * @param text valid JSON
 */
export function findRepeatedKeys(text: string): RepeatedKey[] {
  const found = new Map<string, RepeatedKey>();
  const frames: Frame[] = [];
  let frame: Frame | undefined;
  let isKey = false;

  function noteKey(key: string, inside: Frame): void {
    inside.key = key;
    const isThere = inside.known === null ? inside.keys.includes(key) : inside.known.has(key);
    if (!isThere) {
      inside.keys.push(key);
      if (inside.known !== null) inside.known.add(key);
      else if (inside.keys.length > FEW) inside.known = new Set(inside.keys);
      return;
    }
    const path = frames.map((each) => (each.isObject ? each.key : each.index));
    const name = JSON.stringify(path);
    const known = found.get(name);
    if (known !== undefined) known.times += 1;
    else found.set(name, { path, times: 2 });
  }

  for (let at = 0; at < text.length && found.size < MOST; ) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const end = findStringEnd(text, at);
      if (isKey && frame !== undefined) {
        noteKey(readKey(text, at, end), frame);
        isKey = false;
        // Behind the colon.
        at = skipSpace(text, end) + 1;
      } else at = end;
      continue;
    }
    if (code === 0x7b || code === 0x5b) {
      frame = { isObject: code === 0x7b, keys: [], known: null, key: '', index: 0 };
      frames.push(frame);
      isKey = frame.isObject;
    } else if (code === 0x7d || code === 0x5d) {
      frames.pop();
      frame = frames.at(-1);
      isKey = false;
    } else if (code === 0x2c && frame !== undefined) {
      frame.index += 1;
      isKey = frame.isObject;
    }
    at += 1;
  }
  return [...found.values()];
}

/** Behind the closing quote. Long texts are the most of a file, so this does not look at every character by itself. */
function findStringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (text.charCodeAt(before - 1) === 0x5c) before -= 1;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return text.length;
}

function readKey(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? String(JSON.parse(text.slice(start, end))) : raw;
}

/** As many of one object as are named. */
const MOST_NAMED = 10;

/** The sentences for a person about those of an object, at most ten. @param from as in `describeRepeated` */
export function listRepeated(repeated: readonly RepeatedKey[], from = 0): string[] {
  return repeated.slice(0, MOST_NAMED).map((each) => describeRepeated(each, from));
}

/** A sentence for a person. @param from how many steps of the path are said elsewhere */
export function describeRepeated({ path, times }: RepeatedKey, from = 0): string {
  let name = '';
  for (const step of path.slice(from)) {
    if (typeof step === 'number') name += `[${step}]`;
    else name += `${name === '' ? '' : '.'}${step.slice(0, 40)}`;
  }
  return `“${name}” is there ${times === 2 ? 'twice' : `${times} times`}. The last one counts.`;
}
