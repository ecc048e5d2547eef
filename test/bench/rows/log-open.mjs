import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openKeptEngine, wholeLog, withDirectory } from '../support/engine.mjs';
import { fillLog } from '../support/fill-log.mjs';
import { lessIsBetter } from '../support/row.mjs';

const PAGE = 100;
const QUERIES = 400;

/**
 * Pages of a log of 1,000,000 pairs: the newest, anywhere in it, and filtered; the worst in a hundred, as a window gets it from the
 * engine, against the bare SQL of the same page.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export function measure(runs) {
  const count = runs === 1 ? 20_000 : 1_000_000;
  return withDirectory(async (directory) => {
    await (await openKeptEngine(directory, 1)).close();
    fillLog(directory, count, { withBodies: false });
    const engine = await openKeptEngine(directory, 1);
    const db = new Database(join(directory, 'hookwright.db'));
    const anywhere = (/** @type {number} */ query) => 1 + ((query * 7919) % count);
    const page = (/** @type {Partial<typeof wholeLog>} */ filter, /** @type {number | null} */ before) =>
      engine.call('log.page', { filter: { ...wholeLog, ...filter }, before, after: null, limit: PAGE });
    /** @type {{ name: string, ours: (query: number) => unknown, sql: string, bind: (query: number) => unknown[] }[]} */
    const kinds = [
      { name: 'log-open', ours: () => page({}, null), sql: '1', bind: () => [] },
      {
        name: 'log-jump',
        ours: (query) => page({}, anywhere(query)),
        sql: 'e.seq < ?',
        bind: (query) => [anywhere(query)],
      },
      {
        name: 'log-filter',
        ours: (query) => page({ webhookId: 'webhook-7', outcome: /** @type {any} */ ('success') }, anywhere(query)),
        sql: "e.webhook_id = 'webhook-7' AND e.outcome = 'success' AND e.seq < ?",
        bind: (query) => [anywhere(query)],
      },
    ];
    const rows = [];
    for (const { name, ours, sql, bind } of kinds) {
      const bare = db.prepare(
        `SELECT e.*, d.* FROM exchange e LEFT JOIN delivery d ON d.number = e.delivery WHERE ${sql} ORDER BY e.seq DESC LIMIT ${PAGE}`,
      );
      /** @type {number[]} */
      const [oursTimes, bareTimes] = [[], []].map((list) => /** @type {number[]} */ (list));
      for (let query = 0; query < QUERIES * runs; query += 1) {
        oursTimes?.push(await time(() => ours(query)));
        bareTimes?.push(await time(() => bare.all(...bind(query))));
      }
      const figures = { ours: worstInHundred(oursTimes ?? []), unit: 'ms p99', runs };
      rows.push(
        lessIsBetter({
          name,
          ...figures,
          other: worstInHundred(bareTimes ?? []),
          otherName: 'the bare SQL',
          atMost: 1.4,
        }),
        lessIsBetter({ name, ...figures, other: 1.2, otherName: 'at most 1.2 ms', atMost: 1 }),
      );
    }
    db.close();
    await engine.close();
    return rows;
  });
}

/** @param {() => unknown} work @returns {Promise<number>} milliseconds */
async function time(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** @param {readonly number[]} times */
function worstInHundred(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}
