/** Smaller pieces are copied together: a receiver may send a million of one byte, and each would be an object of its own. */
const SMALL_BYTES = 4096;
const BLOCK_BYTES = 64 * 1024;

/** The body of an answer as far as it is kept, in the pieces in which it arrived. */
export class KeptBody {
  readonly #pieces: Buffer[] = [];
  #block = Buffer.alloc(0);
  #filled = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Takes over a large piece as it is, so its bytes must not change afterwards. */
  add(piece: Buffer): void {
    this.#length += piece.length;
    if (piece.length >= SMALL_BYTES) {
      this.#endBlock();
      this.#pieces.push(piece);
      return;
    }
    if (this.#filled + piece.length > this.#block.length) {
      this.#endBlock();
      this.#block = Buffer.allocUnsafe(BLOCK_BYTES);
    }
    this.#filled += piece.copy(this.#block, this.#filled);
  }

  join(): Buffer {
    this.#endBlock();
    return Buffer.concat(this.#pieces, this.#length);
  }

  #endBlock(): void {
    if (this.#filled > 0) this.#pieces.push(this.#block.subarray(0, this.#filled));
    this.#block = this.#block.subarray(this.#filled);
    this.#filled = 0;
  }
}
