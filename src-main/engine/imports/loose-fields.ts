import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { asOctets, asPairs, type JsonObject, pick } from './json-fields.ts';

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

/** Header pairs as `asPairs` reads them. A value that is no text is written as one, with a note. @throws FieldProblem */
export function readLoosePairs(value: unknown, path: string, notes: string[]): HeaderPair[] {
  return asPairs(value, path, (content, at) => {
    if (content === undefined || content === null) {
      notes.push(`${at} is missing; the header is kept with an empty one.`);
      return '';
    }
    if (typeof content !== 'number' && typeof content !== 'boolean') return asOctets(content, at);
    notes.push(`${at} is no text; it is written as ${String(content)}.`);
    return String(content);
  });
}
