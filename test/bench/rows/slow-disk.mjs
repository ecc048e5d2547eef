import { ensureSlowDiskTools } from '../../../scripts/setup/system-libraries.mjs';
import { measureServer } from '../support/capture-server.mjs';
import { withDirectory } from '../support/engine.mjs';
import { runProgram } from '../support/program.mjs';
import { lessIsBetter, moreIsBetter } from '../support/row.mjs';
import { slowDisk } from '../support/slow-disk.mjs';
import { measureInTurn, median } from '../support/statistics.mjs';
import { measureTypingUnderLoad } from './keystroke.mjs';

/** What a sync takes longer than on the machine that measures. */
const SYNC_MILLISECONDS = [5, 20];
const COUNT = 1_000;

/**
 * Whole way, capture and keystroke on a disk whose syncs take as long as those of laptops, against the same on the disk here:
 * what waits for the disk on the main thread shows.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  if (process.platform !== 'linux') {
    console.error('A slow disk can be put in front of the real one on Linux alone, so these rows are left out.');
    return [];
  }
  await ensureSlowDiskTools();
  const rows = [];
  for (const milliseconds of SYNC_MILLISECONDS) {
    const name = (/** @type {string} */ what) => `slow-disk-${milliseconds}-${what}`;
    const env = slowDisk(milliseconds);
    /** @type {{ p99: number, longest: number }[]} */
    const loops = [];
    const wholeWay = (/** @type {NodeJS.ProcessEnv} */ disk) =>
      withDirectory(async (directory) => {
        const { rate } = await runProgram('whole-way.mjs', ['rate', directory, String(COUNT)], disk);
        return Number(rate);
      });
    const capture = (/** @type {NodeJS.ProcessEnv} */ disk) =>
      withDirectory(async (directory) => (await measureServer('ours', directory, { env: disk, count: COUNT })).rate);
    const rates = await measureInTurn(runs, {
      wholeWay: () => wholeWay(process.env),
      slowWholeWay: () => wholeWay(env),
      capture: () => capture(process.env),
      slowCapture: () => capture(env),
      slowLoop: () =>
        withDirectory(async (directory) => {
          loops.push(await runProgram('whole-way.mjs', ['loop', directory, String(COUNT)], env));
          return 0;
        }),
    });
    const otherName = `the same with the syncs of this disk; each takes ${milliseconds} ms longer`;
    const against = (/** @type {string} */ what, /** @type {number} */ ours, /** @type {number} */ other) =>
      moreIsBetter({ name: name(what), ours, other, otherName, unit: '1/s', runs, target: 0.5 });
    const atMost = (/** @type {string} */ what, /** @type {number} */ ours, /** @type {number} */ limit) =>
      lessIsBetter({
        name: name(what),
        ours,
        other: limit,
        otherName: `at most ${limit} ms`,
        unit: 'ms',
        runs,
        atMost: 1,
      });
    rows.push(
      against('whole-way', rates.slowWholeWay, rates.wholeWay),
      against('capture', rates.slowCapture, rates.capture),
      atMost('loop-p99', median(loops.map(({ p99 }) => p99)), 12),
      atMost('longest-block', median(loops.map(({ longest }) => longest)), 20),
    );
  }
  rows.push(...(await measureKeystroke(runs)));
  return rows;
}

/**
 * A keystroke while requests are captured, on both disks.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
async function measureKeystroke(runs) {
  const milliseconds = Math.max(...SYNC_MILLISECONDS);
  const fast = await measureTypingUnderLoad({ runs, env: process.env });
  const slow = await measureTypingUnderLoad({ runs, env: slowDisk(milliseconds) });
  return [
    lessIsBetter({
      name: `slow-disk-${milliseconds}-keystroke`,
      ours: slow,
      other: fast,
      otherName: 'p95 of the same with the syncs of this disk, 50 connections captured',
      unit: 'ms',
      runs,
      atMost: 1.1,
    }),
  ];
}
