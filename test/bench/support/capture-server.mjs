import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { postMany } from './bare.mjs';

/**
 * @typedef {object} Measured
 * @property {number} rate requests per second
 * @property {number} processorMicroseconds of the server's process, for each request
 * @property {number} kibibytes what each request left in the server's heap
 */

/**
 * What the server's program sends: first its address, then an account each time it is asked.
 * @typedef {object} Message
 * @property {string} url
 * @property {string} [secret] of our webhook
 * @property {number} [count] of requests in our log
 * @property {number} processorMicroseconds
 * @property {number} heapBytes
 */

const CONNECTIONS = 50;
const WARM_UP = 2_000;
const program = resolve(import.meta.dirname, '../programs/capture.mjs');

/**
 * Starts a server in a process of its own and posts to it.
 * @param {'ours' | 'bare' | 'mockttp'} kind
 * @param {string} directory of the workspace, for ours
 * @param {{ env?: NodeJS.ProcessEnv, count?: number }} [options]
 * @returns {Promise<Measured>} rejects where a request is not in our log
 */
export async function measureServer(kind, directory, { env = process.env, count = 8_000 } = {}) {
  const child = fork(program, [kind, directory], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env,
  });
  const hear = () => new Promise((/** @type {(message: Message) => void} */ done) => child.once('message', done));
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
    await postMany(origin, request, count, CONNECTIONS);
    const rate = (count * 1000) / (performance.now() - start);
    const after = await ask();
    if (kind === 'ours' && after.count !== WARM_UP + count) throw new Error(`${after.count} are in the log.`);
    return {
      rate,
      processorMicroseconds: (after.processorMicroseconds - before.processorMicroseconds) / count,
      kibibytes: Math.max(0.001, (after.heapBytes - before.heapBytes) / count / 1024),
    };
  } finally {
    const gone = new Promise((done) => child.once('exit', done));
    child.disconnect();
    await gone;
  }
}
