const MAXIMUM_DEPTH = 64;
/** Counted apart from the bytes: a million empty arrays are small and still take long to check. */
const MAXIMUM_VALUES = 50_000;

/** Data that may not cross the bridge; the message is for a person. */
export class PlainDataFault extends Error {}

/**
 * Makes sure that what a page sent is plain data of limited size before anything else looks at it: null, booleans, finite numbers,
 * strings, arrays and plain objects. Properties that are `undefined` are removed, because absent and undefined mean the same here.
 * @param maximumBytes counts 8 for each value, and its text
 * @param measureText how much a text counts: its UTF-8 in bytes, or at least its length where that takes too long
 * @returns the size, in such bytes
 * @throws PlainDataFault
 */
export function measurePlainData(value: unknown, maximumBytes: number, measureText: (text: string) => number): number {
  let bytes = 0;
  let values = 0;

  const add = (count: number): void => {
    bytes += count;
    if (bytes > maximumBytes) throw refuse(`is larger than ${maximumBytes.toLocaleString('en')} bytes`);
  };

  const addText = (text: string): void => {
    // A string has at least as many bytes as UTF-16 units, so a huge one is refused without being read.
    add(text.length);
    add(measureText(text) - text.length);
  };

  const visit = (item: unknown, depth: number): void => {
    values += 1;
    if (values > MAXIMUM_VALUES) throw refuse(`has more than ${MAXIMUM_VALUES.toLocaleString('en')} values`);
    // Also ends the walk round an object that contains itself.
    if (depth > MAXIMUM_DEPTH) throw refuse(`is nested more than ${MAXIMUM_DEPTH} levels deep, or contains itself`);
    add(8);
    if (typeof item === 'string') addText(item);
    else if (Array.isArray(item)) visitArray(item, depth);
    else if (isPlainObject(item)) visitObject(item, depth);
    else if (!isScalar(item)) throw refuse(`has a ${describeKind(item)}, which is not plain data`);
  };

  const visitArray = (items: unknown[], depth: number): void => {
    // Before the keys are listed: an array of a billion holes crosses the boundary in a few bytes.
    if (items.length > MAXIMUM_VALUES) throw refuse(`has more than ${MAXIMUM_VALUES.toLocaleString('en')} values`);
    if (Object.keys(items).length !== items.length) throw refuse('has an array with holes or names');
    for (const item of items) visit(item, depth + 1);
  };

  const visitObject = (object: Record<string, unknown>, depth: number): void => {
    for (const key of Object.keys(object)) {
      if (key === '__proto__') throw refuse('has a property called __proto__');
      addText(key);
      if (object[key] === undefined) delete object[key];
      else visit(object[key], depth + 1);
    }
  };

  visit(value, 0);
  return bytes;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describeKind(value: unknown): string {
  if (typeof value === 'number') return 'number that is not finite';
  return typeof value === 'object' ? 'special object' : typeof value;
}

function refuse(what: string): PlainDataFault {
  return new PlainDataFault(`The call was refused, because its data ${what}.`);
}
