import type { Incoming } from './incoming.ts';
import type { PlainAnswer } from './judge-capture.ts';
import { type MessageHead, MessageReader } from './message-reader.ts';
import type { Arrival } from './record.ts';
import { badRequest } from './refusals.ts';

/** A request line whose method is a token (RFC 9110, 5.6.2), and the beginning of one. */
const requestLine = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} [!-~\x80-\xff]+ HTTP\/1\.[01]\r\n/;
const beginning = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}(?: [!-~\x80-\xff]*(?: [HTP/.01]{0,8}\r?)?)?$/;

/** The field names and values that a server may accept: no other line, and no other control character, is let through. */
const field = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\x80-\xff]*$/;

/** Whether the parser refused a request for its method alone. */
export function startsRequest(error: Error, raw: Buffer): boolean {
  if (!('code' in error) || error.code !== 'HPE_INVALID_METHOD') return false;
  const text = raw.toString('latin1');
  return text.includes('\n') ? requestLine.test(text) : beginning.test(text);
}

export interface UnknownMethodParts {
  open(head: MessageHead, onGivenUp: (arrival: Arrival) => void): Incoming;
  /** The request as it is recorded. */
  onEnd(arrival: Arrival): void;
  /** What came behind it in the same packet. */
  onRest(bytes: Buffer): void;
  /** It is not HTTP after all; with what arrived. */
  onBroken(bytes: Buffer, malformed: string, answer: PlainAnswer): void;
  tooLarge(): PlainAnswer;
}

/** Reads one request whose method node:http does not know, or that asks for an upgrade, by the same rules as all others. */
export class UnknownMethod {
  readonly #parts: UnknownMethodParts;
  readonly #reader = new MessageReader((bytes) => this.#takeBody(bytes));
  #raw: Buffer[] = [];
  #incoming: Incoming | null = null;
  #over = false;

  /** Its head is complete. */
  get begun(): boolean {
    return this.#incoming !== null || this.#over;
  }

  constructor(parts: UnknownMethodParts) {
    this.#parts = parts;
  }

  read(chunk: Buffer): void {
    if (this.#over) return;
    if (this.#incoming === null) this.#raw.push(chunk);
    const end = this.#reader.read(chunk, 0);
    if (this.#over) return;
    if (this.#reader.lost) {
      this.#break('its framing cannot be read');
      return;
    }
    const { head } = this.#reader;
    if (head !== null && this.#incoming === null && !this.#begin(head)) return;
    if (!this.#reader.done) return;
    this.#finish({ complete: true, answer: null });
    if (end < chunk.length) this.#parts.onRest(chunk.subarray(end));
  }

  /** No more of it comes. */
  stop(answer: PlainAnswer): void {
    if (this.#over) return;
    if (this.#incoming === null) this.#break('it stopped before its headers were complete', answer);
    else this.#finish({ complete: false, answer });
  }

  #takeBody(bytes: Buffer): void {
    const { head } = this.#reader;
    // The body begins in the packet that ends the head.
    if (head !== null && this.#incoming === null && !this.#begin(head)) return;
    const { tooLarge } = this.#parts;
    if (this.#over || this.#incoming === null || this.#incoming.add(bytes)) return;
    this.#finish({ complete: false, answer: tooLarge() });
  }

  /** @returns false where a server may not accept such a head. */
  #begin(head: MessageHead): boolean {
    const begins = requestLine.test(Buffer.concat(this.#raw).toString('latin1'));
    const problem = begins ? findProblem(head) : 'its request line cannot be read';
    if (problem !== null) {
      this.#break(problem);
      return false;
    }
    this.#raw = [];
    this.#incoming = this.#parts.open(head, (arrival) => this.#end(arrival));
    return true;
  }

  #finish({ complete, answer }: { complete: boolean; answer: PlainAnswer | null }): void {
    const incoming = this.#incoming;
    if (incoming === null || this.#over) return;
    const decided = answer ?? (incoming.tooLarge ? this.#parts.tooLarge() : null);
    this.#end(incoming.finish({ complete, answer: decided, trailers: this.#reader.trailers }));
  }

  #end(arrival: Arrival): void {
    this.#over = true;
    this.#parts.onEnd(arrival);
  }

  #break(because: string, answer = badRequest): void {
    const kept = this.#incoming?.finish({ complete: false }).body ?? Buffer.concat(this.#raw);
    this.#over = true;
    this.#parts.onBroken(kept, `It is not HTTP/1.1 that a server may accept: ${because}.`, answer);
  }
}

function findProblem({ headers, announced, chunked }: MessageHead): string | null {
  const named = (wanted: string): number => headers.filter(([name]) => name.toLowerCase() === wanted).length;
  if (!headers.every(([name, value]) => field.test(`${name}:${value}`))) return 'a header cannot be read';
  if (named('content-length') > 1 || Number.isNaN(announced)) return 'its length cannot be read';
  if (named('content-length') > 0 && named('transfer-encoding') > 0) return 'it has a length and a transfer coding';
  if (named('transfer-encoding') > 0 && !chunked) return 'its transfer coding is not chunked';
  return null;
}
