import type { BodyLayout } from '../../../src-preload/contract/provider.ts';
import type { BodyType } from '../../../src-preload/contract/template.ts';
import { insertAsText, insertIntoJson } from './insert.ts';
import { checkJson, readsTheSame } from './json-check.ts';
import { followInserted, followJson, type JsonState, positionIn, startOfJson } from './json-tracker.ts';
import { JsonNumber, type JsonValue } from './json-value.ts';
import { readXml } from './xml-read.ts';

/** Stands for a value in a body: a number that nobody writes, since every type and every place in JSON has its digits as they are. */
export const markerOfValue = new JsonNumber('93178246505839217461');
const marker = markerOfValue.raw;

/** What a receiver reads in a body of the type, in order; null where it cannot be read. */
export function readBody(text: string, type: 'form' | 'xml'): string[] | null {
  if (type === 'form') return [...new URLSearchParams(text)].flat();
  const reading = readXml(text);
  return reading.ok ? reading.events : null;
}

/**
 * Whether a receiver reads the very value, and the rest as it was.
 * @param text the body with the value
 * @param marked the same body with the marker in place of the value
 */
export function readsBack(
  text: string,
  marked: string,
  value: JsonValue | undefined,
  style: BodyLayout,
  type: Exclude<BodyType, 'json' | 'text'>,
): boolean {
  const read = readBody(text, type);
  const meant = readBody(marked, type);
  if (read === null || meant === null) return false;
  const inserted = insertAsText(value, style);
  if (type === 'form') {
    return (
      read.length === meant.length &&
      read.every((each, index) => holds(each, meant[index] ?? '', value, style, inserted))
    );
  }
  // A text of no characters is no text: an element without any has no event for it.
  const expected = meant.map((event) => event.replaceAll(marker, () => inserted)).filter((event) => event !== '#');
  return read.length === expected.length && read.every((event, index) => event === expected[index]);
}

/** Whether a name or value of form data is the meant one with the value in it; of JSON, whether it reads as that. */
function holds(
  read: string,
  meant: string,
  value: JsonValue | undefined,
  style: BodyLayout,
  inserted: string,
): boolean {
  if (!/^\s*[{[]/.test(meant) || !checkJson(meant).ok) return read === meant.replaceAll(marker, () => inserted);
  const [first = '', ...rest] = meant.split(marker);
  let state: JsonState = followJson(startOfJson, first);
  let expected = first;
  for (const text of rest) {
    expected += insertIntoJson(value, positionIn(state), style);
    state = followJson(followInserted(state), text);
    expected += text;
  }
  return checkJson(read).ok && readsTheSame(read, expected);
}
