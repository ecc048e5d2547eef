import { type FoundCharacter, findDeceivingCharacters, nameCharacter } from '../name-character.ts';
import type { CompiledTemplate } from './compile.ts';
import { findPositions } from './json-positions.ts';
import { type JsonState, startOfJson } from './json-tracker.ts';
import { isNameUnit } from './scan.ts';

/** Without one of these there is nothing to find; a class, not a tokeniser. */
const anySuspect = /[^\t\n\r\x20-\x7e]/;

/** Longer than any name of a placeholder. */
const longestName = 200;

/**
 * Invisible and look-alike characters of a template at places where the grammar has no room for them: in braces and the
 * names between them and, where the text is to be JSON, outside of its strings. In text order. `json`: the body claims to be
 * JSON.
 */
export function findLookAlikes(template: CompiledTemplate, json: boolean): FoundCharacter[] {
  const { text, parsed } = template;
  if (!anySuspect.test(text)) return [];
  const found = new Map<number, FoundCharacter>();
  const add = (characters: readonly FoundCharacter[]): void => {
    for (const character of characters) if (!found.has(character.start)) found.set(character.start, character);
  };
  if (json && beginsLikeJson(text)) {
    const scanner = new OutsideScanner(text);
    findPositions(template.steps, (step, state) => scanner.scan(step.start, step.end, state));
    add(scanner.found);
  }
  for (const node of parsed.nodes) {
    if (node.kind === 'placeholder') add(findDeceivingCharacters(text, node.start, node.end));
    else {
      let at = node.start;
      for (const { result } of node.branches) {
        if (result === null) continue;
        add(findDeceivingCharacters(text, at, result.content.start));
        for (const inner of result.placeholders) add(findDeceivingCharacters(text, inner.start, inner.end));
        at = Math.max(at, result.content.end);
      }
      add(findDeceivingCharacters(text, at, node.end));
    }
  }
  add(findLookAlikeBraces(text));
  return [...found.values()].sort((one, other) => one.start - other.start);
}

/** The same of a text that is JSON without placeholders, such as the data of an event. */
export function findLookAlikesInJson(text: string): FoundCharacter[] {
  if (!anySuspect.test(text)) return [];
  const scanner = new OutsideScanner(text);
  scanner.scan(0, text.length, startOfJson);
  return scanner.found;
}

/** Whether the first character that is seen opens JSON, or looks like one that does. */
function beginsLikeJson(text: string): boolean {
  for (const character of text) {
    const known = nameCharacter(character.codePointAt(0) ?? 0);
    const meant = known?.meant ?? character;
    if (meant.trim() === '') continue;
    return known?.kind === 'quote' || meant === '{' || meant === '[' || meant === '"';
  }
  return false;
}

/** Looks at what is outside of JSON strings. A string in look-alike quotes is a string too: only its quotes count. */
class OutsideScanner {
  readonly found: FoundCharacter[] = [];
  readonly #text: string;
  /** What the open look-alike quote stands for; null where none is open. */
  #open: string | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  scan(start: number, end: number, state: JsonState): void {
    const text = this.#text;
    let { inString, escaped } = state;
    for (let at = start; at < end; at += 1) {
      const code = text.codePointAt(at) ?? 0;
      if (inString) {
        if (escaped) escaped = false;
        else if (code === 0x5c) escaped = true;
        else if (code === 0x22) inString = false;
        continue;
      }
      const known = code < 0x20 || code > 0x7e ? nameCharacter(code) : null;
      const length = code > 0xffff ? 2 : 1;
      if (this.#open !== null) this.#scanInside(at, end, code, known?.kind === 'quote' ? known.meant : null);
      else if (code === 0x22) inString = true;
      else if (known !== null) {
        this.#push(at);
        if (known.kind === 'quote') this.#open = known.meant;
      }
      at += length - 1;
    }
  }

  #scanInside(at: number, end: number, code: number, meant: string | null): void {
    if (code === 0x0a || code === 0x0d) this.#open = null;
    else if (meant === this.#open && this.#isFollowedByMark(at + 1, end)) {
      this.#push(at);
      this.#open = null;
    }
  }

  /** JSON has double quotes alone, whichever the look-alike is one of. */
  #push(at: number): void {
    for (const character of findDeceivingCharacters(this.#text, at, at + 1)) {
      this.found.push(character.kind === 'quote' ? { ...character, meant: '"' } : character);
    }
  }

  /** An apostrophe in a word closes nothing: after the end of a string comes a mark, a line break or the end. */
  #isFollowedByMark(from: number, end: number): boolean {
    for (let at = from; at < end; at += 1) {
      const unit = this.#text.charCodeAt(at);
      if (unit === 0x20 || unit === 0x09) continue;
      const known = nameCharacter(unit);
      if (known !== null && known.meant.trim() === '') continue;
      return '\n\r,:}]'.includes(known?.meant ?? this.#text.charAt(at));
    }
    return true;
  }
}

/** Two braces around a name that are not all plain ones: `｛｛incident.id｝｝`. */
function findLookAlikeBraces(text: string): FoundCharacter[] {
  const found: FoundCharacter[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!isBrace(text, at, '{') || !isBrace(text, at + 1, '{')) continue;
    let end = at + 2;
    while (isBrace(text, end, '{')) end += 1;
    const nameStart = end;
    while (end - nameStart < longestName && isNameUnit(text.charCodeAt(end))) end += 1;
    if (end === nameStart || !isBrace(text, end, '}') || !isBrace(text, end + 1, '}')) {
      at = nameStart - 1;
      continue;
    }
    found.push(...findDeceivingCharacters(text, at, end + 2));
    at = end + 1;
  }
  return found;
}

function isBrace(text: string, at: number, brace: '{' | '}'): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return text.charAt(at) === brace;
  return unit > 0x2700 && nameCharacter(unit)?.meant === brace;
}
