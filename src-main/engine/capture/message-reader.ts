import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { MOST_HEAD } from './head-limits.ts';

/** Enough for the largest head that is accepted and the packet that made it too large. */
const MOST_KEPT = MOST_HEAD + 64 * 1024;
/** Of the size of a chunk with its extensions, and of all trailers. */
const MOST_LINE = 16 * 1024;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Header octets as Latin-1 characters. */
export interface MessageHead {
  method: string;
  target: string;
  /** `1.1`; empty where the request line is none of HTTP/1. */
  httpVersion: string;
  headers: HeaderPair[];
  /** The length that was announced, in bytes; null for chunks and where there is no body. */
  announced: number | null;
  chunked: boolean;
}

type State = 'head' | 'length' | 'size' | 'data' | 'data-end' | 'trailers' | 'done' | 'lost';

/**
 * Finds where a request ends in a stream of bytes (RFC 9112, sections 2 and 6 to 7). It refuses little: what a server may accept is
 * for node:http to say, which does not say where anything begins or ends, and takes no method that it does not know.
 */
export class MessageReader {
  readonly #onBody: (bytes: Buffer) => void;
  #state: State = 'head';
  #held: Buffer[] = [];
  #heldBytes = 0;
  #headBytes = 0;
  /** Of the head: the line that is arriving has something in it; there was such a line before. */
  #lineHasContent = false;
  #hadLine = false;
  #remaining = 0;
  #line = '';
  #head: MessageHead | null = null;
  #trailers: HeaderPair[] = [];

  /** @param onBody is given the body without its framing, piece by piece. */
  constructor(onBody: (bytes: Buffer) => void = () => undefined) {
    this.#onBody = onBody;
  }

  get done(): boolean {
    return this.#state === 'done';
  }

  /** Its framing cannot be read, so nobody knows where it ends. */
  get lost(): boolean {
    return this.#state === 'lost';
  }

  /** What arrived of the head; nothing once it is complete. */
  get held(): readonly Buffer[] {
    return this.#held;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Null until it is complete. */
  get head(): MessageHead | null {
    return this.#head;
  }

  get trailers(): HeaderPair[] {
    return this.#trailers;
  }

  /** Reads on at `at`. @returns where the request ends in this chunk, or its length where it goes on */
  read(chunk: Buffer, at: number): number {
    let next = at;
    while (next < chunk.length && this.#state !== 'done' && this.#state !== 'lost') next = this.#step(chunk, next);
    return this.#state === 'lost' ? chunk.length : next;
  }

  #step(chunk: Buffer, at: number): number {
    switch (this.#state) {
      case 'head':
        return this.#readHead(chunk, at);
      case 'length':
      case 'data':
        return this.#readBody(chunk, at);
      default:
        return this.#readLine(chunk, at);
    }
  }

  #readHead(chunk: Buffer, at: number): number {
    let lineStart = at;
    for (let end = chunk.indexOf(LINE_FEED, at); end >= 0; end = chunk.indexOf(LINE_FEED, lineStart)) {
      this.#noteContent(chunk, lineStart, end);
      lineStart = end + 1;
      const isEmpty = !this.#lineHasContent;
      this.#lineHasContent = false;
      if (!isEmpty) this.#hadLine = true;
      // Empty lines before a request are skipped.
      else if (this.#hadLine) {
        this.#hold(chunk.subarray(at, lineStart));
        this.#finishHead();
        return lineStart;
      }
    }
    this.#noteContent(chunk, lineStart, chunk.length);
    this.#hold(chunk.subarray(at));
    return chunk.length;
  }

  #noteContent(chunk: Buffer, from: number, to: number): void {
    if (to - from > 1 || (to - from === 1 && chunk[from] !== CARRIAGE_RETURN)) this.#lineHasContent = true;
  }

  #hold(bytes: Buffer): void {
    this.#headBytes += bytes.length;
    if (this.#heldBytes >= MOST_KEPT) return;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  #finishHead(): void {
    if (this.#headBytes > this.#heldBytes) {
      this.#state = 'lost';
      return;
    }
    const head = parseHead(Buffer.concat(this.#held).toString('latin1'));
    this.#head = head;
    this.#held = [];
    this.#heldBytes = 0;
    this.#remaining = head.announced ?? 0;
    if (head.chunked) this.#state = 'size';
    else if (!Number.isSafeInteger(this.#remaining)) this.#state = 'lost';
    else this.#state = this.#remaining > 0 ? 'length' : 'done';
  }

  #readBody(chunk: Buffer, at: number): number {
    const bytes = chunk.subarray(at, at + this.#remaining);
    this.#onBody(bytes);
    this.#remaining -= bytes.length;
    if (this.#remaining === 0) this.#state = this.#state === 'length' ? 'done' : 'data-end';
    return at + bytes.length;
  }

  /** The size of a chunk, the end of one, or a trailer. */
  #readLine(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(LINE_FEED, at);
    this.#line += chunk.toString('latin1', at, end < 0 ? chunk.length : end);
    if (this.#line.length > MOST_LINE) this.#state = 'lost';
    if (end < 0) return chunk.length;
    const line = this.#line.replace(/\r$/, '');
    this.#line = '';
    this.#takeLine(line);
    return end + 1;
  }

  #takeLine(line: string): void {
    if (this.#state === 'size') {
      const [size = ''] = line.split(';', 1);
      this.#remaining = /^[0-9a-f]{1,13}$/i.test(size.trim()) ? Number.parseInt(size, 16) : -1;
      this.#state = this.#remaining < 0 ? 'lost' : this.#remaining === 0 ? 'trailers' : 'data';
    } else if (this.#state === 'data-end') {
      this.#state = line === '' ? 'size' : 'lost';
    } else if (this.#state === 'trailers') {
      if (line === '') this.#state = 'done';
      else if (this.#trailers.length * 8 > MOST_LINE) this.#state = 'lost';
      else this.#trailers.push(parseField(line));
    }
  }
}

function parseHead(text: string): MessageHead {
  const [requestLine = '', ...lines] = text.trimStart().split(/\r?\n/);
  const [, method = '', target = '', httpVersion = ''] = /^([^ ]*) ([^ ]*) HTTP\/(1\.[01])$/.exec(requestLine) ?? [];
  const headers = lines.filter((line) => line !== '').map(parseField);
  const valuesOf = (wanted: string): string[] =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const [length] = valuesOf('content-length');
  const chunked = valuesOf('transfer-encoding').some((value) => /(?:^|,)\s*chunked\s*$/i.test(value));
  const announced = chunked || length === undefined ? null : /^\d+$/.test(length) ? Number(length) : Number.NaN;
  return { method, target, httpVersion, headers, announced, chunked };
}

/** A line without a colon is a name without a value. */
function parseField(line: string): HeaderPair {
  const colon = line.indexOf(':');
  if (colon < 0) return [line, ''];
  return [
    line.slice(0, colon),
    line
      .slice(colon + 1)
      .replace(/^[ \t]+/, '')
      .trimEnd(),
  ];
}
