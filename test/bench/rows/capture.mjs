import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { postMany } from '../support/bare.mjs';
import { withDirectory } from '../support/engine.mjs';
import { lessIsBetter, moreIsBetter } from '../support/row.mjs';
import { measureInTurn, median } from '../support/statistics.mjs';
import { versionOf } from '../support/versions.mjs';

const CONNECTIONS = 50;
const COUNT = 8_000;
const WARM_UP = 1_000;
const program = resolve(import.meta.dirname, '../programs/capture.mjs');

/**
 * Posts of 1 KB over 50 connections, raw bytes and headers durable before the answer and the signature verified; servers in a
 * process of their own, the same sender for all.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  /** @type {number[]} */
  const kibibytes = [];
  const rates = await measureInTurn(runs, {
    ours: () => withDirectory((directory) => measureServer('ours', directory, kibibytes)),
    bare: () => measureServer('bare', '', []),
    mockttp: () => measureServer('mockttp', '', []),
  });
  const against = (
    /** @type {'bare' | 'mockttp'} */ other,
    /** @type {string} */ otherName,
    /** @type {number} */ target,
  ) => moreIsBetter({ name: 'capture', ours: rates.ours, other: rates[other], otherName, unit: '1/s', runs, target });
  return [
    against('bare', `node:http that keeps nothing, Node ${process.versions.node}`, 0.5),
    against('mockttp', `mockttp ${versionOf('mockttp')}`, 3.5),
    lessIsBetter({
      name: 'capture-memory',
      ours: median(kibibytes),
      other: 0.25,
      otherName: 'at most 0.25 KiB of heap for each',
      unit: 'KiB',
      runs,
      atMost: 1,
    }),
  ];
}

/**
 * @param {'ours' | 'bare' | 'mockttp'} kind
 * @param {string} directory
 * @param {number[]} kibibytes gets what each request left in the heap
 * @returns {Promise<number>} requests per second
 */
async function measureServer(kind, directory, kibibytes) {
  const child = fork(program, [kind, directory], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const hear = () =>
    new Promise((/** @type {(message: { url: string }) => void} */ told) => child.once('message', told));
  const ask = () => {
    child.send(null);
    return hear();
  };
  try {
    const { origin, pathname } = new URL((await hear()).url);
    const { secret = '' } = await ask();
    const body = Buffer.alloc(1024, 'a');
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const request = { path: pathname, headers: ['content-type', 'application/json', 'x-signature', signature], body };
    await postMany(origin, request, WARM_UP, CONNECTIONS);
    const before = await ask();
    const start = performance.now();
    await postMany(origin, request, COUNT, CONNECTIONS);
    const rate = (COUNT * 1000) / (performance.now() - start);
    const after = await ask();
    if (kind === 'ours' && after.count !== WARM_UP + COUNT) throw new Error(`${after.count} are in the log.`);
    kibibytes.push(Math.max(0.001, (after.heapBytes - before.heapBytes) / COUNT / 1024));
    return rate;
  } finally {
    const gone = new Promise((done) => child.once('exit', done));
    child.disconnect();
    await gone;
  }
}
