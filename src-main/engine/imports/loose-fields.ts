import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { asArray, asObject, asText, FieldProblem, type JsonObject, pick } from './json-fields.ts';

/**
 * Values that say something about a request and are no part of it: one of a wrong type does not cost the request. What is read of it
 * all the same, or left out, becomes a note. Null where there is nothing.
 */
export interface LooseReader {
  number(object: JsonObject, key: string): number | null;
  /** Milliseconds since 1970. */
  time(object: JsonObject, key: string): number | null;
  text(object: JsonObject, key: string): string | null;
}

/** @param prefix of the names in notes: `response.` */
export function createLooseReader(notes: string[], prefix = ''): LooseReader {
  const leaveOut = (key: string, why: string): null => {
    notes.push(`${prefix}${key} ${why}, so it is left out.`);
    return null;
  };
  return {
    number(object, key) {
      const value = pick(object, key);
      if (value === undefined || value === null) return null;
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
      if (!Number.isFinite(number)) return leaveOut(key, 'is not a number');
      notes.push(`${prefix}${key} is a text; it is read as ${number}.`);
      return number;
    },
    time(object, key) {
      const value = pick(object, key);
      if (value === undefined || value === null) return null;
      if (value === '') return leaveOut(key, 'is empty');
      const time = typeof value === 'string' ? Date.parse(value) : Number(value);
      return Math.abs(time) <= 8.64e15 ? Math.round(time) : leaveOut(key, 'is not a time');
    },
    text(object, key) {
      const value = pick(object, key);
      if (value === undefined || value === null) return null;
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      return leaveOut(key, 'is not a text');
    },
  };
}

/** `{name, value}` or `[name, value]` in a list. A value that is no text is written as one, with a note. @throws FieldProblem */
export function readLoosePairs(value: unknown, path: string, notes: string[]): HeaderPair[] {
  return asArray(value, path).map((entry, index): HeaderPair => {
    const at = `${path}[${index}]`;
    if (Array.isArray(entry) && entry.length !== 2) throw new FieldProblem(at, 'A header is a name and a value.');
    const [name, content]: readonly unknown[] = Array.isArray(entry)
      ? entry
      : [pick(asObject(entry, at), 'name'), pick(asObject(entry, at), 'value')];
    return [asText(name, `${at}.name`), toValue(content, at, notes)];
  });
}

function toValue(value: unknown, at: string, notes: string[]): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) {
    notes.push(`${at} has no value; it is kept as an empty one.`);
    return '';
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') return asText(value, `${at}.value`);
  notes.push(`${at} has a value that is no text; it is written as ${String(value)}.`);
  return String(value);
}
