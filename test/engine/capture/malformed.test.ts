import { describe, expect, it } from 'vitest';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { connectRaw, statusesOf } from './support/raw-client.ts';

const host = 'Host: 127.0.0.1\r\n';
const post = (headers: string, body = ''): string => `POST /x HTTP/1.1\r\n${host}${headers}\r\n${body}`;
const tlsHello = Buffer.from('16030100c8010000c40303', 'hex');

/** What arrives, what is answered (several for several requests), and whether the row says that it was not HTTP. */
type Shape = [name: string, bytes: string | Buffer, statuses: number[], malformed: boolean | null];

const shapes: Shape[] = [
  [
    'a length and chunks',
    post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '1\r\na\r\n0\r\n\r\n'),
    [400],
    true,
  ],
  ['an unknown transfer coding', post('Transfer-Encoding: xchunked\r\n', 'abc'), [400], true],
  ['chunked that is not last', post('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'), [400], true],
  ['two equal lengths', post('Content-Length: 3\r\nContent-Length: 3\r\n', 'abc'), [400], true],
  ['two different lengths', post('Content-Length: 3\r\nContent-Length: 4\r\n', 'abcd'), [400], true],
  ['a negative length', post('Content-Length: -1\r\n'), [400], true],
  ['a length with a plus', post('Content-Length: +5\r\n', 'abcde'), [400], true],
  ['a length beyond 64 bits', post('Content-Length: 18446744073709551616\r\n'), [400], true],
  ['a length that is a word', post('Content-Length: five\r\n', 'abcde'), [400], true],
  ['a hexadecimal length', post('Content-Length: 0x3\r\n', 'abc'), [400], true],
  ['a chunk size that is no number', post('Transfer-Encoding: chunked\r\n', 'zz\r\nab\r\n'), [400], true],
  [
    'a chunk that is too long for its size',
    post('Transfer-Encoding: chunked\r\n', '2\r\nabcd\r\n0\r\n\r\n'),
    [400],
    true,
  ],
  ['a chunk size beyond 64 bits', post('Transfer-Encoding: chunked\r\n', 'fffffffffffffffff\r\n'), [400], true],
  ['a negative chunk size', post('Transfer-Encoding: chunked\r\n', '-1\r\n'), [400], true],
  ['chunks that end in a bare line feed', post('Transfer-Encoding: chunked\r\n', '1\na\n0\n\n'), [400], true],
  ['bare line feeds', 'POST /x HTTP/1.1\nHost: a\n\n', [400], true],
  ['bare carriage returns', 'POST /x HTTP/1.1\rHost: a\r\r', [400], true],
  ['a folded header', post('X-A: 1\r\n  2\r\n'), [400], true],
  ['a space before the colon', post('X-A : 1\r\n'), [400], true],
  ['a NUL in a header', post('X-A: a\0b\r\n'), [400], true],
  ['a NUL in the target', `GET /a\0b HTTP/1.1\r\n${host}\r\n`, [400], true],
  ['a header without a colon', post('nothing\r\n'), [400], true],
  ['an empty header name', post(': 1\r\n'), [400], true],
  ['an unknown method', `FROB /x HTTP/1.1\r\n${host}\r\n`, [200], false],
  ['a method in small letters', `post /x HTTP/1.1\r\n${host}\r\n`, [200], false],
  ['a method that is no token', `FR(B /x HTTP/1.1\r\n${host}\r\n`, [400], true],
  ['an unknown method with a folded header', `FROB /x HTTP/1.1\r\n${host}X-A: 1\r\n  2\r\n\r\n`, [400], true],
  [
    'an unknown method with two lengths',
    `FROB /x HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na`,
    [400],
    true,
  ],
  ['an unknown method of another version', `FROB /x HTTP/2.0\r\n${host}\r\n`, [400], true],
  // Whether it still counts as a request depends on the version of Node.
  ['HTTP/0.9', 'GET /x\r\n\r\n', [], null],
  ['a version that does not exist', `GET /x HTTP/7.3\r\n${host}\r\n`, [400], true],
  ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', [400], true],
  ['a TLS hello', tlsHello, [400], true],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400], true],
  ['headers of more than 256 KB', post(`X-A: ${'x'.repeat(270_000)}\r\n`), [431], true],
  ['a target of more than 256 KB', `GET /x?q=${'x'.repeat(270_000)} HTTP/1.1\r\n${host}\r\n`, [431], true],
  ['headers of 200 KB', post(`X-A: ${'x'.repeat(200_000)}\r\nContent-Length: 1\r\n`, 'a'), [200], false],
  ['two hosts', `POST /x HTTP/1.1\r\n${host}Host: evil.example\r\nContent-Length: 0\r\n\r\n`, [200], false],
  ['no host', 'POST /x HTTP/1.1\r\nContent-Length: 1\r\n\r\na', [200], false],
  ['HTTP/1.0', 'POST /x HTTP/1.0\r\nContent-Length: 1\r\n\r\na', [200], false],
  ['a target in absolute form', `GET http://evil.example/x HTTP/1.1\r\n${host}\r\n`, [200], false],
  ['an asterisk', `OPTIONS * HTTP/1.1\r\n${host}\r\n`, [200], false],
  ['an upgrade', post('Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n', 'a'), [200], false],
  ['a further transfer coding', post('Transfer-Encoding: gzip, chunked\r\n', '1\r\na\r\n0\r\n\r\n'), [200], false],
  ['an expectation', post('Expect: 200-ok\r\nContent-Length: 1\r\n', 'a'), [417], false],
  ['an expected continue', post('Expect: 100-continue\r\nContent-Length: 1\r\n', 'a'), [100, 200], false],
  ['a tunnel', `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`, [405], false],
  ['1,500 headers', post(`${'A: 1\r\n'.repeat(1500)}Content-Length: 1\r\n`, 'a'), [200], false],
  ['an empty chunked body', post('Transfer-Encoding: chunked\r\n', '0\r\n\r\n'), [200], false],
  ['trailers', post('Transfer-Encoding: chunked\r\nTrailer: X-T\r\n', '1\r\na\r\n0\r\nX-T: 1\r\n\r\n'), [200], false],
];

describe('the capture server', () => {
  it.each(shapes)('keeps one row of %s, answers it, and lives on', async (_name, bytes, statuses, malformed) => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(bytes);
    await client.answers(Math.max(1, statuses.length));
    if (malformed !== null) expect(statusesOf(client.text())).toEqual(statuses);
    const rows = await engine.rows();
    expect(rows).toHaveLength(1);
    if (malformed !== null) expect(rows[0]?.captured).toMatchObject({ malformed, responseStatus: statuses.at(-1) });
    if (malformed) {
      // The raw bytes are there, as far as they were read.
      const { capture } = await engine.call['log.detail']({ seq: rows[0]?.seq ?? 0 });
      expect(capture?.malformed).toMatch(/\w/);
      const body = await engine.call['log.body']({ of: 'capture', id: capture?.id ?? '', offset: 0, length: 100_000 });
      expect(Buffer.from(bytes).includes(Buffer.from(body.base64, 'base64').subarray(0, 20))).toBe(true);
      expect(body.totalBytes).toBeGreaterThan(0);
      await client.closed;
    }
    const alive = await fetch(engine.captureUrl('/alive'), { method: 'POST', body: 'x' });
    expect(alive.status).toBe(200);
    expect(await engine.rows()).toHaveLength(2);
  });

  it('keeps pipelined requests in their order', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write([1, 2, 3].map((n) => `POST /${n} HTTP/1.1\r\n${host}Content-Length: 1\r\n\r\n${n}`).join(''));
    expect(statusesOf(await client.answers(3))).toEqual([200, 200, 200]);
    expect((await engine.rows()).map(({ captured }) => captured?.target)).toEqual(['/3', '/2', '/1']);
  });

  it.each([
    ['a body', 'Content-Length: 10\r\n\r\nabc', 'abc'],
    ['a body of which nothing came', 'Content-Length: 10\r\n\r\n', ''],
    ['a chunk', 'Transfer-Encoding: chunked\r\n\r\n5\r\nab', 'ab'],
  ])('keeps the second of two requests in one packet that stops in the middle of %s', async (_name, half, body) => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(`GET /1 HTTP/1.1\r\n${host}\r\nPOST /2 HTTP/1.1\r\n${host}${half}`);
    client.socket.end();
    await client.closed;
    await expect.poll(async () => (await engine.rows()).map(({ captured }) => captured?.target)).toEqual(['/2', '/1']);
    const [second] = await engine.rows();
    const { capture } = await engine.call['log.detail']({ seq: second?.seq ?? 0 });
    expect(capture).toMatchObject({ method: 'POST', complete: false, bodyBytes: body.length });
  });

  it('keeps a request and the one that was smuggled behind it, and answers them in order', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(`${post('Content-Length: 1\r\n', 'a')}GARBAGE BEHIND\r\n\r\n`);
    expect(statusesOf(await client.closed)).toEqual([200, 400]);
    const rows = await engine.rows();
    expect(rows.map(({ captured }) => [captured?.malformed, captured?.method])).toEqual([
      [true, 'GARBAGE'],
      [false, 'POST'],
    ]);
  });

  it('keeps no row of a connection that was only opened, nor of one that ends after its answer', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const idle = await connectRaw(engine.capturePort());
    idle.socket.end();
    await idle.closed;
    const used = await connectRaw(engine.capturePort());
    await used.write(post('Content-Length: 0\r\n'));
    await used.answers(1);
    used.socket.end();
    await used.closed;
    expect(await engine.rows()).toHaveLength(1);
  });
});
