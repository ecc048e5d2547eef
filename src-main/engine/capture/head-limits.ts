/**
 * The largest head of a request that is taken, in bytes: request line and headers. A query value of 10,000 characters, which
 * Callgoose SQIBS may send, grows to 120,000 bytes when it is encoded; two of them fit.
 */
export const MOST_HEAD = 256 * 1024;

/** What every connection may keep of a head without asking, in bytes: more than almost any request needs. */
export const USUAL_HEAD = 16 * 1024;

/** How much of all heads beyond the usual size may be in memory at once, in bytes. */
const MOST_LARGE_HEADS = 32 * 1024 * 1024;

/** Shared by all connections, so that many that send large heads slowly cannot take the memory of the machine. */
export class HeadBudget {
  #used = 0;

  /** @returns false where there is no room for so many bytes more. */
  take(bytes: number): boolean {
    if (this.#used + bytes > MOST_LARGE_HEADS) return false;
    this.#used += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }
}
