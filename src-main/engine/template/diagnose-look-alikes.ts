import type { Diagnostic, QuickFix, TextEdit } from '../../../src-preload/contract/template.ts';
import { codePointLabel, type FoundCharacter } from '../name-character.ts';
import { inTextOrder } from './diagnostics.ts';

/** More places than these are replaced by one edit, so that a fix stays small beside its text. */
const mostEdits = 200;

/**
 * One diagnostic for each kind of character, at its first place, with one fix that replaces all of all kinds.
 * @param found in text order
 */
function diagnoseLookAlikes(text: string, found: readonly FoundCharacter[]): Diagnostic[] {
  if (found.length === 0) return [];
  const fix = replaceAll(text, found);
  const byCode = new Map<number, FoundCharacter[]>();
  for (const character of found) byCode.set(character.code, [...(byCode.get(character.code) ?? []), character]);
  return [...byCode.values()].flatMap((places): Diagnostic[] => {
    const [first] = places;
    if (first === undefined) return [];
    return [
      {
        range: { start: first.start, end: first.end },
        severity: 'error',
        code: 'look-alike',
        message: describe(first, places.length),
        fixes: [fix],
        blocksSend: 'until-confirmed',
      },
    ];
  });
}

/**
 * The diagnostics with those of look-alikes, without what only says again that a look-alike is wrong where it is.
 * @param found all places, in text order
 */
export function withLookAlikes(
  text: string,
  diagnostics: readonly Diagnostic[],
  found: readonly FoundCharacter[],
): Diagnostic[] {
  if (found.length === 0) return [...diagnostics];
  const starts = new Set(found.map(({ start }) => start));
  const others = diagnostics.filter(({ range, code }) => {
    if (code === 'invalid-json') return !starts.has(range.start);
    if (code !== 'unknown-placeholder') return true;
    for (let at = range.start; at < range.end; at += 1) if (starts.has(at)) return false;
    return true;
  });
  return inTextOrder([...others, ...diagnoseLookAlikes(text, found)]);
}

function describe({ name, code, meant }: FoundCharacter, count: number): string {
  const article = /^(?!one|uni)[aeiou]/i.test(name) ? 'An' : 'A';
  const places = count === 1 ? 'is here' : `is here and at ${count - 1} other ${count === 2 ? 'place' : 'places'}`;
  const what = `${article} ${name} (${codePointLabel(code)}) ${places}`;
  if (meant === '') return `${what}. It cannot be seen. Remove it.`;
  return `${what}. Write ${nameMeant(meant)} instead.`;
}

function nameMeant(meant: string): string {
  if (meant === ' ') return 'a space';
  return meant === '\n' ? 'a line break' : `\`${meant}\``;
}

function replaceAll(text: string, found: readonly FoundCharacter[]): QuickFix {
  const count = found.length;
  const [only] = found;
  const title =
    count > 1
      ? `Replace all ${count} characters`
      : only?.meant === ''
        ? 'Remove it'
        : `Replace it by ${nameMeant(only?.meant ?? '').replaceAll('`', '')}`;
  return { title, edits: count > mostEdits ? [mergeEdits(text, found)] : found.map(toEdit), preferred: true };
}

function toEdit({ start, end, meant }: FoundCharacter): TextEdit {
  return { range: { start, end }, text: meant };
}

function mergeEdits(text: string, found: readonly FoundCharacter[]): TextEdit {
  const start = found[0]?.start ?? 0;
  const pieces: string[] = [];
  let copied = start;
  for (const character of found) {
    pieces.push(text.slice(copied, character.start), character.meant);
    copied = character.end;
  }
  return { range: { start, end: copied }, text: pieces.join('') };
}
