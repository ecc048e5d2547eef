import type { IncomingMessage } from 'node:http';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SentLine } from '../dispatch/dispatcher-parts.ts';
import type { BodyBudget } from './body-budget.ts';
import type { PlainAnswer } from './judge-capture.ts';
import type { Arrival } from './record.ts';

/** Beyond the limit bytes are still read and counted, so that the sender gets to read the answer; but not for ever. */
const COUNTED_BEYOND_LIMIT = 64 * 1024 * 1024;

/** One request while its body arrives: keeps the first bytes up to the limit, and counts the rest. */
export class Incoming {
  readonly #request: IncomingMessage;
  readonly #receivedAt: number;
  readonly #limit: number;
  readonly #budget: BodyBudget;
  readonly #line: SentLine | null;
  readonly #remote: { address: string; port: number };
  readonly #chunks: Buffer[] = [];
  #kept = 0;
  #arrived = 0;
  #over = false;

  constructor(request: IncomingMessage, receivedAt: number, limit: number, budget: BodyBudget, line: SentLine | null) {
    this.#request = request;
    this.#receivedAt = receivedAt;
    this.#limit = limit;
    this.#budget = budget;
    this.#line = line;
    const { remoteAddress = '', remotePort = 0 } = request.socket;
    this.#remote = { address: remoteAddress, port: remotePort };
  }

  /** Nothing more is added, because the request was recorded. */
  get over(): boolean {
    return this.#over;
  }

  /** @returns false once so much has arrived that reading on makes no sense. */
  add(chunk: Buffer): boolean {
    this.#arrived += chunk.length;
    const room = Math.min(chunk.length, this.#limit - this.#kept);
    const granted = room > 0 ? this.#budget.take(room) : 0;
    if (granted > 0) {
      this.#kept += granted;
      this.#chunks.push(granted === chunk.length ? chunk : Buffer.from(chunk.subarray(0, granted)));
    }
    return this.#arrived <= this.#limit + COUNTED_BEYOND_LIMIT;
  }

  get tooLarge(): boolean {
    return this.#kept < this.#arrived;
  }

  /** All of it was read from the connection, though the end may not have been told yet. */
  get complete(): boolean {
    return this.#request.complete;
  }

  /** Where the next request begins in a packet that this one begins; 0 where that cannot be told. */
  findEnd(packet: Buffer): number {
    const head = packet.indexOf('\r\n\r\n');
    const line = Buffer.from(`${this.#request.method} ${this.#request.url} `, 'latin1');
    const begins = packet.subarray(0, line.length).equals(line);
    if (head < 0 || !begins || this.#request.headers['transfer-encoding'] !== undefined) return 0;
    return head + 4 + (this.announced ?? 0);
  }

  /** The length that the request announced, in bytes; null for chunks and where there is no body. */
  get announced(): number | null {
    const value = this.#request.headers['content-length'];
    return value === undefined ? null : Number(value);
  }

  /**
   * The request as it is recorded; afterwards nothing is added to it.
   * @param how what the server decided, where a receiver does not
   */
  finish(how: { complete: boolean; malformed?: string | null; answer?: PlainAnswer }): Arrival {
    this.#over = true;
    this.#budget.giveBack(this.#kept);
    const { method = '', url = '', httpVersion, rawHeaders } = this.#request;
    return {
      receivedAt: this.#receivedAt,
      method,
      target: url,
      httpVersion,
      headers: toPairs(rawHeaders),
      body: this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks),
      bodyBytes: this.tooLarge ? Math.max(this.#arrived, this.announced ?? 0) : this.#arrived,
      complete: how.complete,
      malformed: how.malformed ?? null,
      remoteAddress: this.#remote.address,
      remotePort: this.#remote.port,
      line: this.#line,
      answer: how.answer ?? null,
    };
  }
}

/** Names and values alternate in `rawHeaders`. */
function toPairs(raw: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}
