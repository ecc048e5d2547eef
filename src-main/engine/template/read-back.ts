import type { BodyLayout } from '../../../src-preload/contract/provider.ts';
import type { BodyType } from '../../../src-preload/contract/template.ts';
import { insertAsText } from './insert.ts';
import type { JsonValue } from './json-value.ts';
import { readXml } from './xml-read.ts';

/** Stands for a value in a body: letters of the private use area, which every type writes as they are. */
export const markerOfValue = '\ue000\ue001\ue000';

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
  // A text of no characters is no text: an element without any has no event for it.
  const expected = meant
    .map((event) => event.replaceAll(markerOfValue, () => inserted))
    .filter((event) => type === 'form' || event !== '#');
  return read.length === expected.length && read.every((event, index) => event === expected[index]);
}
