// Where in a JSON text a value would be inserted. Follows text that may be cut anywhere and may be wrong; it judges nothing.

export const position = { value: 0, key: 1, string: 2 } as const;
export type JsonPosition = (typeof position)[keyof typeof position];

/** An open container; `depth` bounds the chain, because literal text may open millions of them. */
interface Level {
  object: boolean;
  depth: number;
  parent: Level | null;
}

const maximumDepth = 1000;

/** What is known at one place. Never changed once made, so that the branches of a conditional can start from the same one. */
export interface JsonState {
  inString: boolean;
  /** A backslash stands right before this place, and takes the next character. */
  escaped: boolean;
  /** In an object, where a key is due. */
  keyDue: boolean;
  level: Level | null;
}

export const startOfJson: JsonState = { inString: false, escaped: false, keyDue: false, level: null };

export function positionIn(state: JsonState): JsonPosition {
  if (state.inString) return position.string;
  return state.keyDue ? position.key : position.value;
}

export function isSameState(one: JsonState, other: JsonState): boolean {
  if (one === other) return true;
  if (one.inString !== other.inString || one.escaped !== other.escaped || one.keyDue !== other.keyDue) return false;
  return isSameLevel(one.level, other.level);
}

function isSameLevel(one: Level | null, other: Level | null): boolean {
  let left = one;
  let right = other;
  while (left !== right) {
    if (left === null || right === null || left.object !== right.object || left.depth !== right.depth) return false;
    left = left.parent;
    right = right.parent;
  }
  return true;
}

/** The state after `text`. Linear. */
export function followJson(state: JsonState, text: string): JsonState {
  let { inString, escaped, keyDue, level } = state;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (escaped) escaped = false;
      else if (code === 0x5c) escaped = true;
      else if (code === 0x22) inString = false;
      continue;
    }
    switch (code) {
      case 0x22: // "
        inString = true;
        break;
      case 0x7b: // {
      case 0x5b: // [
        level = openLevel(level, code === 0x7b);
        keyDue = code === 0x7b;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        level = level?.parent ?? null;
        keyDue = false;
        break;
      case 0x2c: // ,
        keyDue = level?.object ?? false;
        break;
      case 0x3a: // :
        keyDue = false;
        break;
    }
  }
  return { inString, escaped, keyDue, level };
}

function openLevel(level: Level | null, object: boolean): Level {
  const depth = (level?.depth ?? 0) + 1;
  if (level !== null && depth > maximumDepth) return level;
  return { object, depth, parent: level };
}

/** Inserted text never ends a string, but it takes the place after a backslash. */
export function followInserted(state: JsonState): JsonState {
  return state.escaped ? { ...state, escaped: false } : state;
}
