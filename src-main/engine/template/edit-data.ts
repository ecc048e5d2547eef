import type { TextEdit, TextRange } from '../../../src-preload/contract/template.ts';
import { quoteJsonText } from './json-escape.ts';
import { unescapeJsonText } from './json-unescape.ts';
import { type JsonContainer, type JsonVisitor, walkJson } from './json-walk.ts';

/**
 * The JSON text with the value at `path` replaced or added; everything else keeps its spelling and layout. What stands
 * in the way, text or an array where an object should be, is replaced. `value` is JSON text. Null where the text is not JSON.
 */
export function setInJson(text: string, path: string, value: string): string | null {
  const nested = locate(text, path.split('.'));
  // A key with dots in it is only meant where the data has it and not the nested one.
  const flat = nested?.exact === true ? null : locate(text, [path]);
  const place = flat?.exact === true ? flat : nested;
  if (place === null) return null;
  const { range, text: written } = editFor(text, place, value);
  return text.slice(0, range.start) + written + text.slice(range.end);
}

/** How far a path leads into the text, and what is there. */
interface Place {
  /** The value at the end of the path. */
  exact: boolean;
  range: TextRange;
  /** Steps that are not there yet. */
  rest: string[];
  /** Set where `range` is the object that the first of `rest` goes into. */
  object: { firstKey: number; lastEnd: number } | null;
}

function locate(text: string, steps: string[]): Place | null {
  const finder = new PathFinder(text, steps);
  if (walkJson(text, finder, Number.POSITIVE_INFINITY) !== null) return null;
  return finder.place;
}

function editFor(text: string, { range, rest, object }: Place, value: string): TextEdit {
  let member = value;
  for (const step of rest.slice(object === null ? 0 : 1).reverse()) member = `{${quoteJsonText(step)}: ${member}}`;
  const [key] = rest;
  if (object === null || key === undefined) return { range, text: member };
  const written = `${quoteJsonText(key)}: ${member}`;
  if (object.firstKey === -1) return { range: { start: range.start + 1, end: range.start + 1 }, text: written };
  const gap = text.slice(range.start + 1, object.firstKey) || ' ';
  return { range: { start: object.lastEnd, end: object.lastEnd }, text: `,${gap}${written}` };
}

/** One open container. `matched`: how many steps of the path lead to it, or -1 where it is beside the path. */
interface Frame {
  start: number;
  matched: number;
  key: string | null;
  firstKey: number;
  lastEnd: number;
}

class PathFinder implements JsonVisitor {
  place: Place | null = null;
  readonly #text: string;
  readonly #steps: string[];
  readonly #stack: Frame[] = [];

  constructor(text: string, steps: string[]) {
    this.#text = text;
    this.#steps = steps;
  }

  open(_kind: JsonContainer, at: number): void {
    this.#stack.push({ start: at, matched: this.#leadsTo(), key: null, firstKey: -1, lastEnd: -1 });
  }

  close(kind: JsonContainer, at: number): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    const range = { start: frame.start, end: at + 1 };
    if (frame.matched !== -1) {
      const { matched, firstKey, lastEnd } = frame;
      this.#found(range, matched, kind === 'object' && matched < this.#steps.length ? { firstKey, lastEnd } : null);
    }
    this.#ended(at + 1);
  }

  key(start: number, end: number): void {
    const frame = this.#stack.at(-1);
    if (frame === undefined) return;
    frame.key = unescapeJsonText(this.#text, start + 1, end - 1);
    if (frame.firstKey === -1) frame.firstKey = start;
  }

  string(start: number, end: number): void {
    this.scalar(start, end);
  }

  scalar(start: number, end: number): void {
    const matched = this.#leadsTo();
    if (matched > 0) this.#found({ start, end }, matched, null);
    this.#ended(end);
  }

  mark(): void {}

  /** How many steps lead to the value that comes now, or -1. */
  #leadsTo(): number {
    const frame = this.#stack.at(-1);
    if (frame === undefined) return 0;
    return frame.matched !== -1 && frame.key !== null && frame.key === this.#steps[frame.matched]
      ? frame.matched + 1
      : -1;
  }

  #ended(end: number): void {
    const frame = this.#stack.at(-1);
    if (frame !== undefined) frame.lastEnd = end;
  }

  /** Keeps what the path leads furthest into; of repeated keys the last one, which is the one that counts. */
  #found(range: TextRange, matched: number, object: Place['object']): void {
    const rest = this.#steps.slice(matched);
    if (this.place !== null && this.place.rest.length < rest.length) return;
    this.place = { exact: rest.length === 0, range, rest, object };
  }
}
