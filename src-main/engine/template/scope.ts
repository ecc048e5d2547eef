import { JsonArray, JsonObject, type JsonValue } from './json-value.ts';
import type { PlaceholderName } from './language.ts';

/**
 * The values that one rendering sees. Values of the delivery (`webhook.id`, `timestamp`) go before the event's own. Only own members of
 * the data are found: there is no prototype to fall through to.
 */
export class RenderScope {
  readonly data: JsonObject;
  readonly extra: ReadonlyMap<string, JsonValue>;
  /** A value that replaces what would be found, or takes it away. */
  readonly #override: Override | null;

  constructor(data: JsonObject, extra: ReadonlyMap<string, JsonValue>, override: Override | null = null) {
    this.data = data;
    this.extra = extra;
    this.#override = override;
  }

  /** The value, or undefined where the event has none. */
  get(name: PlaceholderName): JsonValue | undefined {
    const { path, steps } = name;
    if (this.#override !== null && this.#override.path === path) return this.#override.value;
    const given = this.extra.size === 0 ? undefined : this.extra.get(path);
    if (given !== undefined) return given;
    return steps.length === 1
      ? this.data.members.get(path)
      : (findByPath(this.data, steps) ?? this.data.members.get(path));
  }

  /** The same scope with one value put in, or taken out with `undefined`. */
  with(path: string, value: JsonValue | undefined): RenderScope {
    return new RenderScope(this.data, this.extra, { path, value });
  }
}

interface Override {
  path: string;
  value: JsonValue | undefined;
}

/** `extra` holds what is not the event's own: `webhook.id`, `webhook.name`, `webhook.event`, `timestamp`. */
export function createScope(data: JsonObject, extra: ReadonlyMap<string, JsonValue>): RenderScope {
  return new RenderScope(data, extra);
}

function findByPath(data: JsonObject, steps: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = data;
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at] ?? '';
    if (value instanceof JsonObject) value = value.members.get(step);
    else if (value instanceof JsonArray) value = isIndex(step) ? value.items[Number(step)] : undefined;
    else return undefined;
  }
  return value;
}

/** An array has items and nothing else: `length` is not one of them, and neither is `00`. */
function isIndex(step: string): boolean {
  const index = Number(step);
  return Number.isInteger(index) && index >= 0 && String(index) === step;
}
