// Our capture server and a bare one in one process with the sender, a few hundred requests to each in turn.
// node capture-slices.mjs DIRECTORY ROUNDS
import { createHmac } from 'node:crypto';
import { openBareServer, postMany } from '../support/bare.mjs';
import { createSignedWebhook, openKeptEngine } from '../support/engine.mjs';
import { median } from '../support/statistics.mjs';

const CONNECTIONS = 50;
const SLICE = 400;
const WARM_UP_ROUNDS = 5;
const [, , directory = '', rounds = '20'] = process.argv;

const engine = await openKeptEngine(directory, 1);
const { draft, secret } = await createSignedWebhook(engine, (address) => `${address}/hook`);
const bare = await openBareServer();
const body = Buffer.alloc(1024, 'a');
const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const headers = ['content-type', 'application/json', 'x-signature', signature];

/** @param {string} url @returns {Promise<number>} requests per second */
async function measure(url) {
  const { origin, pathname } = new URL(url);
  const start = performance.now();
  await postMany(origin, { path: pathname, headers, body }, SLICE, CONNECTIONS);
  return (SLICE * 1000) / (performance.now() - start);
}

/** @type {{ ours: number, bare: number }[]} */
const slices = [];
for (let round = 0; round < WARM_UP_ROUNDS + Number(rounds); round++) {
  const slice = { ours: await measure(draft.url), bare: await measure(`${bare.origin}/hook`) };
  if (round >= WARM_UP_ROUNDS) slices.push(slice);
}
const found = { ours: median(slices.map(({ ours }) => ours)), bare: median(slices.map((slice) => slice.bare)) };
process.stdout.write(JSON.stringify(found), () => process.exit(0));
