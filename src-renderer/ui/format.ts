/** A count with its thousands apart: `20,000`. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** A size with its unit: `412 B`, `1.2 KiB`, `3.4 MiB`. Below 1 KiB it is exact. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** A duration from milliseconds: `18 ms`, `1.24 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return '<1 ms';
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(2)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The local time of day: `12:04:31`. */
export function formatTime(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** The local day: `2024-09-24`. */
export function formatDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The local day and time: `2024-09-24 13:25:33`. */
export function formatDateTime(at: number): string {
  return `${formatDay(at)} ${formatTime(at)}`;
}

/** The same instant in UTC, for the tooltip: `2024-09-24 11:25:33.120 UTC`. */
export function formatUtc(at: number): string {
  return `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}
