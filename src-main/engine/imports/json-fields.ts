import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { toOctets } from '../header-octets.ts';

/** A value of a parsed file that does not have the type it should, at its JSON path. */
export class FieldProblem extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.name = 'FieldProblem';
    this.path = path;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object's own property; what it inherits does not count. */
export function pick(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Keys of its own, without those that only a mistake or an attack puts there. */
export function asObject(value: unknown, path: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldProblem(path, `There is ${describe(value)} where an object should be.`);
  }
  return value as JsonObject;
}

export function asArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new FieldProblem(path, `There is ${describe(value)} where a list should be.`);
  return value;
}

export function asText(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new FieldProblem(path, `There is ${describe(value)} where a text should be.`);
  return value;
}

/** Null where it is missing. */
export function asOptionalText(value: unknown, path: string): string | null {
  return value === undefined || value === null ? null : asText(value, path);
}

/** A number; null where it is missing. */
export function asOptionalNumber(value: unknown, path: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new FieldProblem(path, `There is ${describe(value)} where a number should be.`);
  }
  return value;
}

/** Milliseconds that something took; null where it is missing, or is the -1 with which HAR says so. */
export function asOptionalDuration(value: unknown, path: string): number | null {
  const number = asOptionalNumber(value, path);
  return number === null || number < 0 ? null : Math.min(number, 1e12);
}

/** Bytes in base64, strictly: Node would skip what does not belong there. */
export function asBase64(value: unknown, path: string): Buffer {
  const text = asText(value, path).replace(/[\r\n]/g, '');
  if (text.length % 4 === 1 || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) {
    throw new FieldProblem(path, 'This is not base64.');
  }
  return Buffer.from(text, 'base64');
}

/** The octets of a header whose value is written as text. Half of a character has none. */
export function asOctets(value: unknown, path: string): string {
  const text = asText(value, path);
  if (!/\p{Surrogate}/u.test(text)) return toOctets(text);
  throw new FieldProblem(path, 'It holds half of a character, which no byte stands for.');
}

/** The most headers of a request. */
export const MOST_HEADERS = 1_000;

/** `{name, value}` or `[name, value]` in a list. What is not UTF-8 is in `valueBase64`, or in HAR in `_valueBase64`. `toValue` reads a value. */
export function asPairs(value: unknown, path: string, toValue = asOctets): HeaderPair[] {
  const entries = asArray(value, path);
  if (entries.length > MOST_HEADERS) throw new FieldProblem(path, `It has more than ${MOST_HEADERS} headers.`);
  return entries.map((entry, index): HeaderPair => {
    const at = `${path}[${index}]`;
    if (Array.isArray(entry)) {
      if (entry.length !== 2) throw new FieldProblem(at, 'A header is a name and a value.');
      return [asText(entry[0], `${at}[0]`), toValue(entry[1], `${at}[1]`)];
    }
    const header = asObject(entry, at);
    const name = asText(pick(header, 'name'), `${at}.name`);
    const key = ['valueBase64', '_valueBase64'].find((each) => typeof pick(header, each) === 'string');
    if (key !== undefined) return [name, asBase64(pick(header, key), `${at}.${key}`).toString('latin1')];
    return [name, toValue(pick(header, 'value'), `${at}.value`)];
  });
}

/** Milliseconds since 1970, from a number of them or an ISO 8601 text; null where it is missing. */
export function asOptionalTime(value: unknown, path: string): number | null {
  if (value === undefined || value === null) return null;
  const time = typeof value === 'number' ? value : Date.parse(asText(value, path));
  if (!(Math.abs(time) <= 8.64e15))
    throw new FieldProblem(path, 'This is not a time. Write it like 2026-01-31T12:00:00Z.');
  return Math.round(time);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false', object: 'an object' }[typeof value as string] ??
    ''
  );
}

/** Deeper than any request is, and shallow enough to be read in no time. */
const DEEPEST = 500;

/** More objects and lists than sources of the largest size have, and few enough to fit into memory. */
const MOST_PARTS = 2_000_000;

/** Looked at before it is parsed: parsing millions of brackets takes seconds and all the memory. Null where it can be. */
function findExcess(text: string): string | null {
  let depth = 0;
  let parts = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      parts += 1;
    } else if (code === 93 || code === 125) depth -= 1;
    if (depth > DEEPEST) return `It is nested more than ${DEEPEST} levels deep, which no request is.`;
    if (parts > MOST_PARTS) return 'It has more than 2,000,000 objects and lists. Split it and import the parts.';
  }
  return null;
}

/** JSON text as a value, with what is wrong in words without its text. */
export function parseJson(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  const excess = findExcess(text);
  if (excess !== null) return { ok: false, message: excess };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const place = error instanceof Error ? (/at position (\d+)/.exec(error.message)?.[1] ?? null) : null;
    const where = place === null ? 'It ends too early' : `It goes wrong at character ${Number(place) + 1}`;
    return { ok: false, message: `This is not JSON. ${where}.` };
  }
}
