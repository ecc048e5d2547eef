import type { LogRow } from '../../../src-preload/contract/log.ts';

/** How many lines one question brings. */
export const PAGE = 200;
/** Lines that are kept; more are let go at the end that is further away. */
const KEPT = 2400;
/** Lines beyond the visible ones that should be there before they are scrolled to. */
const AHEAD = 60;

/**
 * A run of neighbouring lines out of a log of any length, newest first. The log is read by number and never by position,
 * so positions are known only from the newest line on; elsewhere they are an estimate, and are put right when an end
 * is reached.
 */
export interface LogWindow {
  rows: readonly LogRow[];
  /** Position of the first row in the whole list. */
  start: number;
  /** How many lines the whole list has, as far as is known. */
  total: number;
  /** The first row is the newest there is, the last one the oldest. */
  hasNewest: boolean;
  hasOldest: boolean;
  newestSeq: number;
  oldestSeq: number;
  /** A scroll area cannot be higher than the engine of the page can count; positions are squeezed into so many. */
  most: number;
}

/** What to ask for next. */
export type LogRequest =
  | { kind: 'newer'; after: number }
  | { kind: 'older'; before: number }
  | { kind: 'jump'; before: number; position: number }
  /** The lines at the very end. */
  | { kind: 'oldest' };

/** A window and by how many positions what it shows has moved, so that the view can move along. */
export interface Moved {
  window: LogWindow;
  shift: number;
}

export interface FirstPage {
  rows: readonly LogRow[];
  count: number;
  countIsExact: boolean;
  newestSeq: number;
  oldestSeq: number;
  most: number;
}

/** Lines per number: below one where a filter or a clearing has left gaps. */
function densityOf(rows: readonly LogRow[]): number {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined || first.seq === last.seq) return 1;
  return Math.min(1, rows.length / (first.seq - last.seq + 1));
}

/** The window that shows the newest lines. */
export function openWindow(page: FirstPage): LogWindow {
  const { rows, count, countIsExact, newestSeq, oldestSeq, most } = page;
  const hasOldest = rows.length < PAGE;
  const guess = Math.round(densityOf(rows) * (newestSeq - oldestSeq + 1));
  const total = hasOldest ? rows.length : countIsExact ? count : Math.max(count, guess);
  return {
    rows,
    start: 0,
    total: Math.min(total, most),
    hasNewest: true,
    hasOldest,
    newestSeq,
    oldestSeq: Math.min(oldestSeq, rows.at(-1)?.seq ?? oldestSeq),
    most,
  };
}

/** The line at a position, or null when it is not here. */
export function rowAt(window: LogWindow, position: number): LogRow | null {
  return window.rows[position - window.start] ?? null;
}

/** The position of a line, or -1 when it is not here. */
export function positionOf(window: LogWindow, seq: number): number {
  let low = 0;
  let high = window.rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = window.rows[middle]?.seq ?? 0;
    if (found === seq) return window.start + middle;
    if (found > seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The number that a position stands for, if the lines were spread evenly. */
function guessSeq(window: LogWindow, position: number): number {
  const { newestSeq, oldestSeq, total } = window;
  const share = total <= 1 ? 0 : Math.min(1, Math.max(0, position / (total - 1)));
  return Math.round(newestSeq - share * (newestSeq - oldestSeq));
}

/** What has to be asked for so that the positions from `first` to before `end` can be shown; null when they can. */
export function findRequest(window: LogWindow, first: number, end: number): LogRequest | null {
  const { rows, start, hasNewest, hasOldest, total } = window;
  const newest = rows[0];
  const oldest = rows.at(-1);
  if (newest === undefined || oldest === undefined) return null;
  const stop = start + rows.length;
  if (end < start - AHEAD || first > stop + AHEAD) {
    const position = Math.max(0, Math.min(first, total - 1) - AHEAD);
    if (end >= total - AHEAD && position > 0) return { kind: 'oldest' };
    if (position === 0 && !hasNewest) return { kind: 'jump', before: Number.MAX_SAFE_INTEGER, position: 0 };
    return { kind: 'jump', before: guessSeq(window, position) + 1, position };
  }
  if (!hasOldest && end + AHEAD > stop) return { kind: 'older', before: oldest.seq };
  if (!hasNewest && first - AHEAD < start) return { kind: 'newer', after: newest.seq };
  return null;
}

/** Makes total and room fit: where the scroll area ends before the lines do, everything moves up. */
function settle(window: LogWindow, shift: number): Moved {
  const stop = window.start + window.rows.length;
  const beyond = stop + (window.hasOldest ? 0 : PAGE) - window.most;
  if (beyond > 0 && window.start > 0) {
    const up = Math.min(window.start, beyond + PAGE);
    const total = window.hasOldest ? stop - up : window.most;
    return { window: { ...window, start: window.start - up, total }, shift: shift - up };
  }
  return { window: { ...window, total: Math.min(Math.max(window.total, stop), window.most) }, shift };
}

/** Takes in the lines that follow the last one. */
export function addOlder(window: LogWindow, rows: readonly LogRow[]): Moved {
  const hasOldest = rows.length < PAGE;
  const dropped = Math.max(0, window.rows.length + rows.length - KEPT);
  const next = {
    ...window,
    rows: [...window.rows, ...rows].slice(dropped),
    start: window.start + dropped,
    hasNewest: window.hasNewest && dropped === 0,
    hasOldest,
  };
  const stop = next.start + next.rows.length;
  if (hasOldest) return settle({ ...next, total: stop }, 0);
  if (stop < next.total) return settle(next, 0);
  const left = Math.ceil(densityOf(next.rows) * Math.max(1, (next.rows.at(-1)?.seq ?? 0) - next.oldestSeq)) + 1;
  return settle({ ...next, total: stop + left }, 0);
}

/** Takes in the lines in front of the first one; they come newest first too. */
export function addNewer(window: LogWindow, rows: readonly LogRow[]): Moved {
  const hasNewest = rows.length < PAGE;
  const all = [...rows, ...window.rows];
  const kept = all.slice(0, KEPT);
  const next = {
    ...window,
    rows: kept,
    hasNewest,
    hasOldest: window.hasOldest && kept.length === all.length,
    newestSeq: Math.max(window.newestSeq, kept[0]?.seq ?? 0),
  };
  const position = window.start - rows.length;
  if (hasNewest) return settle({ ...next, start: 0, total: window.total - position }, -position);
  if (position > 0) return settle({ ...next, start: position }, 0);
  const above = Math.ceil(densityOf(kept) * Math.max(1, next.newestSeq - (kept[0]?.seq ?? 0))) + 1;
  return settle({ ...next, start: above, total: window.total - position + above }, above - position);
}

/** Takes in lines from somewhere else, in place of the present ones. */
export function jumpTo(window: LogWindow, rows: readonly LogRow[], position: number): Moved {
  const hasOldest = rows.length < PAGE;
  if (rows.length === 0) return { window: { ...window, hasOldest: true }, shift: 0 };
  const hasNewest = position === 0 && (rows[0]?.seq ?? 0) >= window.newestSeq;
  const stop = position + rows.length;
  const total = hasOldest ? stop : Math.max(window.total, stop);
  return settle({ ...window, rows, start: position, hasNewest, hasOldest, total }, 0);
}

/** Takes in the oldest lines, in place of the present ones. */
export function jumpToEnd(window: LogWindow, rows: readonly LogRow[]): Moved {
  const start = Math.max(0, window.total - rows.length);
  const hasNewest = rows.length < PAGE;
  const next = { ...window, rows, start: hasNewest ? 0 : start, hasNewest, hasOldest: true };
  return settle({ ...next, total: next.start + rows.length }, 0);
}

/** Puts changed lines in the place of their older versions. */
export function replaceRows(window: LogWindow, changed: readonly LogRow[]): LogWindow {
  if (changed.length === 0) return window;
  const bySeq = new Map(changed.map((row) => [row.seq, row]));
  return { ...window, rows: window.rows.map((row) => bySeq.get(row.seq) ?? row) };
}

/** Notes that there are newer lines than the first one. */
export function noteNewer(window: LogWindow, newestSeq: number): LogWindow {
  if (newestSeq <= window.newestSeq) return window;
  return { ...window, newestSeq, hasNewest: false };
}
