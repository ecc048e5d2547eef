import { withDirectory } from '../support/engine.mjs';
import { runProgram } from '../support/program.mjs';
import { lessIsBetter } from '../support/row.mjs';
import { median } from '../support/statistics.mjs';

/**
 * What one delivery and one capture write, counted on a trace that was recorded in the engine and is executed again by SQLite
 * alone: counts hardly depend on what else the machine does.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const count = runs === 1 ? 500 : 4_000;
  return [
    ...(await measureKind('delivery', {
      statements: 8,
      walBytes: 11_000,
      keptBytes: 2_500,
      processorMicroseconds: 85,
    })),
    ...(await measureKind('capture', { walBytes: 4_500 })),
  ];

  /**
   * @param {'delivery' | 'capture'} kind
   * @param {Record<string, number>} limits
   */
  async function measureKind(kind, limits) {
    /** @type {Record<string, number>[]} */
    const found = [];
    for (let run = 0; run < runs; run++) {
      found.push(await withDirectory((directory) => runProgram('written.mjs', [kind, directory, String(count)])));
    }
    const medianOf = (/** @type {string} */ what) => median(found.map((one) => one[what] ?? Number.NaN));
    return Object.entries(limits).map(([what, limit]) =>
      lessIsBetter({
        name: `written-${kind}-${names[what]}`,
        ours: medianOf(what),
        other: limit,
        otherName: `at most ${limit}; ${medianOf('perCommit').toFixed(1)} in each commit`,
        unit: units[what] ?? '',
        runs,
        atMost: 1,
      }),
    );
  }
}

/** @type {Record<string, string>} */
const names = {
  statements: 'statements',
  walBytes: 'log',
  keptBytes: 'kept',
  processorMicroseconds: 'processor',
};

/** @type {Record<string, string>} */
const units = { statements: '', walBytes: 'byte', keptBytes: 'byte', processorMicroseconds: 'µs' };
