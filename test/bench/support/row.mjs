/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number} ours
 * @property {number} other
 * @property {string} otherName with its version
 * @property {number} ratio ours to other, higher is better
 * @property {string} unit
 * @property {number} runs
 * @property {number} target the ratio to reach
 */

/**
 * @param {{ name: string, ours: number, other: number, otherName: string, unit: string, runs: number, target: number }} figures
 *   `target` as a ratio of rates: reach at least this share of the other
 * @returns {Row}
 */
export function moreIsBetter(figures) {
  return { ...figures, ratio: figures.ours / figures.other };
}

/**
 * @param {{ name: string, ours: number, other: number, otherName: string, unit: string, runs: number, atMost: number }} figures
 *   `atMost`: ours may be this many times the other
 * @returns {Row}
 */
export function lessIsBetter({ atMost, ...figures }) {
  return { ...figures, ratio: figures.other / figures.ours, target: 1 / atMost };
}

/**
 * @param {readonly Row[]} rows
 * @returns {string}
 */
export function formatTable(rows) {
  const cells = [
    ['what', 'ours', 'other', 'unit', 'ratio', 'target', 'runs', 'measured against'],
    ...rows.map((row) => [
      row.name,
      formatNumber(row.ours),
      formatNumber(row.other),
      row.unit,
      row.ratio.toFixed(2),
      `${row.ratio >= row.target ? 'reached' : 'missed'} ${row.target.toFixed(2)}`,
      String(row.runs),
      row.otherName,
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0))) ?? [];
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {number} value */
function formatNumber(value) {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(3);
}
