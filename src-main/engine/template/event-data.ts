import { unescapeJsonText } from './json-unescape.ts';
import { JsonArray, JsonNumber, JsonObject, type JsonValue } from './json-value.ts';
import { type JsonContainer, type JsonVisitor, walkJson } from './json-walk.ts';

/** Deeper event data is refused: no service sends it, and most receivers refuse it too. */
export const maximumDataDepth = 64;

export interface DuplicateKey {
  key: string;
  /** UTF-16 offset of the repeated key's opening quote. */
  offset: number;
}

export type EventData =
  | { ok: true; value: JsonObject; duplicates: DuplicateKey[] }
  | { ok: false; message: string; offset: number; length: number; tooDeep: boolean };

/**
 * Reads the data of an event from JSON text without loss: numbers keep their spelling, objects and arrays their source. A key that
 * is repeated counts with its last value and is noted. At most 64 levels deep. Never throws; linear.
 */
export function parseEventData(text: string): EventData {
  const builder = new Builder(text);
  const problem = walkJson(text, builder, maximumDataDepth);
  if (problem !== null) {
    const { message, offset, length, expected } = problem;
    return { ok: false, message, offset, length, tooDeep: expected === 'depth' };
  }
  if (builder.root instanceof JsonObject) return { ok: true, value: builder.root, duplicates: builder.duplicates };
  const message = 'The data of an event is a JSON object. Put the value in braces, under a key.';
  return { ok: false, message, offset: 0, length: text.length, tooDeep: false };
}

/** One container that is being read. `key` is where the next member goes. */
interface Frame {
  start: number;
  items: JsonValue[] | null;
  members: Map<string, JsonValue> | null;
  key: string;
}

class Builder implements JsonVisitor {
  readonly duplicates: DuplicateKey[] = [];
  root: JsonValue = null;
  readonly #text: string;
  readonly #stack: Frame[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  open(kind: JsonContainer, at: number): void {
    const object = kind === 'object';
    this.#stack.push({ start: at, items: object ? null : [], members: object ? new Map() : null, key: '' });
  }

  close(_kind: JsonContainer, at: number): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    const text = this.#text.slice(frame.start, at + 1);
    if (frame.members !== null) this.#add(new JsonObject(frame.members, text));
    else this.#add(new JsonArray(frame.items ?? [], text));
  }

  key(start: number, end: number): void {
    const frame = this.#stack.at(-1);
    if (frame === undefined) return;
    frame.key = unescapeJsonText(this.#text, start + 1, end - 1);
    if (frame.members?.has(frame.key)) this.duplicates.push({ key: frame.key, offset: start });
  }

  string(start: number, end: number): void {
    this.#add(unescapeJsonText(this.#text, start + 1, end - 1));
  }

  scalar(start: number, end: number): void {
    const raw = this.#text.slice(start, end);
    if (raw === 'true' || raw === 'false') this.#add(raw === 'true');
    else this.#add(raw === 'null' ? null : new JsonNumber(raw));
  }

  mark(): void {}

  #add(value: JsonValue): void {
    const frame = this.#stack.at(-1);
    if (frame === undefined) this.root = value;
    else if (frame.members !== null) frame.members.set(frame.key, value);
    else frame.items?.push(value);
  }
}
