const units: readonly { name: string; ms: number }[] = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1000 },
];

/** Below this, hours are counted on: senders say 27 h, not a day and 3 h. */
const DAYS_FROM = 72 * 3_600_000;

function listUnits(milliseconds: number): typeof units {
  return milliseconds < DAYS_FROM ? units.slice(1) : units;
}

/** A length of time, exact: `0 s`, `100 ms`, `5.2 s`, `35 min 5 s`, `27 h 35 min 5 s`, `3 d 12 h`. Rounded to 100 ms, above an hour to a second. */
export function formatSpan(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const grain = milliseconds < 3_600_000 ? 100 : 1000;
  let rest = Math.round(milliseconds / grain) * grain;
  const parts: string[] = [];
  for (const { name, ms } of listUnits(rest)) {
    const count = name === 's' ? Number((rest / 1000).toFixed(1)) : Math.floor(rest / ms);
    if (count > 0) parts.push(`${count} ${name}`);
    rest -= count * ms;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** The same in at most two units, for where there is little room, rounded down: `27 h 35 min`, `3 d 3 h`. */
export function formatRoughSpan(milliseconds: number): string {
  const known = listUnits(milliseconds);
  const at = known.findIndex(({ ms }) => milliseconds >= ms);
  const small = known[at + 1];
  if (at === -1 || small === undefined) return formatSpan(milliseconds);
  return formatSpan(Math.floor(milliseconds / small.ms) * small.ms);
}

const factors: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Reads a length of time as people type it: `90`, `5m`, `1 h 30 min`, `2.5h`, `1d`. A bare number is seconds.
 * @returns milliseconds; null for anything else.
 */
export function parseSpan(text: string): number | null {
  const typed = text.trim().toLowerCase();
  if (/^\d+(?:\.\d+)?$/.test(typed)) return Math.round(Number(typed) * 1000);
  if (!/^(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+$/.test(typed)) return null;
  let total = 0;
  for (const [, count, unit] of typed.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)\s*/gy)) {
    const factor = factors[unit ?? ''];
    if (factor === undefined) return null;
    total += Number(count) * factor;
  }
  return Math.round(total);
}
