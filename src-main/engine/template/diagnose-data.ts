import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import { withLookAlikes } from './diagnose-look-alikes.ts';
import { Diagnostics, quoteForMessage } from './diagnostics.ts';
import { parseEventData } from './event-data.ts';
import { checkJson } from './json-check.ts';
import { fixJson } from './json-fixes.ts';
import type { JsonObject } from './json-value.ts';
import { findLookAlikesInJson } from './look-alikes.ts';
import { findUnreachableKeys } from './unreachable-keys.ts';

/**
 * What is wrong with JSON that a person typed, each with a fix where one is obvious; empty where it can be read. `event`: it is
 * the data of an event, so an object. `named`: placeholders are named by its keys. Never throws; linear.
 */
export function diagnoseData(text: string, event: boolean, named = false): Diagnostic[] {
  const check = checkJson(text);
  const diagnostics = new Diagnostics();
  if (!check.ok) {
    const { offset, length, message, expected } = check;
    diagnostics.report('invalid-json', offset, offset + length, () => ({
      message,
      fixes: fixJson(text, offset, offset + length, expected),
    }));
    return withLookAlikes(text, diagnostics.list, findLookAlikesInJson(text));
  }
  const data = event ? parseEventData(text) : null;
  if (data?.ok === false) {
    const { offset, length, message } = data;
    diagnostics.report('invalid-json', offset, offset + length, () => ({ message }));
  } else {
    for (const { key, offset } of data?.duplicates ?? []) {
      diagnostics.report('repeated-key', offset, offset + 1, () => ({
        message: `The key ${quoteForMessage(key)} is here twice. Its last value counts.`,
        severity: 'warning',
        blocksSend: 'no',
      }));
    }
    if (named && data !== null) reportUnreachable(text, data.value, diagnostics);
  }
  return diagnostics.list;
}

/** More names than this help nobody. */
const mostNamed = 4;

/** In one line, since such data often has many of them. */
function reportUnreachable(text: string, data: JsonObject, diagnostics: Diagnostics): void {
  const keys = findUnreachableKeys(data, mostNamed + 1);
  const [first] = keys;
  if (first === undefined) return;
  const names = keys.slice(0, mostNamed).map((key) => (key === '' ? 'the empty key' : quoteForMessage(key)));
  const more = keys.length > mostNamed ? ' and more' : '';
  const start = Math.max(0, text.indexOf(JSON.stringify(first)));
  diagnostics.report('unreachable-key', start, start + 1, () => ({
    message: `No placeholder can name ${names.join(', ')}${more}, so templates cannot use ${keys.length === 1 ? 'its value' : 'their values'}. A name has no spaces or braces and, inside an object, no dots.`,
    severity: 'info',
    blocksSend: 'no',
  }));
}
