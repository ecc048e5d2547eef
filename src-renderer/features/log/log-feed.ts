import type { LogFilter } from '../../../src-preload/contract/log.ts';
import type { Params, Result } from '../../../src-preload/contract/methods.ts';
import {
  addNewer,
  addOlder,
  findRequest,
  jumpTo,
  jumpToEnd,
  type LogRequest,
  type LogWindow,
  type Moved,
  noteNewer,
  openWindow,
  PAGE,
  positionOf,
  replaceRows,
} from './log-window.ts';

/** The questions that the feed asks, so that a test can answer them. */
export interface LogSource {
  page(params: Params<'log.page'>): Promise<Result<'log.page'>>;
  rows(params: Params<'log.rows'>): Promise<Result<'log.rows'>>;
}

export interface FeedState {
  window: LogWindow | null;
  /** Lines that match, as the engine counted them. */
  count: number;
  countIsExact: boolean;
  /** Newer lines that are not shown, because the view is not at the top. */
  waiting: number;
  error: unknown;
}

/** A request as the engine takes it. What lies after 0 are the oldest lines. */
function toRange(request: LogRequest): { before: number | null; after: number | null } {
  if (request.kind === 'oldest') return { before: null, after: 0 };
  if (request.kind === 'newer') return { before: null, after: request.after };
  return { before: request.before === Number.MAX_SAFE_INTEGER ? null : request.before, after: null };
}

const nothing: FeedState = { window: null, count: 0, countIsExact: true, waiting: 0, error: null };

/**
 * Keeps the lines that are looked at, and a few around them. One question is on its way at a time; what comes for an
 * older filter is dropped. `tell` is called with each new state and with the positions it has moved by.
 */
export class LogFeed {
  readonly #source: LogSource;
  readonly #tell: (state: FeedState, shift: number) => void;
  readonly #most: () => number;
  #state: FeedState = nothing;
  #filter: LogFilter;
  #generation = 0;
  #busy = false;
  #opening = false;
  /** The highest number that was told of. */
  #newest = 0;
  /** The newest line that has been brought in: what is above it waits. */
  #brought = 0;
  #visible = { first: 0, end: 0 };
  #following = true;
  #changed = new Set<number>();

  constructor(
    source: LogSource,
    filter: LogFilter,
    most: () => number,
    tell: (state: FeedState, shift: number) => void,
  ) {
    this.#source = source;
    this.#filter = filter;
    this.#most = most;
    this.#tell = tell;
  }

  /** Starts over with a filter: the newest lines that match. What is shown stays until they are here. */
  async open(filter: LogFilter): Promise<void> {
    this.#filter = filter;
    this.#generation += 1;
    const mine = this.#generation;
    this.#busy = true;
    this.#opening = true;
    this.#changed.clear();
    try {
      const ask = { filter, before: null };
      const [page, oldest] = await Promise.all([
        this.#source.page({ ...ask, after: null, limit: PAGE }),
        this.#source.page({ ...ask, after: 0, limit: 1 }),
      ]);
      if (mine !== this.#generation) return;
      const { rows, count, countIsExact } = page;
      const newestSeq = rows[0]?.seq ?? 0;
      const window = openWindow({
        ...{ rows, count, countIsExact, newestSeq },
        oldestSeq: oldest.rows[0]?.seq ?? newestSeq,
        most: this.#most(),
      });
      this.#visible = { first: 0, end: 0 };
      this.#set({ window, count, countIsExact, waiting: 0, error: null }, 0);
    } catch (error) {
      if (mine === this.#generation) this.#set({ ...nothing, error }, 0);
    } finally {
      if (mine === this.#generation) {
        this.#busy = false;
        this.#opening = false;
        this.takeChanges(this.#newest, []);
      }
    }
  }

  /** Forgets everything: the log was cleared, or nobody looks any more. */
  close(): void {
    this.#generation += 1;
    this.#opening = false;
    this.#busy = false;
    this.#state = nothing;
  }

  /** Says which positions can be seen; whatever is missing is asked for. */
  look(first: number, end: number): void {
    this.#visible = { first, end };
    void this.#fill();
  }

  /** New lines are taken in at once while following, and counted otherwise. */
  follow(following: boolean): void {
    this.#following = following;
    const { window } = this.#state;
    if (following && window !== null && !window.hasNewest) void this.#catchUp();
  }

  /** Takes the news that lines came or changed. */
  takeChanges(newest: number, seqs: readonly number[]): void {
    const { window } = this.#state;
    this.#newest = Math.max(this.#newest, newest);
    // While a filter is being opened the old lines still stand here; what is new is looked at when it is open.
    if (window === null || this.#opening) return;
    for (const seq of seqs) if (positionOf(window, seq) >= 0) this.#changed.add(seq);
    if (this.#changed.size > 0) void this.#refresh();
    if (newest <= window.newestSeq) return;
    this.#state = { ...this.#state, window: noteNewer(window, newest) };
    if (this.#following) void this.#catchUp();
    else void this.#countWaiting();
  }

  /** Shows the place of a line, wherever it is; gives its position, or null when the filter hides it. */
  async reveal(seq: number): Promise<number | null> {
    const here = this.#state.window === null ? -1 : positionOf(this.#state.window, seq);
    if (here >= 0) return here;
    if (this.#state.window === null) return null;
    const share = this.#state.window.newestSeq - seq;
    const position = share < PAGE ? 0 : Math.min(share, this.#state.window.total - 1);
    const before = position === 0 ? Number.MAX_SAFE_INTEGER : seq + 1;
    await this.#ask({ kind: 'jump', before, position });
    const now = this.#state.window;
    const found = now === null ? -1 : positionOf(now, seq);
    return found < 0 ? null : found;
  }

  #set(state: FeedState, shift: number): void {
    this.#state = state;
    if (state.window?.hasNewest === true) this.#brought = state.window.newestSeq;
    this.#tell(state, shift);
  }

  async #fill(): Promise<void> {
    const { window } = this.#state;
    if (this.#busy || window === null) return;
    const request = findRequest(window, this.#visible.first, this.#visible.end);
    // Lines that came since are brought in by following alone; until then they wait.
    if (request === null || (request.kind === 'newer' && window.start === 0)) return;
    const asked = await this.#ask(request);
    if (asked) void this.#fill();
  }

  /** True when the answer was taken in. */
  async #ask(request: LogRequest): Promise<boolean> {
    const mine = this.#generation;
    this.#busy = true;
    const { before, after } = toRange(request);
    try {
      const { rows } = await this.#source.page({ filter: this.#filter, before, after, limit: PAGE });
      const { window } = this.#state;
      if (mine !== this.#generation || window === null) return false;
      const moved = this.#takeIn(window, request, rows);
      const waiting = moved.window.hasNewest ? 0 : this.#state.waiting;
      this.#set({ ...this.#state, window: moved.window, waiting, error: null }, moved.shift);
      return true;
    } catch (error) {
      if (mine === this.#generation) this.#set({ ...this.#state, error }, 0);
      return false;
    } finally {
      if (mine === this.#generation) this.#busy = false;
    }
  }

  #takeIn(window: LogWindow, request: LogRequest, rows: Result<'log.page'>['rows']): Moved {
    if (request.kind === 'older') return addOlder(window, rows);
    if (request.kind === 'oldest') return jumpToEnd(window, rows);
    return request.kind === 'newer' ? addNewer(window, rows) : jumpTo(window, rows, request.position);
  }

  #catching = false;

  /** Brings the newest lines in. Where they are more than a page, the window starts over with them. */
  async #catchUp(): Promise<void> {
    if (this.#catching) return;
    this.#catching = true;
    const mine = this.#generation;
    try {
      for (let again = true; again && mine === this.#generation; ) {
        const { window } = this.#state;
        if (window === null || window.hasNewest || window.start > 0) break;
        const wanted = window.newestSeq;
        const { rows, count, countIsExact } = await this.#source.page({
          ...{ filter: this.#filter, before: null, after: null },
          limit: PAGE,
        });
        const now = this.#state.window;
        if (mine !== this.#generation || now === null) break;
        const known = now.rows[0]?.seq ?? 0;
        const fresh = rows.filter((row) => row.seq > known);
        const meets = fresh.length < PAGE;
        const moved = meets
          ? addNewer(now, fresh)
          : { window: { ...jumpTo(now, rows, 0).window, hasNewest: true }, shift: 0 };
        again = now.newestSeq > wanted;
        const total = countIsExact ? count : Math.max(count, moved.window.total);
        const settled = {
          ...moved.window,
          newestSeq: now.newestSeq,
          hasNewest: !again,
          total: Math.min(total, now.most),
        };
        this.#set({ window: settled, count, countIsExact, waiting: 0, error: null }, moved.shift);
      }
    } catch (error) {
      if (mine === this.#generation) this.#set({ ...this.#state, error }, 0);
    } finally {
      this.#catching = false;
    }
  }

  #counting = false;

  async #countWaiting(): Promise<void> {
    if (this.#counting) return;
    this.#counting = true;
    const mine = this.#generation;
    try {
      for (let counted = 0; counted < this.#newest && mine === this.#generation; ) {
        counted = this.#newest;
        const ask = { filter: this.#filter, before: null, after: this.#brought, limit: PAGE };
        const { rows } = await this.#source.page(ask);
        if (mine === this.#generation && !this.#following) this.#set({ ...this.#state, waiting: rows.length }, 0);
      }
    } catch {
      // The number on a pill is not worth a message; the next change counts again.
    } finally {
      this.#counting = false;
    }
  }

  #refreshing = false;

  async #refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    try {
      while (this.#changed.size > 0) {
        const mine = this.#generation;
        const seqs = [...this.#changed].slice(0, 500);
        for (const seq of seqs) this.#changed.delete(seq);
        const rows = await this.#source.rows({ seqs });
        const { window } = this.#state;
        if (mine !== this.#generation || window === null) continue;
        this.#set({ ...this.#state, window: replaceRows(window, rows) }, 0);
      }
    } catch {
      // A line that could not be refreshed keeps its last state; the next change of it asks again.
    } finally {
      this.#refreshing = false;
    }
  }
}
