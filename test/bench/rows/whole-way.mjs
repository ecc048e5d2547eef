import { withDirectory } from '../support/engine.mjs';
import { runProgram } from '../support/program.mjs';
import { lessIsBetter, moreIsBetter } from '../support/row.mjs';
import { measureInTurn, median } from '../support/statistics.mjs';

/**
 * Compose, sign, send, capture, verify, both sides durable, in one process; against bare undici and bare node:http in one process.
 * The rate and what the event loop waits are measured in runs apart, because watching the loop costs time.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  /** @type {{ bare: number[], ours: number[] }} */
  const processor = { bare: [], ours: [] };
  /** @type {{ p99: number, longest: number }[]} */
  const loops = [];
  const rates = await measureInTurn(runs, {
    async bare() {
      const { rate, processorMicroseconds } = await runProgram('whole-way.mjs', ['bare']);
      processor.bare.push(processorMicroseconds);
      return rate;
    },
    ours: () =>
      withDirectory(async (directory) => {
        const { rate, processorMicroseconds } = await runProgram('whole-way.mjs', ['rate', directory]);
        processor.ours.push(processorMicroseconds);
        return rate;
      }),
    loop: () =>
      withDirectory(async (directory) => {
        loops.push(await runProgram('whole-way.mjs', ['loop', directory]));
        return 0;
      }),
  });
  const limit = (/** @type {string} */ name, /** @type {number} */ ours, /** @type {number} */ other) =>
    lessIsBetter({ name, ours, other, otherName: `at most ${other} ms`, unit: 'ms', runs, atMost: 1 });
  const bareName = `undici to node:http, nothing kept, Node ${process.versions.node}`;
  return [
    moreIsBetter({
      name: 'whole-way',
      ours: rates.ours,
      other: rates.bare,
      otherName: bareName,
      unit: '1/s',
      runs,
      target: 0.2,
    }),
    lessIsBetter({
      name: 'whole-way-processor',
      ours: median(processor.ours),
      other: median(processor.bare),
      otherName: bareName,
      unit: 'µs',
      runs,
      atMost: 5,
    }),
    limit('whole-way-loop-p99', median(loops.map(({ p99 }) => p99)), 12),
    limit('whole-way-longest-block', median(loops.map(({ longest }) => longest)), 20),
  ];
}
