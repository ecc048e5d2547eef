import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plainAnswer, startRawServer } from './support/raw-server.ts';
import { openTransport, requestTo } from './support/send.ts';

describe('the transport on the wire', () => {
  it('writes headers in their order, case and repeats, with its own three around them', async () => {
    const server = await startRawServer((socket) => socket.write(plainAnswer));
    const headers: [string, string][] = [
      ['X-Zebra', '1'],
      ['content-type', 'application/json'],
      ['X-Auth-Timestamp', '1700000000'],
      ['x-ALPHA', 'a'],
      ['X-Zebra', '2'],
      ['X-Empty', ''],
      ['X-Latin', 'caf\u00e9'],
    ];
    const result = await openTransport().send(requestTo(`${server.url}/a/b?c=%20d`, { headers }));
    expect(result.error).toBeNull();
    expect(server.received[0]).toBe(
      [
        'POST /a/b?c=%20d HTTP/1.1',
        `host: 127.0.0.1:${server.port}`,
        'connection: keep-alive',
        ...headers.map(([name, value]) => `${name}: ${value}`),
        'content-length: 7',
        '',
        '{"a":1}',
      ].join('\r\n'),
    );
  });

  it.each([
    ['POST', true],
    ['PUT', true],
    ['PATCH', true],
    ['GET', false],
    ['DELETE', false],
  ])('says the length of an empty body for %s: %s', async (method, announced) => {
    const server = await startRawServer((socket) => socket.write(plainAnswer));
    await openTransport().send(requestTo(server.url, { method, body: null, headers: [] }));
    expect(server.received[0]?.includes('content-length: 0\r\n')).toBe(announced);
  });

  it.each(['GET', 'DELETE'])('sends a body with %s', async (method) => {
    const server = await startRawServer((socket) => socket.write(plainAnswer));
    await openTransport().send(requestTo(server.url, { method }));
    expect(server.received[0]).toContain('content-length: 7\r\n\r\n{"a":1}');
  });

  it('keeps raw header pairs of the answer, and its bytes', async () => {
    const server = await startRawServer((socket) =>
      socket.write(
        Buffer.from(
          'HTTP/1.1 201 Made it\r\nX-B: 2\r\nx-a: \xe9\r\nX-B: 1\r\nContent-Length: 3\r\n\r\n\x00\xff\x01',
          'latin1',
        ),
      ),
    );
    const { response } = await openTransport().send(requestTo(server.url));
    expect(response).toMatchObject({
      status: 201,
      statusText: 'Made it',
      truncated: false,
      headers: [
        ['X-B', '2'],
        ['x-a', '\u00e9'],
        ['X-B', '1'],
        ['Content-Length', '3'],
      ],
    });
    expect(response?.body).toEqual(Buffer.from([0, 255, 1]));
  });

  it('uses a connection again, and says so', async () => {
    const server = await startRawServer((socket) => socket.write(plainAnswer));
    const transport = openTransport();
    const first = await transport.send(requestTo(server.url));
    const second = await transport.send(requestTo(server.url));
    expect(server.connections()).toBe(1);
    expect(first.timings).toMatchObject({ reusedConnection: false, dns: null, connect: expect.any(Number), tls: null });
    expect(second.timings).toMatchObject({ reusedConnection: true, dns: null, connect: null, tls: null });
    expect(second.timings.firstByte).toBeLessThanOrEqual(second.timings.total);
  });

  it('opens a new connection where the receiver closed the last one meanwhile', async () => {
    const closed: Promise<unknown>[] = [];
    const server = await startRawServer((socket) => {
      closed.push(once(socket, 'close'));
      socket.end(plainAnswer);
    });
    const transport = openTransport();
    await transport.send(requestTo(server.url));
    await closed[0];
    const second = await transport.send(requestTo(server.url));
    expect(second.error).toBeNull();
    expect(server.connections()).toBe(2);
  });

  it('tells the ports of the connection before anything is written', async () => {
    const server = await startRawServer((socket) => socket.write(plainAnswer));
    const ends: unknown[] = [];
    const transport = openTransport();
    for (let index = 0; index < 2; index += 1) {
      await transport.send(requestTo(server.url), {
        onSocket: (end) => ends.push([end.localPort, end.remotePort, server.received[0]?.length ?? 0]),
      });
    }
    expect(ends).toEqual([
      [expect.any(Number), server.port, 0],
      [(ends[0] as number[])[0], server.port, server.received[0]?.length ? expect.any(Number) : 0],
    ]);
  });

  it('shows an informational answer no attention', async () => {
    const server = await startRawServer((socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${plainAnswer}`),
    );
    expect((await openTransport().send(requestTo(server.url))).response?.status).toBe(200);
  });

  it('ignores proxies of the environment', async () => {
    const server = await startRawServer((socket) => socket.write(plainAnswer));
    const proxy = await startRawServer((socket) => socket.write(plainAnswer));
    const before = { ...process.env };
    process.env.HTTP_PROXY = proxy.url;
    process.env.http_proxy = proxy.url;
    process.env.NODE_USE_ENV_PROXY = '1';
    try {
      await openTransport().send(requestTo(server.url));
    } finally {
      process.env = before;
    }
    expect([server.connections(), proxy.connections()]).toEqual([1, 0]);
  });

  it.each([
    ['compressed as it says it is not', 'Content-Encoding: gzip\r\n', Buffer.from([0x1f, 0x8b, 0, 0xff])],
    ['in another character set', 'Content-Type: text/plain; charset=utf-16\r\n', Buffer.from([0xd8, 0, 0x41])],
    ['binary under the name of JSON', 'Content-Type: application/json\r\n', Buffer.from([0, 1, 2, 0xfe])],
  ])('keeps a body that is %s byte for byte', async (_what, header, bytes) => {
    const server = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${header}Content-Length: ${bytes.length}\r\n\r\n`);
      socket.write(bytes);
    });
    const { response, error } = await openTransport().send(requestTo(server.url));
    expect(error).toBeNull();
    expect(response?.body).toEqual(bytes);
  });

  it('takes an answer that comes before the request was read, and does not queue the next one behind it', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.pause();
        socket.write(plainAnswer);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const transport = openTransport();
    for (let count = 0; count < 2; count += 1) {
      const { response, error } = await transport.send(requestTo(url, { body: Buffer.alloc(32_000_000) }));
      expect([error, response?.status]).toEqual([null, 200]);
    }
    expect(connections).toBe(2);
  });
});
