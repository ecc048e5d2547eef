import { describe, expect, it } from 'vitest';
import { type Line, openLog, start } from './support/fill-log.ts';

describe('a search', () => {
  it.each([
    ['in a body that was sent', { sides: 'sent', body: '{"name":"needle"}' }],
    ['in a body that was captured', { sides: 'captured', body: 'a needle b' }],
    ['in an answer', { sides: 'sent', response: 'no such needle' }],
    ['in headers', { headers: [['X-Any', 'needle']] }],
    ['in the name of the webhook', { webhookId: 'needle' }],
    ['whatever its case', { body: 'NEEDLE' }],
  ] as [string, Line][])('finds text %s', async (_name, line) => {
    const log = openLog();
    const [seq] = log.write(line);
    log.write({}, {}, {});
    const page = await log.page({ text: 'needle' });
    expect(page.rows.map((row) => row.seq)).toEqual([seq]);
    expect(page).toMatchObject({ count: 1, countIsExact: true });
  });

  it('takes what was typed as it is', async () => {
    const log = openLog();
    log.write({ body: '100%_of\\it' }, { body: '100 of it' });
    for (const text of ['100%', '%_o', 'of\\it', "'; DROP TABLE exchange; --"]) {
      expect((await log.page({ text })).rows).toHaveLength(text.startsWith("'") ? 0 : 1);
    }
  });

  it('goes through everything piece by piece, newest first, and together with a filter', async () => {
    const log = openLog();
    const lines = Array.from(
      { length: 9000 },
      (_, index): Line => ({
        sides: 'captured',
        webhookId: index % 2 === 0 ? 'w1' : 'w2',
        body: index % 1000 === 0 ? `needle ${index}` : 'hay',
      }),
    );
    log.write(...lines);
    const found = await log.page({ text: 'needle' }, 4);
    expect(found.rows.map(({ seq }) => seq)).toEqual([8001, 7001, 6001, 5001]);
    expect(found.countIsExact).toBe(false);
    const next = await log.page({ text: 'needle' }, 100, 5001);
    expect(next.rows.map(({ seq }) => seq)).toEqual([4001, 3001, 2001, 1001, 1]);
    expect((await log.page({ text: 'needle', webhookId: 'w2' })).rows).toEqual([]);
    const newer = await log.page({ text: 'needle' }, 2, null, 3001);
    expect(newer.rows.map(({ seq }) => seq)).toEqual([5001, 4001]);
    const period = { text: 'needle', from: start + 2_000_000, to: start + 4_500_000 };
    expect((await log.page(period)).rows.map(({ seq }) => seq)).toEqual([4001, 3001, 2001]);
  });

  it('lets others work in between', async () => {
    const log = openLog();
    log.write(...Array.from({ length: 6500 }, (): Line => ({ sides: 'captured' })));
    let turns = 0;
    const searching = log.page({ text: 'nowhere' });
    const count = (): void => {
      turns += 1;
      setImmediate(count).unref();
    };
    setImmediate(count);
    await searching;
    expect(turns).toBeGreaterThanOrEqual(3);
  });
});
