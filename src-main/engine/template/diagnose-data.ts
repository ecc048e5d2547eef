import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import { withLookAlikes } from './diagnose-look-alikes.ts';
import { Diagnostics, quoteForMessage } from './diagnostics.ts';
import { parseEventData } from './event-data.ts';
import { checkJson } from './json-check.ts';
import { fixJson } from './json-fixes.ts';
import { findLookAlikesInJson } from './look-alikes.ts';

/**
 * What is wrong with JSON that a person typed, each with a fix where one is obvious; empty where it can be read. `event`: it is
 * the data of an event, so an object. Never throws; linear.
 */
export function diagnoseData(text: string, event: boolean): Diagnostic[] {
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
  }
  return diagnostics.list;
}
