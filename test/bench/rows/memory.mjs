import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { open, prepareApps } from '../support/apps.mjs';
import { lessIsBetter } from '../support/row.mjs';
import { measureInTurn } from '../support/statistics.mjs';

const IDLE_MILLISECONDS = 5_000;

/**
 * Memory of all processes, five seconds after the window is usable. Shared pages count once (PSS): adding up resident sizes
 * would count Chromium's code once per process.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const apps = await prepareApps();
  try {
    const size = async (/** @type {import('../support/apps.mjs').MeasuredApp} */ app) => {
      const { pid, close } = await open(app);
      await wait(IDLE_MILLISECONDS);
      const bytes = proportionalSize(pid);
      await close();
      return bytes / 1_048_576;
    };
    const { ours, hello } = await measureInTurn(runs, { ours: () => size(apps.ours), hello: () => size(apps.hello) });
    return [
      lessIsBetter({
        name: 'memory',
        ours,
        other: hello,
        otherName: `hello-world with Monaco on Electron ${apps.electron}`,
        unit: 'MiB',
        runs,
        atMost: 1.3,
      }),
    ];
  } finally {
    apps.dispose();
  }
}

/**
 * @param {number} root
 * @returns {number} bytes of a process and all it started
 */
function proportionalSize(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  let total = 0;
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    total += sizeOf(pid);
    waiting.push(...(children.get(pid) ?? []));
  }
  return total;
}

/** @param {number} pid @returns {number | null} */
function parentOf(pid) {
  try {
    // The name stands in parentheses and may hold anything, spaces included.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ');
    return Number(fields?.[1]);
  } catch {
    return null; // it ended meanwhile
  }
}

/** @param {number} pid @returns {number} */
function sizeOf(pid) {
  try {
    const line = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+) kB$/m);
    return Number(line?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
