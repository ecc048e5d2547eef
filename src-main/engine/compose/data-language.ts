import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { PlaceholderSpec } from '../../../src-preload/contract/template.ts';
import {
  canNameKey,
  type EventData,
  JsonArray,
  JsonObject,
  type JsonValue,
  parseEventData,
  type TemplateLanguage,
  textOfValue,
} from '../template/index.ts';

/** Longer names are not offered: nested long keys would take memory that grows with their square. */
const longestPath = 200;
const longestValue = 60;
const mostValues = 50;

/** What was seen at one path: texts that a condition can be compared with, or null for an object or a list. */
type Seen = Map<string, Set<string> | null>;

/**
 * The template language of one event of a provider with `dataPlaceholders`: its own placeholders, and each value, object and
 * list in the samples by its path. An item of a list goes by its number from 0: `items.0.title`. Keys that a placeholder cannot
 * be written with (a space, a dot within an object) are left out, which `diagnoseData` says. Linear in the samples.
 */
export function createDataLanguage(provider: Provider, samples: readonly string[]): TemplateLanguage {
  const seen: Seen = new Map();
  for (const text of samples) {
    const data = parseEventData(text);
    if (data.ok) walkObject(data.value, '', seen);
  }
  return extend({ placeholders: provider.placeholders, conditionals: provider.conditionals, openValues: true }, seen);
}

/** The same with what the data at hand has and no sample: the same object where that is nothing. */
export function addData(language: TemplateLanguage, dataText: string, data: EventData): TemplateLanguage {
  if (!data.ok) return language;
  const last = extended.get(language);
  if (last?.dataText === dataText) return last.language;
  const seen: Seen = new Map();
  walkObject(data.value, '', seen);
  const made = extend(language, seen);
  extended.set(language, { dataText, language: made });
  return made;
}

/** The last one for each language: the same data comes with every keystroke, and with every send. */
const extended = new WeakMap<TemplateLanguage, { dataText: string; language: TemplateLanguage }>();

function extend(language: TemplateLanguage, seen: Seen): TemplateLanguage {
  const known = new Set(language.placeholders.map(({ path }) => path));
  const added = [...seen].flatMap(([path, values]) => (known.has(path) ? [] : [describeSeen(path, values)]));
  return added.length === 0 ? language : { ...language, placeholders: [...language.placeholders, ...added] };
}

function describeSeen(path: string, values: Set<string> | null): PlaceholderSpec {
  const description =
    values === null ? 'An object or a list in the data of the event' : 'A value in the data of the event';
  return { path, label: path, description, values: values === null ? null : [...values], slips: [] };
}

function walkObject({ members }: JsonObject, before: string, seen: Seen): void {
  for (const [key, value] of members) {
    if (canNameKey(key, before === '')) note(value, before + key, seen);
  }
}

function note(value: JsonValue, path: string, seen: Seen): void {
  if (path.length > longestPath) return;
  if (value instanceof JsonObject || value instanceof JsonArray) {
    seen.set(path, null);
    if (value instanceof JsonObject) walkObject(value, `${path}.`, seen);
    else for (const [index, item] of value.items.entries()) note(item, `${path}.${index}`, seen);
    return;
  }
  const present = seen.get(path);
  if (present === null) return;
  const values = present ?? new Set<string>();
  if (present === undefined) seen.set(path, values);
  const text = textOfValue(value);
  if (values.size < mostValues && canBeCompared(text)) values.add(text);
}

/** Whether the text can stand right of `==`. */
function canBeCompared(text: string): boolean {
  return text !== '' && text.length <= longestValue && text.trim() === text && !/[(){};\r\n\u2028\u2029]/.test(text);
}
