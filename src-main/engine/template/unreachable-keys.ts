import { JsonArray, JsonObject, type JsonValue } from './json-value.ts';
import { isPlaceholderName } from './scan.ts';

/** Whether a placeholder can name a key. A dot is a step, except at the top, where a whole key is found too. */
export function canNameKey(key: string, isTop: boolean): boolean {
  return key !== '' && isPlaceholderName(key) && (isTop || !key.includes('.'));
}

/** The keys that no placeholder can name, each once. @param most how many are looked for */
export function findUnreachableKeys(data: JsonObject, most: number): string[] {
  const found = new Set<string>();
  const waiting: { value: JsonValue; isTop: boolean }[] = [{ value: data, isTop: true }];
  for (let index = 0; index < waiting.length && found.size < most; index += 1) {
    const { value = null, isTop = false } = waiting[index] ?? {};
    if (value instanceof JsonArray) {
      for (const item of value.items) waiting.push({ value: item, isTop: false });
    } else if (value instanceof JsonObject) {
      for (const [key, inner] of value.members) {
        if (!canNameKey(key, isTop)) found.add(key);
        else if (typeof inner === 'object') waiting.push({ value: inner, isTop: false });
      }
    }
  }
  return [...found].slice(0, most);
}
