import { createServer } from 'node:http';
import { Client } from 'undici';

/**
 * A server that answers every request, and keeps nothing.
 * @param {number} [status]
 * @returns {Promise<{ origin: string, close(): void }>}
 */
export async function openBareServer(status = 200) {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(status, { 'content-length': 2 });
      response.end('ok');
    });
  });
  await /** @type {Promise<void>} */ (new Promise((done) => server.listen(0, '127.0.0.1', done)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen on a port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Posts the same bytes again and again over so many connections.
 * @param {string} origin
 * @param {{ path: string, headers: string[], body: Buffer }} request
 * @param {number} count
 * @param {number} parallel
 */
export async function postMany(origin, { path, headers, body }, count, parallel) {
  let left = count;
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      const client = new Client(origin);
      while (left-- > 0) {
        const answer = await client.request({ path, method: 'POST', headers, body });
        await answer.body.dump();
        if (answer.statusCode !== 200) throw new Error(`It answered ${answer.statusCode}.`);
      }
      await client.close();
    }),
  );
}
