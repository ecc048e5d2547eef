import type { Socket } from 'node:net';

/** Enough for the largest head that is accepted and the packet that made it too large. */
const MOST_KEPT = 128 * 1024;

/**
 * Keeps what arrives on a connection until it has become a request. What never does, because it is not HTTP or stops half-way, is
 * recorded from here: the parser does not give it back.
 */
export class RawTap {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #paused = false;

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      if (this.#paused) return;
      this.#bytes += chunk.length;
      if (this.#bytes <= MOST_KEPT + chunk.length) this.#chunks.push(chunk);
    });
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
    this.#chunks = [];
    this.#bytes = 0;
  }
}
