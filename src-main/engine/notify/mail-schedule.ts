const MINUTE = 60_000;

/** Milliseconds to wait before each retry of a mail. A mail that comes a day late helps nobody, so it ends after that. */
const delays: readonly number[] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE];

/** How often a mail is tried again after its first attempt. */
export const mailRetries = delays.length;

/** The longest time that a mail waits, so that a clock that jumped cannot park it. */
export const longestMailDelay = Math.max(...delays);

/** How long to wait before the next attempt, in milliseconds; null when no retry is left. */
export function planMailRetry(retriesLeft: number): number | null {
  return retriesLeft > 0 ? (delays[mailRetries - retriesLeft] ?? longestMailDelay) : null;
}
