import { measureServer } from '../support/capture-server.mjs';
import { withDirectory } from '../support/engine.mjs';
import { runProgram } from '../support/program.mjs';
import { lessIsBetter, moreIsBetter } from '../support/row.mjs';
import { measureInTurn, median } from '../support/statistics.mjs';
import { versionOf } from '../support/versions.mjs';

/** @typedef {import('../support/capture-server.mjs').Measured} Measured */

/**
 * Posts of 1 KB over 50 connections, raw bytes and headers durable before the answer and the signature verified; servers in a
 * process of their own, the same sender for all, and then the processor's time that each server took for a request.
 * `capture-slices` has servers and sender in one process, so that the sender's own time is on both sides: with 50 µs for the bare
 * server, 290 for ours and 60 for the sender, 0.17 apart reads 0.31 there. Neither is wrong; compare like with like.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  /** @type {Record<'ours' | 'bare' | 'mockttp', Measured[]>} */
  const measured = { ours: [], bare: [], mockttp: [] };
  const note = async (/** @type {keyof typeof measured} */ kind, /** @type {Promise<Measured>} */ running) => {
    const one = await running;
    measured[kind].push(one);
    return one.rate;
  };
  const rates = await measureInTurn(runs, {
    ours: () =>
      note(
        'ours',
        withDirectory((directory) => measureServer('ours', directory)),
      ),
    bare: () => note('bare', measureServer('bare', '')),
    mockttp: () => note('mockttp', measureServer('mockttp', '')),
  });
  const medianOf = (/** @type {keyof typeof measured} */ kind, /** @type {keyof Measured} */ what) =>
    median(measured[kind].map((one) => one[what]));
  const against = (
    /** @type {'bare' | 'mockttp'} */ other,
    /** @type {string} */ otherName,
    /** @type {number} */ target,
  ) => moreIsBetter({ name: 'capture', ours: rates.ours, other: rates[other], otherName, unit: '1/s', runs, target });
  const slices = await measureInSlices(runs);
  const bareName = `node:http that keeps nothing, Node ${process.versions.node}`;
  return [
    against('bare', bareName, 0.3),
    against('mockttp', `mockttp ${versionOf('mockttp')}`, 1.2),
    lessIsBetter({
      name: 'capture-processor',
      ours: medianOf('ours', 'processorMicroseconds'),
      other: medianOf('bare', 'processorMicroseconds'),
      otherName: bareName,
      unit: 'µs',
      runs,
      atMost: 1 / 0.3,
    }),
    moreIsBetter({
      name: 'capture-slices',
      ours: slices.ours,
      other: slices.bare,
      otherName: `${bareName}, all in one process`,
      unit: '1/s',
      runs,
      target: 0.3,
    }),
    lessIsBetter({
      name: 'capture-memory',
      ours: medianOf('ours', 'kibibytes'),
      other: 0.25,
      otherName: 'at most 0.25 KiB of heap for each',
      unit: 'KiB',
      runs,
      atMost: 1,
    }),
  ];
}

/**
 * @param {number} runs
 * @returns {Promise<{ ours: number, bare: number }>}
 */
function measureInSlices(runs) {
  return withDirectory((directory) => runProgram('capture-slices.mjs', [directory, String(runs * 8)]));
}
