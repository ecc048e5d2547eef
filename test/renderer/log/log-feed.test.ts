import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import { type FeedState, LogFeed, type LogSource } from '../../../src-renderer/features/log/log-feed.ts';
import { emptyFilter } from '../../../src-renderer/features/log/log-filter.ts';
import { PAGE, positionOf, rowAt } from '../../../src-renderer/features/log/log-window.ts';

/** A log of lines with the given numbers, that answers as the engine does and counts the questions. */
function createLog(seqs: number[]) {
  const log = { seqs: [...seqs].sort((a, b) => b - a), asked: 0, seen: 0 };
  const toRow = (seq: number) => ({ seq, at: seq }) as LogRow;
  const source: LogSource = {
    async page({ before, after, limit }) {
      log.asked += 1;
      const fitting = log.seqs.filter((seq) => (before === null || seq < before) && (after === null || seq > after));
      const rows = (after === null ? fitting.slice(0, limit) : fitting.slice(-limit)).map(toRow);
      log.seen += rows.length;
      return { rows, count: Math.min(10_000, log.seqs.length), countIsExact: log.seqs.length < 10_000 };
    },
    rows: async ({ seqs: wanted }) => wanted.filter((seq) => log.seqs.includes(seq)).map(toRow),
  };
  return { log, source };
}

function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** A feed with a view of 20 lines, that moves along with what the feed says has moved. */
function createView(source: LogSource, most = 1_000_000) {
  const view = { top: 0, state: null as FeedState | null };
  const feed = new LogFeed(
    source,
    emptyFilter,
    () => most,
    (state, shift) => {
      const following = view.top === 0 && shift > 0;
      view.state = state;
      if (!following) view.top = Math.max(0, view.top + shift);
    },
  );
  async function settle(): Promise<void> {
    for (let quiet = 0, last = -1; quiet < 3; ) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const now = view.top * 1e6 + (view.state?.window?.rows[0]?.seq ?? 0) + (view.state?.window?.rows.length ?? 0);
      quiet = now === last ? quiet + 1 : 0;
      last = now;
    }
  }
  return {
    feed,
    view,
    settle,
    async scrollTo(top: number): Promise<void> {
      view.top = top;
      feed.follow(top === 0);
      feed.look(top, top + 20);
      await settle();
      feed.look(view.top, view.top + 20);
      await settle();
    },
    shown(): number[] {
      const window = view.state?.window;
      if (!window) return [];
      return range(view.top, view.top + 19).flatMap((position) => rowAt(window, position)?.seq ?? []);
    },
  };
}

describe('the lines of the log', () => {
  it('start with the newest and load no more than is near', async () => {
    const { log, source } = createLog(range(1, 5000));
    const { feed, view, scrollTo, shown } = createView(source);
    await feed.open(emptyFilter);
    await scrollTo(0);
    expect(shown()).toEqual(range(4981, 5000).reverse());
    expect(view.state?.window?.total).toBe(5000);
    expect(log.seen).toBeLessThan(2 * PAGE + 2);
  });

  it('are there wherever one jumps, in two questions, and meet both ends exactly', async () => {
    const { log, source } = createLog(range(1, 60_000));
    const { feed, view, scrollTo, shown } = createView(source);
    await feed.open(emptyFilter);
    const before = log.asked;
    await scrollTo(30_000);
    expect(log.asked - before).toBeLessThanOrEqual(3);
    expect(shown()).toHaveLength(20);
    expect(Math.abs((shown()[0] ?? 0) - 30_000)).toBeLessThan(200);
    await scrollTo((view.state?.window?.total ?? 0) - 20);
    expect(shown().at(-1)).toBe(1);
    await scrollTo(0);
    expect(shown()[0]).toBe(60_000);
  });

  it('are neighbours without gap or repeat while one scrolls from the middle to the top', async () => {
    const { source } = createLog(range(3, 30_000, 3));
    const { feed, view, scrollTo, shown } = createView(source);
    await feed.open(emptyFilter);
    await scrollTo(5000);
    let last = shown()[0] ?? 0;
    for (let step = 0; step < 2000 && view.top > 0; step += 1) {
      await scrollTo(Math.max(0, view.top - 15));
      const now = shown();
      expect(now).toHaveLength(20);
      expect(now.every((seq, index) => index === 0 || seq === (now[index - 1] ?? 0) - 3)).toBe(true);
      expect(now[0]).toBeGreaterThanOrEqual(last);
      last = now[0] ?? 0;
    }
    expect(last).toBe(30_000);
  });

  it('that come in at the top are followed there, and wait elsewhere without moving what is read', async () => {
    const { log, source } = createLog(range(1, 500));
    const { feed, view, scrollTo, settle, shown } = createView(source);
    await feed.open(emptyFilter);
    await scrollTo(0);
    log.seqs.unshift(503, 502, 501);
    feed.takeChanges(503, []);
    await settle();
    expect(shown()[0]).toBe(503);
    expect(view.state?.waiting).toBe(0);

    await scrollTo(100);
    const reading = shown();
    log.seqs.unshift(505, 504);
    feed.takeChanges(505, []);
    await settle();
    expect(shown()).toEqual(reading);
    expect(view.state?.waiting).toBe(2);

    await scrollTo(440);
    log.seqs.unshift(506);
    feed.takeChanges(506, []);
    await settle();
    expect(view.state?.waiting).toBe(3);

    await scrollTo(0);
    expect(shown()[0]).toBe(506);
    expect(view.state?.waiting).toBe(0);
  });

  it('start over at the top when more came than a page holds', async () => {
    const { log, source } = createLog(range(1, 50));
    const { feed, settle, scrollTo, shown } = createView(source);
    await feed.open(emptyFilter);
    await scrollTo(0);
    log.seqs = range(1, 5000).reverse();
    feed.takeChanges(5000, []);
    await settle();
    expect(shown()[0]).toBe(5000);
    await scrollTo(300);
    expect(shown()).toEqual(range(4681, 4700).reverse());
  });

  it('stay within what a scroll area can hold, and still reach the oldest', async () => {
    const { source } = createLog(range(1, 30_000));
    const { feed, view, scrollTo, shown } = createView(source, 8000);
    await feed.open(emptyFilter);
    expect(view.state?.window?.total).toBe(8000);
    await scrollTo(7980);
    expect(shown().at(-1)).toBe(1);
  });

  it('are found by number from elsewhere', async () => {
    const { source } = createLog(range(1, 9000));
    const { feed, view } = createView(source);
    await feed.open(emptyFilter);
    const position = await feed.reveal(1234);
    expect(position).not.toBeNull();
    const window = view.state?.window;
    expect(window && positionOf(window, 1234)).toBe(position);
    expect(await feed.reveal(999_999)).toBeNull();
  });

  it('of an older filter are dropped when they come late', async () => {
    const { source } = createLog(range(1, 100));
    let release: (() => void) | null = null;
    const slow: LogSource = {
      ...source,
      async page(params) {
        if (params.filter.text === 'slow') await new Promise<void>((resolve) => (release = resolve));
        return params.filter.text === 'slow' ? { rows: [], count: 0, countIsExact: true } : source.page(params);
      },
    };
    const { feed, view, settle } = createView(slow);
    const first = feed.open({ ...emptyFilter, text: 'slow' });
    await feed.open(emptyFilter);
    (release as (() => void) | null)?.();
    await settle();
    void first;
    expect(view.state?.window?.rows).toHaveLength(100);
  });

  it('say what went wrong and come back with the next question', async () => {
    const { source } = createLog(range(1, 10));
    let broken = true;
    const flaky: LogSource = {
      ...source,
      page: (params) => (broken ? Promise.reject(new Error('no disk')) : source.page(params)),
    };
    const { feed, view } = createView(flaky);
    await feed.open(emptyFilter);
    expect(view.state?.error).toEqual(new Error('no disk'));
    broken = false;
    await feed.open(emptyFilter);
    expect(view.state?.error).toBeNull();
    expect(view.state?.window?.rows).toHaveLength(10);
  });

  it('are shown without gap or repeat for any log and any way of scrolling', async () => {
    const logs = fc.uniqueArray(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 900 });
    const moves = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(logs, moves, async (seqs, places) => {
        const { log, source } = createLog(seqs);
        const { feed, view, scrollTo, shown } = createView(source);
        await feed.open(emptyFilter);
        for (const place of places) {
          await scrollTo(Math.floor(place * Math.max(0, (view.state?.window?.total ?? 0) - 20)));
          const now = shown();
          const from = log.seqs.indexOf(now[0] ?? -1);
          expect(now.length).toBe(Math.min(20, log.seqs.length - from));
          expect(log.seqs.slice(from, from + now.length)).toEqual(now);
        }
        await scrollTo(0);
        expect(shown()[0]).toBe(log.seqs[0]);
      }),
      { numRuns: 40 },
    );
  });
});
