/** What every body may have of the reserve, in bytes: more than almost any webhook sends. */
export const SMALL_BODY = 64 * 1024;

/** How much of all bodies that are being received may be in memory at once, in bytes: of what is small, and of all the rest. */
const MOST_SMALL = 64 * 1024 * 1024;
const MOST_LARGE = 192 * 1024 * 1024;

/** A request whose body is arriving. */
export interface Upload {
  /** Ends it, because another one needs its room. */
  giveUp(): void;
}

/**
 * Shared by all connections, so that many large uploads at once cannot take the memory of the machine. The first 64 KiB of each
 * body come out of a reserve that larger ones never use, so that slow large uploads cost no small body anything.
 */
export class BodyBudget {
  /** The oldest first. */
  readonly #uploads = new Map<Upload, number>();
  #small = 0;
  #large = 0;

  /**
   * Makes room for `bytes` more, where it has to by giving up the largest upload; of equal ones the oldest, which was slowest.
   * @returns false where that was this one
   */
  take(upload: Upload, bytes: number): boolean {
    this.#change(upload, (this.#uploads.get(upload) ?? 0) + bytes);
    while (this.#small > MOST_SMALL || this.#large > MOST_LARGE) {
      const largest = this.#findLargest();
      if (largest === null) break;
      this.giveBack(largest);
      largest.giveUp();
      if (largest === upload) return false;
    }
    return true;
  }

  /** It ended. */
  giveBack(upload: Upload): void {
    if (!this.#uploads.has(upload)) return;
    this.#change(upload, 0);
    this.#uploads.delete(upload);
  }

  #change(upload: Upload, bytes: number): void {
    const before = this.#uploads.get(upload) ?? 0;
    this.#small += Math.min(bytes, SMALL_BODY) - Math.min(before, SMALL_BODY);
    this.#large += Math.max(bytes - SMALL_BODY, 0) - Math.max(before - SMALL_BODY, 0);
    this.#uploads.set(upload, bytes);
  }

  #findLargest(): Upload | null {
    let largest: Upload | null = null;
    let most = 0;
    for (const [upload, bytes] of this.#uploads) {
      if (bytes <= most) continue;
      largest = upload;
      most = bytes;
    }
    return largest;
  }
}
