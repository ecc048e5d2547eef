import { openBareServer, postMany } from '../support/bare.mjs';
import { createSignedWebhook, openKeptEngine, sendMany, withDirectory } from '../support/engine.mjs';
import { watchLoop } from '../support/loop-watch.mjs';
import { lessIsBetter, moreIsBetter } from '../support/row.mjs';
import { measureInTurn, median } from '../support/statistics.mjs';

const PARALLEL = 50;
const COUNT = 5_000;
const WARM_UP = 1_000;

/**
 * Compose, sign, send, capture, verify, both sides durable, in one process; against bare undici and bare node:http in one process.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  /** @type {number[]} */
  const p99s = [];
  /** @type {number[]} */
  const blocks = [];
  const rates = await measureInTurn(runs, {
    bare: measureBare,
    ours: () =>
      withDirectory(async (directory) => {
        const engine = await openKeptEngine(directory, PARALLEL);
        const event = await createSignedWebhook(engine, (address) => `${address}/hook`);
        await sendMany(engine, event, WARM_UP, PARALLEL);
        const loop = watchLoop();
        const rate = await timeRate(() => sendMany(engine, event, COUNT, PARALLEL));
        const { p99, longest } = loop.stop();
        p99s.push(p99);
        blocks.push(longest);
        await engine.close();
        return rate;
      }),
  });
  const limit = (/** @type {string} */ name, /** @type {number} */ ours, /** @type {number} */ other) =>
    lessIsBetter({ name, ours, other, otherName: `at most ${other} ms`, unit: 'ms', runs, atMost: 1 });
  return [
    moreIsBetter({
      name: 'whole-way',
      ours: rates.ours,
      other: rates.bare,
      otherName: `undici to node:http, nothing kept, Node ${process.versions.node}`,
      unit: '1/s',
      runs,
      target: 0.45,
    }),
    limit('whole-way-loop-p99', median(p99s), 6),
    limit('whole-way-longest-block', median(blocks), 12),
  ];
}

async function measureBare() {
  const { origin, close } = await openBareServer();
  const request = { path: '/hook', headers: ['content-type', 'application/json'], body: Buffer.alloc(1024, 'a') };
  await postMany(origin, request, WARM_UP, PARALLEL);
  const rate = await timeRate(() => postMany(origin, request, COUNT, PARALLEL));
  close();
  return rate;
}

/** @param {() => Promise<void>} work of `COUNT` requests @returns {Promise<number>} per second */
async function timeRate(work) {
  const start = performance.now();
  await work();
  return (COUNT * 1000) / (performance.now() - start);
}
