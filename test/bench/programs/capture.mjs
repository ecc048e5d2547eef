// A server in a process of its own that takes what is posted to /hook: ours, one that keeps nothing, or mockttp.
import { createSignedWebhook, openKeptEngine, wholeLog } from '../support/engine.mjs';

const [, , kind = '', directory = ''] = process.argv;

/** @returns {Promise<{ url: string, describe(): Promise<object> }>} */
async function open() {
  if (kind === 'bare') {
    const { openBareServer } = await import('../support/bare.mjs');
    const { origin } = await openBareServer();
    return { url: `${origin}/hook`, describe: async () => ({}) };
  }
  if (kind === 'mockttp') {
    const { getLocal } = await import('mockttp');
    const server = getLocal();
    await server.start();
    await server.forPost('/hook').thenReply(200, 'ok');
    return { url: server.urlFor('/hook'), describe: async () => ({}) };
  }
  const engine = await openKeptEngine(directory, 1);
  const { draft, secret } = await createSignedWebhook(engine, (address) => `${address}/hook`);
  return {
    url: draft.url,
    async describe() {
      const page = {
        filter: { ...wholeLog, verdict: /** @type {const} */ ('valid') },
        before: null,
        after: null,
        limit: 1,
      };
      const { count } = await engine.call('log.page', page);
      return { secret, count };
    },
  };
}

const { url, describe } = await open();
process.on('message', async () => {
  const { user, system } = process.cpuUsage();
  const found = await describe();
  globalThis.gc?.();
  process.send?.({ ...found, processorMicroseconds: user + system, heapBytes: process.memoryUsage().heapUsed });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url });
