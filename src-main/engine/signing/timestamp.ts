import type { SigningScheme } from '../../../src-preload/contract/signing.ts';

type Unit = NonNullable<SigningScheme['timestamp']>['unit'];

/** RFC 3339, as far as the senders use it: seconds are there, a fraction may be, and the offset is. */
const isoForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** @param timeMs milliseconds since 1970 */
export function formatTimestamp(timeMs: number, unit: Unit): string {
  if (unit === 's') return String(Math.floor(timeMs / 1000));
  if (unit === 'ms') return String(Math.floor(timeMs));
  const second = Math.floor(timeMs / 1000);
  if (second !== lastSecond.second) {
    lastSecond = { second, text: `${new Date(timeMs).toISOString().slice(0, 19)}Z` };
  }
  return lastSecond.text;
}

/** Thousands of requests are signed in one second, and writing a date costs a third of the signing. */
let lastSecond = { second: Number.NaN, text: '' };

/** @returns milliseconds since 1970, or null when the text is not a time in that unit. */
export function parseTimestamp(text: string, unit: Unit): number | null {
  if (unit === 'iso8601') {
    const time = isoForm.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? null : time;
  }
  if (!/^\d{1,15}$/.test(text)) return null;
  const timeMs = Number(text) * (unit === 's' ? 1000 : 1);
  // Beyond this a date has no calendar form.
  return timeMs <= 8.64e15 ? timeMs : null;
}

/** Names the unit that a timestamp seems to be in, when it is not the one that is expected. */
export function guessOtherUnit(text: string, unit: Unit): string | null {
  if (unit !== 'iso8601' && isoForm.test(text)) return 'ISO 8601';
  if (unit !== 'ms' && /^1\d{12}$/.test(text)) return 'milliseconds';
  if (unit !== 's' && /^1\d{9}$/.test(text)) return 'seconds';
  return null;
}

/** How long, in the largest unit that leaves a number a person can picture: `45 s`, `3 days`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  if (whole < 600) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} minutes`;
  if (whole < 172_800) return `${Math.round(whole / 3600)} hours`;
  return `${Math.round(whole / 86_400)} days`;
}
