import { create } from 'zustand';
import type { LogFilter } from '../../../src-preload/contract/log.ts';
import { call } from '../../client/call.ts';
import { on } from '../../client/on.ts';
import { askLogFilter, noteLogFilter, useLogFilter } from '../../stores/log-filter.ts';
import { type FeedState, LogFeed } from './log-feed.ts';
import { emptyFilter } from './log-filter.ts';

interface LogState extends FeedState {
  filter: LogFilter;
  /** Positions by which the lines have moved, summed up; the view moves along by what was added. */
  shifted: number;
}

/** The lines that are shown, and what they are filtered by. */
export const useLog = create<LogState>(() => ({
  filter: emptyFilter,
  window: null,
  count: 0,
  countIsExact: true,
  waiting: 0,
  error: null,
  shifted: 0,
}));

/** Beyond this many pixels a scroll area is cut off by the page's engine. */
const HIGHEST = 30_000_000;
let rowHeight = 28;

export const logFeed = new LogFeed(
  { page: (params) => call('log.page', params), rows: (params) => call('log.rows', params) },
  emptyFilter,
  () => Math.floor(HIGHEST / rowHeight),
  (state, shift) => useLog.setState(({ shifted }) => ({ ...state, shifted: shifted + shift })),
);

/** Says how high a line is, which decides how many a scroll area can hold. */
export function setRowHeight(height: number): void {
  rowHeight = height;
}

/** Filters the log by some fields more, or by others. */
export function filterLog(change: Partial<LogFilter>): void {
  const filter = { ...useLog.getState().filter, ...change };
  useLog.setState({ filter });
  noteLogFilter(filter);
  void logFeed.open(filter);
}

/** Shows the whole log again. */
export function clearFilter(): void {
  filterLog(emptyFilter);
}

/** Keeps the shown lines in step with the engine until the returned function is called. */
export function followLog(): () => void {
  const takeAsked = (): void => {
    const { asked } = useLogFilter.getState();
    if (asked === null) return;
    askLogFilter(null);
    filterLog({ ...emptyFilter, ...asked });
  };
  void logFeed.open(useLog.getState().filter);
  noteLogFilter(useLog.getState().filter);
  // Something may have been asked for on a screen that has no log.
  takeAsked();
  const stops = [
    useLogFilter.subscribe(takeAsked),
    on('log.changed', ({ newest, seqs }) => logFeed.takeChanges(newest, seqs)),
    on('log.cleared', () => void logFeed.open(useLog.getState().filter)),
  ];
  return () => {
    for (const stop of stops) stop();
    logFeed.close();
  };
}
