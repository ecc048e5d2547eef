import { create } from 'zustand';
import type { LogFilter } from '../../src-preload/contract/log.ts';

interface LogFilterState {
  /** What the log is filtered by; null until it was shown. */
  filter: LogFilter | null;
  /** What something else wants it to be filtered by; the log takes it. */
  asked: Partial<LogFilter> | null;
}

/** The filter of the log, for what works on everything that matches it. */
export const useLogFilter = create<LogFilterState>(() => ({ filter: null, asked: null }));

/** Says what the log is filtered by now. */
export function noteLogFilter(filter: LogFilter): void {
  useLogFilter.setState({ filter });
}

/** Filters the log from elsewhere. */
export function askLogFilter(asked: Partial<LogFilter> | null): void {
  useLogFilter.setState({ asked });
}
