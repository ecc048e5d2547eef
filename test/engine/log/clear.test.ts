import { describe, expect, it } from 'vitest';
import { type Line, openLog, start } from './support/fill-log.ts';

const tables = ['delivery', 'delivery_request', 'attempt', 'response_body', 'capture', 'exchange'];

function countRows(log: ReturnType<typeof openLog>): Record<string, unknown> {
  return Object.fromEntries(
    tables.map((table) => [table, log.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]),
  );
}

describe('clearing the log', () => {
  it('leaves nothing, in no table', async () => {
    const log = openLog();
    log.write(
      ...Array.from({ length: 5000 }, (_, index): Line => ({ sides: index % 2 === 0 ? 'paired' : 'captured' })),
    );
    expect(await log.handlers['log.clear']({})).toEqual({ deleted: 5000 });
    expect(countRows(log)).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
    expect(log.events).toContainEqual({ name: 'log.cleared', payload: {} });
    expect(await log.handlers['log.clear']({})).toEqual({ deleted: 0 });
  });

  it('keeps deliveries that still wait, with all that belongs to them', async () => {
    const log = openLog();
    const states = ['queued', 'in_flight', 'failed_will_retry', 'blocked'] as const;
    const kept = log.write(...states.map((state): Line => ({ state, outcome: 'failure' })));
    log.write(...(['delivered', 'exhausted', 'unknown', 'cancelled'] as const).map((state): Line => ({ state })));
    expect(await log.handlers['log.clear']({})).toEqual({ deleted: 4 });
    expect((await log.page({})).rows.map(({ seq }) => seq)).toEqual([...kept].reverse());
    expect(countRows(log)).toEqual(Object.fromEntries(tables.map((table) => [table, 4])));
    expect(await log.handlers['deliveries.waiting']({})).toHaveLength(4);
  });

  it('touches nothing that arrives meanwhile', async () => {
    const log = openLog();
    log.write(...Array.from({ length: 4500 }, (): Line => ({ sides: 'captured' })));
    const clearing = log.handlers['log.clear']({});
    const [seq] = log.write({});
    await clearing;
    expect((await log.page({})).rows.map((row) => row.seq)).toEqual([seq]);
  });

  it('looks nothing up line by line', () => {
    const log = openLog();
    log.write({}, {});
    const plan = log.store.db
      .prepare(
        'EXPLAIN QUERY PLAN DELETE FROM capture WHERE seq BETWEEN 1 AND 9 AND seq NOT IN (SELECT seq FROM exchange)',
      )
      .all()
      .map((row) => (row as { detail: string }).detail)
      .join('\n');
    expect(plan).toContain('SEARCH capture USING INTEGER PRIMARY KEY');
    expect(plan).toContain('USING ROWID SEARCH ON TABLE exchange FOR IN-OPERATOR');
  });
});

describe('the histogram', () => {
  it('counts outcomes by time, and a capture alone by what was made of it', async () => {
    const log = openLog();
    const at = (minutes: number): number => start + minutes * 60_000;
    log.write(
      { at: at(-100), outcome: 'success' },
      { at: at(1), outcome: 'success' },
      { at: at(1), outcome: 'failure' },
      { at: at(4), outcome: 'unknown' },
      { at: at(4), sides: 'sent', outcome: 'in_flight' },
      { at: at(9), sides: 'captured', verdict: 'valid' },
      { at: at(9), sides: 'captured', verdict: 'invalid' },
      { at: at(9), sides: 'captured', verdict: null, malformed: true },
    );
    log.clock.advance(10 * 60_000);
    const { bucketMs, success, failure } = await log.handlers['log.histogram']({ from: start, buckets: 10 });
    expect(bucketMs).toBe(60_001);
    expect(success).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
    expect(failure).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 2, 0]);
  });

  it('counts a long log in pieces, and all of it', async () => {
    const log = openLog();
    log.write(...Array.from({ length: 45_000 }, (): Line => ({ sides: 'captured', at: start + 5 })));
    log.clock.advance(1000);
    const { success } = await log.handlers['log.histogram']({ from: start, buckets: 2 });
    expect(success).toEqual([45_000, 0]);
  });
});

describe('a body', () => {
  it('is given out by ranges', async () => {
    const log = openLog();
    const [seq] = log.write({ body: '0123456789' });
    const read = async (of: 'request' | 'capture', offset: number, length: number) => {
      const part = await log.handlers['log.body']({ of, id: `${of === 'request' ? 'a' : 'c'}${seq}`, offset, length });
      return [Buffer.from(part.base64, 'base64').toString(), part.totalBytes];
    };
    for (const of of ['request', 'capture'] as const) {
      expect(await read(of, 0, 4)).toEqual(['0123', 10]);
      expect(await read(of, 8, 100)).toEqual(['89', 10]);
      expect(await read(of, 10, 1)).toEqual(['', 10]);
      expect(await read(of, 99, 1)).toEqual(['', 10]);
    }
  });

  it.each([
    ['capture', 'a1'],
    ['request', 'c1'],
    ['request', 'a999'],
    ['capture', 'c999'],
    ['request', 'a1; DROP TABLE attempt'],
    ['request', 'a-1'],
    ['request', ''],
  ] as const)('of %s %j is not found', async (of, id) => {
    const log = openLog();
    log.write({});
    await expect((async () => log.handlers['log.body']({ of, id, offset: 0, length: 1 }))()).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
