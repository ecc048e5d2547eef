import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { asArray, asObject, type JsonObject, pick } from './json-fields.ts';

/** A field of a Postman list: a header, a parameter, a part of a form. */
export interface PostmanField {
  key: string;
  value: string;
  disabled: boolean;
  source: JsonObject;
}

export function listPairs(value: unknown, path: string): PostmanField[] {
  return asArray(value, path).map((entry, index): PostmanField => {
    const source = asObject(entry, `${path}[${index}]`);
    return {
      key: toText(source, 'key'),
      value: toText(source, 'value'),
      disabled: pick(source, 'disabled') === true,
      source,
    };
  });
}

function toText(object: JsonObject, key: string): string {
  const value = pick(object, key);
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** Whether a field is switched on; one that is not becomes a note. @param what `The header` */
export function isOn({ key, disabled }: PostmanField, what: string, notes: string[]): boolean {
  if (disabled) notes.push(`${what} ${key.slice(0, 60)} is switched off, so it is left out.`);
  return !disabled;
}

/** As many variables as a note names. */
const MOST_SHOWN = 5;

/** `{{name}}` in an address, headers and body, each once. */
export function listVariables(url: string, headers: readonly HeaderPair[], body: Buffer): string[] {
  const found = new Set<string>();
  for (const text of [url, ...headers.flat(), body.toString('latin1')]) {
    for (let open = text.indexOf('{{'); open >= 0 && found.size < MOST_SHOWN; open = text.indexOf('{{', open + 2)) {
      const name = text.slice(open + 2, open + 66);
      const close = name.indexOf('}}');
      if (close > 0 && /^ ?\$?[\w.-]+ ?$/.test(name.slice(0, close))) found.add(`{{${name.slice(0, close)}}}`);
    }
  }
  return [...found];
}
