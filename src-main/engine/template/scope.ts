import { JsonArray, JsonObject, type JsonValue } from './json-value.ts';
import type { PlaceholderName } from './language.ts';

/**
 * The values that one rendering sees. Values of the delivery (`webhook.id`, `timestamp`) go before the event's own. Only own members of
 * the data are found: there is no prototype to fall through to.
 */
export class RenderScope {
  readonly data: JsonObject;
  readonly extra: ReadonlyMap<string, JsonValue>;
  readonly #found = new Map<string, JsonValue | undefined>();

  constructor(data: JsonObject, extra: ReadonlyMap<string, JsonValue>) {
    this.data = data;
    this.extra = extra;
  }

  /** The value, or undefined where the event has none. */
  get(name: PlaceholderName): JsonValue | undefined {
    const known = this.#found.get(name.path);
    if (known !== undefined || this.#found.has(name.path)) return known;
    const value = this.extra.get(name.path) ?? this.data.members.get(name.path) ?? findByPath(this.data, name.steps);
    this.#found.set(name.path, value);
    return value;
  }

  /** The same scope with one value put in, or taken out with `undefined`. */
  with(path: string, value: JsonValue | undefined): RenderScope {
    const scope = new RenderScope(this.data, this.extra);
    scope.#found.set(path, value);
    return scope;
  }
}

/** `extra` holds what is not the event's own: `webhook.id`, `webhook.name`, `webhook.event`, `timestamp`. */
export function createScope(data: JsonObject, extra: ReadonlyMap<string, JsonValue>): RenderScope {
  return new RenderScope(data, extra);
}

function findByPath(data: JsonObject, steps: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = data;
  for (const step of steps) {
    if (value instanceof JsonObject) value = value.members.get(step);
    else if (value instanceof JsonArray) value = isIndex(step) ? value.items[Number(step)] : undefined;
    else return undefined;
  }
  return value;
}

/** An array has items and nothing else: `length` is not one of them. */
function isIndex(step: string): boolean {
  if (step.length === 0 || step.length > 9) return false;
  for (let index = 0; index < step.length; index += 1) {
    const code = step.charCodeAt(index);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}
