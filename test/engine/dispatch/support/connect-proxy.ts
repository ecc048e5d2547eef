import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A small proxy on raw sockets: keeps what it is asked, and connects every name to this machine, by the port that is asked for. */
export interface ConnectProxy {
  port: number;
  /** Heads of the requests, as they arrived. */
  asked: string[];
  /** Bytes that came through tunnels from the client, by connection. */
  carried: string[];
}

/** @param answer what it does instead of opening a tunnel; null: opens it */
export async function startConnectProxy(
  answer: (head: string, socket: Socket) => string | null = () => null,
  opened = 'HTTP/1.1 200 Connection established\r\n\r\n',
): Promise<ConnectProxy> {
  const asked: string[] = [];
  const carried: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };

  function openTunnel(socket: Socket, head: string): void {
    const index = carried.push('') - 1;
    const port = Number(/^CONNECT \S+:(\d+) /.exec(head)?.[1]);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write(opened);
      socket.on('data', (chunk: Buffer) => {
        carried[index] += chunk.toString('latin1');
      });
      socket.pipe(onward).pipe(socket);
    });
    keep(onward);
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  }

  const server = createServer((socket) => {
    keep(socket);
    let head = '';
    const read = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      if (!head.endsWith('\r\n\r\n')) return;
      socket.off('data', read);
      asked.push(head);
      const text = answer(head, socket);
      if (text === null) openTunnel(socket, head);
      else if (text !== '') socket.end(text);
    };
    socket.on('data', read);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  });
  return { port: (server.address() as AddressInfo).port, asked, carried };
}
