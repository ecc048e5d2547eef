import type { Socket } from 'node:net';
import { type HeadBudget, MOST_HEAD, USUAL_HEAD } from './head-limits.ts';

/** Enough for the largest head that is accepted and the packet that made it too large. */
const MOST_KEPT = MOST_HEAD + 64 * 1024;

/**
 * Keeps what arrives on a connection until it has become a request. What never does, because it is not HTTP or stops half-way, is
 * recorded from here: the parser does not give it back.
 */
export class RawTap {
  readonly #budget: HeadBudget;
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** Of these, what is charged to the budget. */
  #charged = 0;
  #paused = false;

  /** @param onCrowded called when a large head finds no room beside those of other connections. */
  constructor(socket: Socket, budget: HeadBudget, onCrowded: () => void) {
    this.#budget = budget;
    socket.on('data', (chunk: Buffer) => {
      if (this.#paused) return;
      this.#bytes += chunk.length;
      if (this.#bytes > MOST_KEPT + chunk.length) return;
      this.#chunks.push(chunk);
      const more = this.#bytes - USUAL_HEAD - this.#charged;
      if (more <= 0) return;
      if (budget.take(more)) this.#charged += more;
      else onCrowded();
    });
    socket.once('close', () => this.pause());
  }

  /** The head of a request is complete: its body is kept elsewhere. */
  pause(): void {
    this.#paused = true;
    this.#forget();
  }

  /** That request is complete: what comes now is the next. */
  resume(): void {
    this.#paused = false;
    this.#forget();
  }

  read(): Buffer {
    return Buffer.concat(this.#chunks).subarray(0, MOST_KEPT);
  }

  #forget(): void {
    if (this.#bytes === 0) return;
    this.#budget.giveBack(this.#charged);
    this.#charged = 0;
    this.#chunks = [];
    this.#bytes = 0;
  }
}
