import type { Socket } from 'node:net';
import { type HeadBudget, USUAL_HEAD } from './head-limits.ts';
import { MessageReader } from './message-reader.ts';

/**
 * Follows the requests of a connection beside the parser, which tells neither where one begins nor what it refused. What never
 * becomes a request, because it is not HTTP or stops half-way, is recorded from here. Keeps what arrived of a head, and the packet
 * that the parser is reading.
 */
export class RawTap {
  readonly #budget: HeadBudget;
  #reader = new MessageReader();
  /** How many requests ended before the one that is arriving. */
  #index = 0;
  /** What is charged to the budget. */
  #charged = 0;
  #packet: Packet | null = null;
  #stopped = false;

  /** @param onCrowded called when a large head finds no room beside those of other connections. */
  constructor(socket: Socket, budget: HeadBudget, onCrowded: () => void) {
    this.#budget = budget;
    // Before the parser, which throws what it finds while it reads the packet; and after it, to let the packet go.
    socket.prependListener('data', (chunk: Buffer) => {
      if (this.#stopped) return;
      this.#follow(chunk);
      if (!this.#charge()) onCrowded();
    });
    socket.on('data', () => {
      this.#packet = null;
    });
    socket.once('close', () => this.stop());
  }

  /** What arrived of the request with this number, as far as it is kept: its head, or what the last packet has of it. */
  bytesOf(index: number): Buffer {
    const packet = this.#packet;
    if (packet === null) return index === this.#index ? Buffer.concat(this.#reader.held) : Buffer.alloc(0);
    if (index === packet.index) return Buffer.concat([...packet.before, packet.bytes]);
    const start = packet.starts[index - packet.index - 1];
    return start === undefined ? Buffer.alloc(0) : packet.bytes.subarray(start);
  }

  /** Nothing more is kept. */
  stop(): void {
    this.#stopped = true;
    this.#budget.giveBack(this.#charged);
    this.#charged = 0;
    this.#packet = null;
    this.#reader = new MessageReader();
  }

  #follow(chunk: Buffer): void {
    const starts: number[] = [];
    this.#packet = { bytes: chunk, index: this.#index, before: [...this.#reader.held], starts };
    for (let at = 0; at < chunk.length; ) {
      at = this.#reader.read(chunk, at);
      if (!this.#reader.done) continue;
      this.#reader = new MessageReader();
      this.#index += 1;
      starts.push(at);
    }
  }

  /** @returns false where there is no room for what is kept of the head. */
  #charge(): boolean {
    const more = Math.max(0, this.#reader.heldBytes - USUAL_HEAD) - this.#charged;
    if (more > 0 && !this.#budget.take(more)) return false;
    if (more < 0) this.#budget.giveBack(-more);
    this.#charged += more;
    return true;
  }
}

interface Packet {
  bytes: Buffer;
  /** Of the request that was arriving when it came. */
  index: number;
  /** What was kept of that request's head. */
  before: readonly Buffer[];
  /** Where the requests after it begin. */
  starts: readonly number[];
}
