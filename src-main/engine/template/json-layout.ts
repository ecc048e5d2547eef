import type { BodyLayout } from '../../../src-preload/contract/provider.ts';
import { escapeUnit } from './json-escape.ts';
import { type JsonVisitor, walkJson } from './json-walk.ts';

export interface LaidOut {
  text: string;
  /** Where a UTF-16 offset of the given text stands in `text`; white space that was dropped is where its end is. */
  mapOffset(offset: number): number;
}

/** What Python's `json.dumps` writes as it is; everything else in a string becomes `\uXXXX`. A class, not a tokeniser. */
const needsPythonEscape = /[^ -~]/;

/**
 * Lays JSON out again by moving white space alone: no value, key or escape is written anew, so numbers and repeated keys keep their
 * spelling. `compact` drops insignificant white space; `python` writes it as `json.dumps` does, a space after `,` and `:` and
 * non-ASCII as `\uXXXX`. Text that is not JSON is returned as it is, since its white space may mean something. Linear.
 */
export function layoutJson(text: string, layout: BodyLayout): LaidOut {
  if (layout === 'as-written') return asWritten(text);
  const writer = new Writer(text, layout === 'python');
  if (walkJson(text, writer, Number.POSITIVE_INFINITY) !== null) return asWritten(text);
  return writer.finish();
}

function asWritten(text: string): LaidOut {
  return { text, mapOffset: (offset) => Math.min(offset, text.length) };
}

class Writer implements JsonVisitor {
  readonly #text: string;
  readonly #python: boolean;
  #out = '';
  /** The piece of the source that is still to be copied. */
  #start = 0;
  #end = 0;
  /** Source and output offsets at which a copied or rewritten piece begins. */
  readonly #sources: number[] = [];
  readonly #outputs: number[] = [];

  constructor(text: string, python: boolean) {
    this.#text = text;
    this.#python = python;
  }

  open(_kind: string, at: number): void {
    this.#copy(at, at + 1);
  }

  close(_kind: string, at: number): void {
    this.#copy(at, at + 1);
  }

  key(start: number, end: number): void {
    this.string(start, end);
  }

  scalar(start: number, end: number): void {
    this.#copy(start, end);
  }

  string(start: number, end: number): void {
    if (!this.#python || !needsPythonEscape.test(this.#text.slice(start, end))) {
      this.#copy(start, end);
      return;
    }
    for (let index = start; index < end; index += 1) {
      const unit = this.#text.charCodeAt(index);
      if (unit >= 0x20 && unit <= 0x7e) this.#copy(index, index + 1);
      else this.#insert(index, escapeUnit(unit));
    }
  }

  mark(at: number): void {
    this.#copy(at, at + 1);
    if (!this.#python) return;
    if (this.#text[at + 1] === ' ') this.#end += 1;
    else this.#insert(at + 1, ' ');
  }

  finish(): LaidOut {
    this.#flush();
    const sources = this.#sources;
    const outputs = this.#outputs;
    const text = this.#out;
    return { text, mapOffset: (offset) => mapThrough(sources, outputs, text.length, offset) };
  }

  #copy(start: number, end: number): void {
    if (start !== this.#end) {
      this.#flush();
      this.#start = start;
    }
    this.#end = end;
  }

  /** Writes what the source does not have at `at`. */
  #insert(at: number, piece: string): void {
    this.#flush();
    this.#sources.push(at);
    this.#outputs.push(this.#out.length);
    this.#out += piece;
    this.#start = at;
    this.#end = at;
  }

  #flush(): void {
    if (this.#start === this.#end) return;
    this.#sources.push(this.#start);
    this.#outputs.push(this.#out.length);
    this.#out += this.#text.slice(this.#start, this.#end);
    this.#start = this.#end;
  }
}

function mapThrough(sources: number[], outputs: number[], length: number, offset: number): number {
  let low = 0;
  let high = sources.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sources[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const piece = low - 1;
  if (piece < 0) return 0;
  const next = outputs[low] ?? length;
  return Math.min((outputs[piece] ?? 0) + offset - (sources[piece] ?? 0), next);
}
