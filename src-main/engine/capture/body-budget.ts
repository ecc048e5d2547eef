/** How much of all bodies that are being received may be in memory at once, in bytes. */
const MOST_BUFFERED = 256 * 1024 * 1024;

/** Shared by all connections, so that many large uploads at once cannot take the memory of the machine. */
export class BodyBudget {
  #used = 0;

  /** @returns how many of `bytes` may be kept. */
  take(bytes: number): number {
    const granted = Math.min(bytes, MOST_BUFFERED - this.#used);
    this.#used += granted;
    return granted;
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }
}
