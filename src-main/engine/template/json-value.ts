/** A number as it was spelled: `1.0` and `12345678901234567890` are not what they were after a round trip through a double. */
export class JsonNumber {
  readonly raw: string;
  constructor(raw: string) {
    this.raw = raw;
  }
}

export class JsonArray {
  readonly items: readonly JsonValue[];
  /** The source, white space and spelling included. */
  readonly text: string;
  constructor(items: readonly JsonValue[], text: string) {
    this.items = items;
    this.text = text;
  }
}

/** Members are in a `Map`, so that `__proto__` and `constructor` are keys like any other and nothing is inherited. */
export class JsonObject {
  readonly members: ReadonlyMap<string, JsonValue>;
  /** The source, white space, spelling and repeated keys included. */
  readonly text: string;
  constructor(members: ReadonlyMap<string, JsonValue>, text: string) {
    this.members = members;
    this.text = text;
  }
}

/** JSON without loss. Strings are JavaScript strings and may hold lone surrogates. */
export type JsonValue = string | boolean | null | JsonNumber | JsonArray | JsonObject;

/** The value as plain text: a string itself, everything else as JSON writes it, `null` as nothing. */
export function textOfValue(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return value instanceof JsonNumber ? value.raw : value.text;
}
