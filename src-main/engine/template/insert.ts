import type { BodyLayout } from '../../../src-preload/contract/provider.ts';
import { hasSurrogates, isPairAt, replaceLoneSurrogates } from './code-points.ts';
import { escapeJsonText, escapeUnit, quoteJsonText } from './json-escape.ts';
import { layoutJson } from './json-layout.ts';
import { type JsonPosition, position } from './json-tracker.ts';
import { JsonNumber, type JsonValue, textOfValue } from './json-value.ts';

/** The value as it stands at a place of a JSON text, so that the text stays JSON and the value comes back from it. */
export function insertIntoJson(value: JsonValue | undefined, at: JsonPosition, style: BodyLayout): string {
  if (at === position.string) return typeof value === 'string' ? escapeJsonText(value) : insideString(value, style);
  if (typeof value === 'string') return quoteJsonText(value);
  if (at === position.key) return `"${insideString(value, style)}"`;
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'boolean' || value instanceof JsonNumber) return textOfValue(value);
  return escapeLoneSurrogates(layoutJson(value.text, style).text);
}

function insideString(value: JsonValue | undefined, style: BodyLayout): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'boolean' || value instanceof JsonNumber) return textOfValue(value);
  return escapeJsonText(layoutJson(value.text, style).text);
}

/** The value as plain text. A lone surrogate becomes U+FFFD here, where it can be seen, and not on the way to the wire. */
export function insertAsText(value: JsonValue | undefined, style: BodyLayout): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return replaceLoneSurrogates(value);
  if (typeof value === 'boolean' || value instanceof JsonNumber) return textOfValue(value);
  return replaceLoneSurrogates(layoutJson(value.text, style).text);
}

/** JSON text whose strings hold lone surrogates, with those as escapes, which is the same JSON and can be encoded. */
function escapeLoneSurrogates(text: string): string {
  if (!hasSurrogates(text)) return text;
  let out = '';
  let copied = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0xd800 || code > 0xdfff) continue;
    if (isPairAt(text, index)) {
      index += 1;
      continue;
    }
    out += text.slice(copied, index) + escapeUnit(code);
    copied = index + 1;
  }
  return out + text.slice(copied);
}
