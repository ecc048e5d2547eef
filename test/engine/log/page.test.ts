import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogFilter, LogRow } from '../../../src-preload/contract/log.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { type Line, openLog, start } from './support/fill-log.ts';

const seqs = (rows: LogRow[]): number[] => rows.map(({ seq }) => seq);

/** Lines of every kind, the same ones every time. */
function variety(count: number): Line[] {
  const pick = <Value>(values: readonly Value[], index: number, stride: number): Value =>
    values[Math.floor(index / stride) % values.length] as Value;
  return Array.from({ length: count }, (_, index) => ({
    webhookId: pick(['w1', 'w2', 'w3'], index, 1),
    providerId: pick(['gridscale', 'callgoose'], index, 5),
    eventType: pick(['made', 'gone'], index, 2),
    channel: pick(['custom-url', 'slack', 'discord'], index, 7),
    outcome: pick(['success', 'success', 'success', 'failure', 'unknown'] as const, index, 1),
    verdict: pick(['valid', 'valid', 'invalid', 'unsigned'] as const, index, 3),
    sides: pick(['paired', 'sent', 'captured'] as const, index, 4),
  }));
}

function matches(row: LogRow, filter: Partial<LogFilter>): boolean {
  const side = row.sent === null ? 'captured' : row.captured === null ? 'sent' : 'paired';
  const { providerId, webhookId, eventType, channel, outcome, verdict, from, to } = filter;
  return (
    (providerId ?? row.providerId) === row.providerId &&
    (webhookId ?? row.webhookId) === row.webhookId &&
    (eventType == null || eventType === row.eventType) &&
    (channel ?? row.channel) === row.channel &&
    (outcome == null || outcome === row.sent?.outcome) &&
    (verdict == null || verdict === row.captured?.verdict) &&
    (filter.side ?? side) === side &&
    row.at >= (from ?? 0) &&
    row.at <= (to ?? Number.POSITIVE_INFINITY)
  );
}

describe('a page of the log', () => {
  it('holds exactly the lines that match, newest first, whatever the filter', async () => {
    const log = openLog();
    log.write(...variety(400));
    const rows = log.everything();
    const maybe = <Value>(...values: Value[]) => fc.constantFrom<Value | null>(null, null, ...values);
    const filters = fc.record({
      providerId: maybe('gridscale', 'callgoose', 'nobody'),
      webhookId: maybe('w1', 'w3'),
      eventType: maybe('made', 'gone'),
      channel: maybe('slack', 'discord'),
      outcome: maybe('success' as const, 'failure' as const, 'unknown' as const, 'in_flight' as const),
      verdict: maybe('valid' as const, 'invalid' as const, 'unsigned' as const),
      side: maybe('sent' as const, 'captured' as const, 'paired' as const),
      from: maybe(start + 100_000, start + 390_000),
      to: maybe(start + 20_000, start + 300_000),
    });
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const page = await log.page(filter, 500);
        const expected = rows.filter((row) => matches(row, filter));
        expect(seqs(page.rows)).toEqual(seqs(expected));
        expect(page).toMatchObject({ count: expected.length, countIsExact: true });
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('follows the one before it, in both directions, also while new lines arrive', async () => {
    const log = openLog();
    log.write(...variety(250));
    const filter = { outcome: 'success' as const };
    const expected = seqs(log.everything().filter((row) => matches(row, filter)));
    const seen: number[] = [];
    let before: number | null = null;
    for (;;) {
      const { rows } = await log.page(filter, 40, before);
      seen.push(...seqs(rows));
      if (rows.length < 40) break;
      before = seen.at(-1) ?? null;
      log.write({ outcome: 'success' });
    }
    expect(seen).toEqual(expected);
    const newer = await log.page(filter, 5, null, expected.at(-1) ?? 0);
    expect(seqs(newer.rows)).toEqual(expected.slice(-6, -1));
    expect((await log.page(filter, 500, null, expected[0] ?? 0)).rows.length).toBeGreaterThan(0);
  });

  it('counts up to 10,000 and says where it stopped', async () => {
    const log = openLog();
    log.write(...Array.from({ length: 10_001 }, (): Line => ({ sides: 'captured' })));
    expect(await log.page({}, 1)).toMatchObject({ count: 10_000, countIsExact: false });
    expect(await log.page({ webhookId: 'w1' }, 1)).toMatchObject({ count: 10_000, countIsExact: false });
    expect(await log.page({ webhookId: 'w2' }, 1)).toMatchObject({ count: 0, countIsExact: true });
  });

  it('counts again after a line was written, changed or deleted', async () => {
    const log = openLog();
    log.write({ outcome: 'success' });
    const count = async () => (await log.page({ outcome: 'success' })).count;
    expect(await count()).toBe(1);
    const [seq = 0] = log.write({ outcome: 'in_flight', sides: 'sent' });
    expect(await count()).toBe(1);
    log.store.commitNow(() =>
      log.exchanges.finishSent(seq, { outcome: 'success', status: 200, error: null, durationMs: 1 }),
    );
    expect(await count()).toBe(2);
    await log.handlers['log.clear']({});
    expect(await count()).toBe(0);
  });

  it('finds a period also where the clock was put back', async () => {
    const log = openLog();
    const hour = 3_600_000;
    log.write(...Array.from({ length: 10 }, (_, index): Line => ({ at: start + 2 * hour + index })));
    log.write(...Array.from({ length: 10 }, (_, index): Line => ({ at: start + index })));
    log.write(...Array.from({ length: 10 }, (_, index): Line => ({ at: start + 3 * hour + index })));
    const inPeriod = async (from: number, to: number) => (await log.page({ from, to })).rows.length;
    expect(await inPeriod(start, start + hour)).toBe(10);
    expect(await inPeriod(start + 2 * hour, start + 2 * hour + 4)).toBe(5);
    expect(await inPeriod(start + 3 * hour, start + 9 * hour)).toBe(10);
    expect(await inPeriod(start + 4 * hour, start + 9 * hour)).toBe(0);
  });

  it('gives lines by their numbers, with the present state of their delivery', async () => {
    const log = openLog();
    const [one = 0, two = 0] = log.write({ state: 'failed_will_retry', outcome: 'failure' }, {});
    const rows = await log.handlers['log.rows']({ seqs: [one, two, 999] });
    expect(seqs(rows)).toEqual([two, one]);
    expect(rows[1]?.sent?.deliveryState).toBe('failed_will_retry');
    log.store.commitNow(() =>
      log.deliveries.update(1, { state: 'exhausted', reason: null, nextAt: null, attemptCount: 2 }),
    );
    expect((await log.handlers['log.rows']({ seqs: [one] }))[0]?.sent?.deliveryState).toBe('exhausted');
  });
});

describe('the plan of a page', () => {
  it.each([
    [{}, 'USING INTEGER PRIMARY KEY'],
    [{ webhookId: 'w1' }, 'exchange_webhook'],
    [{ providerId: 'gridscale' }, 'exchange_provider'],
    [{ eventType: 'made' }, 'exchange_event'],
    [{ channel: 'slack' }, 'exchange_channel'],
    [{ outcome: 'failure' as const }, 'exchange_outcome'],
    [{ verdict: 'invalid' as const }, 'exchange_verdict'],
    [{ side: 'captured' as const }, 'exchange_side'],
    [{ from: start, to: start + 1000 }, 'USING INTEGER PRIMARY KEY'],
  ])('for %o reads %s in order and sorts nothing', (filter, index) => {
    const log = openLog();
    log.write(...variety(300));
    for (const first of ['newest', 'oldest'] as const) {
      const plan = log.explain(filter, first);
      expect(plan[0]).toContain(index);
      expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|SCAN e\b(?!.*PRIMARY KEY)/);
    }
  });

  it('begins with the condition that leaves the fewest lines', () => {
    const log = openLog();
    log.write(...Array.from({ length: 600 }, (): Line => ({ webhookId: 'w1', outcome: 'success' })));
    log.write({ webhookId: 'w1', outcome: 'unknown' });
    expect(log.explain({ webhookId: 'w1', outcome: 'unknown' })[0]).toContain('exchange_outcome');
    log.write(...Array.from({ length: 600 }, (): Line => ({ webhookId: 'w2', outcome: 'unknown' })));
    log.write({ webhookId: 'w3', outcome: 'unknown' });
    expect(log.explain({ webhookId: 'w3', outcome: 'unknown' })[0]).toContain('exchange_webhook');
  });

  it('finds an old period without reading what is newer', () => {
    const log = openLog();
    log.write(...Array.from({ length: 5000 }, (): Line => ({ sides: 'captured' })));
    const bounds = log.exchanges.time.bounds(start + 1_000_000, start + 1_010_000);
    // Two minutes of slack on both sides of ten seconds, a line each second.
    expect(bounds).toEqual({ above: 879, below: 1131 });
  });
});

it('goes on numbering where it was, after a restart and after it was cleared', async () => {
  const directory = makeTemporaryDirectory();
  const first = openLog(directory);
  expect(first.write({}, {}, {})).toEqual([1, 2, 3]);
  await first.handlers['log.clear']({});
  first.store.close();
  const second = openLog(directory);
  expect(second.write({})).toEqual([4]);
  second.store.close();
  expect(openLog(directory).write({})).toEqual([5]);
});
