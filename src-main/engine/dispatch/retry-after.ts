const LONGEST_MS = 24 * 3600 * 1000;

/** IMF-fixdate, RFC 850 or asctime (RFC 9110, section 5.6.7); `Date.parse` alone would read nearly anything. */
const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/**
 * Reads the value of `Retry-After` (RFC 9110, section 10.2.3): whole seconds, or a date.
 * @returns milliseconds from now, negative for a date that is past; null for anything else.
 */
export function parseRetryAfter(value: string, nowMs: number): number | null {
  const text = value.trim();
  if (/^[0-9]{1,15}$/.test(text)) return Number(text) * 1000;
  if (!httpDate.test(text)) return null;
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(at) ? null : at - nowMs;
}

/** Never earlier than planned, and not later than twice that or a day, whichever is more: a receiver cannot park a delivery for good. */
export function clampRetryAfter(askedMs: number, plannedMs: number): number {
  return Math.min(Math.max(askedMs, plannedMs), Math.max(2 * plannedMs, LONGEST_MS));
}
