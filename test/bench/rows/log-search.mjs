import { openKeptEngine, wholeLog, withDirectory } from '../support/engine.mjs';
import { fillLog } from '../support/fill-log.mjs';
import { watchLoop } from '../support/loop-watch.mjs';
import { lessIsBetter } from '../support/row.mjs';
import { median } from '../support/statistics.mjs';

const BODIES = 100_000;

/**
 * Searches bodies of 1 KB for a word that is near the newest, and for one that is nowhere, which looks at all of them.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export function measure(runs) {
  const count = runs === 1 ? 5_000 : BODIES;
  return withDirectory(async (directory) => {
    await (await openKeptEngine(directory, 1)).close();
    fillLog(directory, count, { withBodies: true });
    const engine = await openKeptEngine(directory, 1);
    const search = async (/** @type {string} */ text) => {
      const start = performance.now();
      await engine.call('log.page', { filter: { ...wholeLog, text }, before: null, after: null, limit: 1 });
      return performance.now() - start;
    };
    /** @type {number[]} */
    const near = [];
    /** @type {number[]} */
    const nowhere = [];
    /** @type {number[]} */
    const blocks = [];
    for (let run = 0; run < runs; run += 1) {
      near.push(await search('needle'));
      const loop = watchLoop();
      nowhere.push(await search('nowhere to be found'));
      blocks.push(loop.stop().longest);
    }
    await engine.close();
    const row = (
      /** @type {string} */ name,
      /** @type {number[]} */ times,
      /** @type {number} */ other,
      /** @type {string} */ otherName,
    ) => lessIsBetter({ name, ours: median(times), other, otherName, unit: 'ms', runs, atMost: 1 });
    return [
      row('log-search', near, 25, 'at most 25 ms, 1,000 from the newest'),
      row('log-search-all', nowhere, 25, `at most 25 ms, in none of ${count.toLocaleString('en')}`),
      row('log-search-block', blocks, 50, 'the event loop blocked at most 50 ms'),
    ];
  });
}
