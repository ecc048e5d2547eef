import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it came over the socket. */
export interface WireRequest {
  /** The first line, without its end. */
  line: string;
  /** Lines of the head, each as it was. */
  headers: string[];
  body: string;
}

/**
 * Keeps every byte of every request, as Latin-1, by the loopback address that it was sent to (127.0.0.1 to 127.255.255.254), so that many
 * clients can be told apart on one port.
 * @param host that it listens at: every address of IPv4 unless another is named
 */
export async function startOctetServer(
  host = '0.0.0.0',
): Promise<{ port: number; take(address: string): WireRequest[] }> {
  const requests = new Map<string, WireRequest[]>();
  const server = createServer((socket) =>
    readRequests(socket, (request) => {
      const address = socket.localAddress ?? '';
      requests.set(address, [...(requests.get(address) ?? []), request]);
    }),
  );
  await new Promise<void>((done) => server.listen(0, host, done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  return {
    port: (server.address() as AddressInfo).port,
    take(address) {
      const taken = requests.get(address) ?? [];
      requests.delete(address);
      return taken;
    },
  };
}

function readRequests(socket: Socket, keep: (request: WireRequest) => void): void {
  let bytes = '';
  socket.setEncoding('latin1');
  socket.on('error', () => {});
  socket.on('data', (chunk: string) => {
    bytes += chunk;
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return;
    const [line = '', ...headers] = bytes.slice(0, end).split('\r\n');
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(bytes.slice(0, end))?.[1] ?? 0);
    if (bytes.length < end + 4 + length) return;
    keep({ line, headers, body: bytes.slice(end + 4) });
    bytes = '';
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
}
