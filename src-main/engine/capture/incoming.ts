import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SentLine } from '../dispatch/dispatcher-parts.ts';
import { type BodyBudget, SMALL_BODY, type Upload } from './body-budget.ts';
import type { PlainAnswer } from './judge-capture.ts';
import type { Arrival } from './record.ts';
import { givenUp } from './refusals.ts';

/** Beyond the limit bytes are still read and counted, so that the sender gets to read the answer; but not for ever. */
const COUNTED_BEYOND_LIMIT = 64 * 1024 * 1024;

/** What is known of a request when its head is complete. */
export interface IncomingHead {
  method: string;
  target: string;
  httpVersion: string;
  headers: HeaderPair[];
  /** The length that it announced, in bytes; null for chunks and where there is no body. */
  announced: number | null;
  receivedAt: number;
  remoteAddress: string;
  remotePort: number;
  /** The attempt of a delivery that this request is; null for a foreign sender. */
  line: SentLine | null;
}

/** What the server decided where a receiver does not, and what came behind the body. */
export interface Ending {
  complete: boolean;
  malformed?: string | null;
  answer?: PlainAnswer | null;
  trailers?: HeaderPair[];
}

/** One request while its body arrives: keeps the first bytes up to the limit, and counts the rest. */
export class Incoming implements Upload {
  readonly head: IncomingHead;
  readonly #limit: number;
  readonly #budget: BodyBudget;
  readonly #onGivenUp: (arrival: Arrival) => void;
  #chunks: Buffer[] = [];
  #kept = 0;
  #arrived = 0;
  #over = false;

  /** @param onGivenUp called when other uploads need its room; it has ended by then. */
  constructor(head: IncomingHead, limit: number, budget: BodyBudget, onGivenUp: (arrival: Arrival) => void) {
    this.head = head;
    this.#limit = limit;
    this.#budget = budget;
    this.#onGivenUp = onGivenUp;
  }

  /** Nothing more is added, because the request was recorded. */
  get over(): boolean {
    return this.#over;
  }

  /** @returns false once so much has arrived that reading on makes no sense. */
  add(chunk: Buffer): boolean {
    if (this.#over) return true;
    this.#arrived += chunk.length;
    const room = Math.min(chunk.length, this.#limit - this.#kept);
    if (room > 0) {
      if (!this.#budget.take(this, room)) return true;
      this.#kept += room;
      this.#chunks.push(room === chunk.length ? chunk : Buffer.from(chunk.subarray(0, room)));
    }
    return this.#arrived <= this.#limit + COUNTED_BEYOND_LIMIT;
  }

  get tooLarge(): boolean {
    return this.#kept < this.#arrived;
  }

  /** Keeps the beginning alone, so that the room is free at once. */
  giveUp(): void {
    if (this.#over) return;
    this.#chunks = [Buffer.from(Buffer.concat(this.#chunks.slice(0, this.#countChunks())).subarray(0, SMALL_BODY))];
    this.#onGivenUp(this.finish({ complete: false, answer: givenUp(this.#arrived) }));
  }

  /**
   * The request as it is recorded; afterwards nothing is added to it.
   * @param how what the server decided, where a receiver does not
   */
  finish({ complete, malformed = null, answer = null, trailers = [] }: Ending): Arrival {
    this.#over = true;
    this.#budget.giveBack(this);
    const { announced, ...head } = this.head;
    const body = this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
    this.#chunks = [];
    return {
      ...head,
      trailers,
      body,
      bodyBytes: this.tooLarge ? Math.max(this.#arrived, announced ?? 0) : this.#arrived,
      complete,
      malformed,
      answer,
    };
  }

  /** How many chunks hold the beginning. */
  #countChunks(): number {
    let bytes = 0;
    const index = this.#chunks.findIndex(({ length }) => {
      bytes += length;
      return bytes >= SMALL_BODY;
    });
    return index < 0 ? this.#chunks.length : index + 1;
  }
}

/** Names and values alternate in what node:http calls raw. */
export function toPairs(raw: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}
