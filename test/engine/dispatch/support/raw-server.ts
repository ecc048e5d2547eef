import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A TCP server that shows the very bytes that arrive, and answers with very bytes. */
export interface RawServer {
  port: number;
  url: string;
  /** Everything that arrived, by connection in their order. */
  received: string[];
  connections(): number;
  /** Resolves when `count` requests (header blocks) have arrived. */
  arrived(count: number): Promise<void>;
}

export const plainAnswer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** @param answer called once for each header block that has arrived whole, body or not. */
export async function startRawServer(answer: (socket: Socket, head: string) => void): Promise<RawServer> {
  const received: string[] = [];
  const waiting = new Set<() => void>();
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    const index = received.push('') - 1;
    /** What has arrived since the last whole header block. */
    let rest = '';
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      received[index] += text;
      const heads = (rest + text).split('\r\n\r\n');
      rest = heads.pop() ?? '';
      for (const head of heads) {
        requests += 1;
        answer(socket, head);
      }
      for (const wake of waiting) wake();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    received,
    connections: () => received.length,
    arrived: (count) =>
      new Promise((done) => {
        const look = (): void => {
          if (requests < count) return;
          waiting.delete(look);
          done();
        };
        waiting.add(look);
        look();
      }),
  };
}
