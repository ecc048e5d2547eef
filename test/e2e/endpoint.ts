import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An endpoint of somebody else: keeps the bodies that it gets, and answers each with the status that is chosen for its number. */
export async function startEndpoint(
  chooseStatus: (number: number) => number,
): Promise<{ url: string; requests: string[]; stop(): Promise<void> }> {
  const requests: string[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      requests.push(Buffer.concat(chunks).toString());
      response.writeHead(chooseStatus(requests.length));
      response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
