// Compose, sign, send, capture and verify in one process: measures what is asked for and prints it as JSON.
// node whole-way.mjs bare|rate|loop DIRECTORY
import { openBareServer, postMany } from '../support/bare.mjs';
import { createSignedWebhook, openKeptEngine, sendMany } from '../support/engine.mjs';
import { watchLoop } from '../support/loop-watch.mjs';

const PARALLEL = 50;
const WARM_UP = 1_000;
const [, , kind = '', directory = '', asked = '5000'] = process.argv;
const count = Number(asked);

/**
 * @param {(count: number) => Promise<void>} send
 * @returns {Promise<{ rate: number, processorMicroseconds: number }>} per second; for each request
 */
async function time(send) {
  await send(WARM_UP);
  const before = process.cpuUsage();
  const start = performance.now();
  await send(count);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { rate: count / seconds, processorMicroseconds: (user + system) / count };
}

async function measureBare() {
  const { origin } = await openBareServer();
  const request = { path: '/hook', headers: ['content-type', 'application/json'], body: Buffer.alloc(1024, 'a') };
  return time((requests) => postMany(origin, request, requests, PARALLEL));
}

async function measureOurs() {
  const engine = await openKeptEngine(directory, PARALLEL);
  const event = await createSignedWebhook(engine, (address) => `${address}/hook`);
  const send = (/** @type {number} */ requests) => sendMany(engine, event, requests, PARALLEL);
  if (kind === 'rate') return time(send);
  // The watch takes a turn of the loop for itself all the time, so that its rate is worth nothing.
  await send(WARM_UP);
  const loop = watchLoop();
  await send(count);
  return loop.stop();
}

process.stdout.write(JSON.stringify(await (kind === 'bare' ? measureBare() : measureOurs())), () => process.exit(0));
