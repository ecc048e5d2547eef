import { checkJson } from './json-check.ts';
import {
  followInserted,
  followJson,
  type JsonPosition,
  type JsonState,
  position,
  positionIn,
  startOfJson,
} from './json-tracker.ts';

/** Stands for a value at each place of a JSON text, to see whether the text around it is JSON. */
const standIns: Readonly<Record<JsonPosition, string>> = {
  [position.value]: '0',
  [position.key]: '"x"',
  [position.string]: 'x',
};

/**
 * Where in the JSON of its form value each placeholder stands, as in `payload={"text":"{{title}}"}`; null where the form value is not JSON.
 * A form value is JSON where it begins with a brace or bracket and is JSON as a whole, so that `note=[{{type}}] {{title}}` stays text.
 * @param pieces the form data in order: text as written, null for each placeholder
 */
export function findFormPositions(pieces: readonly (string | null)[]): (JsonPosition | null)[] {
  const found: (JsonPosition | null)[] = [];
  /** The form value that is being read, decoded; null within a name. */
  let value: (string | null)[] | null = null;
  let firstOfValue = 0;
  const endValue = (): void => {
    const positions = value === null ? [] : findPositions(value);
    for (const [index, each] of positions.entries()) found[firstOfValue + index] = each;
    value = null;
  };
  for (const piece of pieces) {
    if (piece === null) {
      value?.push(null);
      found.push(null);
      continue;
    }
    for (const [index, part] of piece.split('&').entries()) {
      if (index > 0) endValue();
      if (value !== null) {
        value.push(decode(part));
        continue;
      }
      const equals = part.indexOf('=');
      if (equals === -1) continue;
      value = [decode(part.slice(equals + 1))];
      firstOfValue = found.length;
    }
  }
  endValue();
  return found;
}

/** Text of a form value as its receiver decodes it (WHATWG URL, application/x-www-form-urlencoded parsing). */
function decode(text: string): string {
  return new URLSearchParams(`=${text}`).get('') ?? '';
}

/** The positions in one form value; none where it is not JSON. */
function findPositions(value: readonly (string | null)[]): JsonPosition[] {
  const first = value.find((piece) => piece === null || piece.trim() !== '')?.trimStart();
  if (first === undefined || !/^[{[]/.test(first)) return [];
  const positions: JsonPosition[] = [];
  const text: string[] = [];
  let state: JsonState = startOfJson;
  for (const piece of value) {
    if (piece === null) {
      const at = positionIn(state);
      positions.push(at);
      text.push(standIns[at]);
      state = followInserted(state);
    } else {
      text.push(piece);
      state = followJson(state, piece);
    }
  }
  return checkJson(text.join('')).ok ? positions : [];
}
