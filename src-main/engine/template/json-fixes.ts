import type { QuickFix } from '../../../src-preload/contract/template.ts';
import { fix, insertFix } from './diagnostics.ts';
import type { JsonExpectation } from './json-explain.ts';
import { skipSpaceBack } from './scan.ts';

/** What would mend JSON at `start` to `end` of a template, where it is literal text and the slip is a common one. */
export function fixJson(text: string, start: number, end: number, expected: JsonExpectation): QuickFix[] {
  const found = text.slice(start, end);
  const before = skipSpaceBack(text, 0, start);
  const previous = text.charAt(before - 1);
  if ((found === '}' || found === ']') && previous === ',') return [fix('Remove the comma', before - 1, before, '')];
  if (expected === 'object-rest' || expected === 'array-rest') {
    const closing = expected === 'object-rest' ? '}' : ']';
    if (found === '') return [insertFix(`Insert ${closing}`, before, closing)];
    if (beginsValue(found)) return [insertFix('Insert a comma', before, ',')];
  }
  if (expected === 'colon' && beginsValue(found)) return [insertFix('Insert a colon', before, ':')];
  const isKey = expected === 'key' || expected === 'first-key';
  const isValue = expected === 'value' || expected === 'first-item';
  if ((isKey || isValue) && isWord(found)) return [fix('Put it in quotes', start, end, `"${found}"`)];
  return [];
}

function beginsValue(found: string): boolean {
  return '"{[-0123456789'.includes(found.charAt(0)) || isWord(found);
}

function isWord(found: string): boolean {
  if (found === '') return false;
  for (const character of found)
    if (character.toLowerCase() === character.toUpperCase() && character !== '_') return false;
  return true;
}
