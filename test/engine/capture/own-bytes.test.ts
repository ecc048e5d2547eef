import { describe, expect, test } from 'vitest';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { connectRaw, statusesOf } from './support/raw-client.ts';

const host = 'Host: 127.0.0.1\r\n';
const get = (path: string): string => `GET ${path} HTTP/1.1\r\n${host}\r\n`;
const post = (headers: string, body = ''): string => `POST /x HTTP/1.1\r\n${host}${headers}\r\n${body}`;

/** The rows, the oldest first, with the bodies that are kept. */
async function readRows(engine: Awaited<ReturnType<typeof openWire>>) {
  const found = [];
  for (const { seq } of (await engine.rows()).reverse()) {
    const { capture } = await engine.call['log.detail']({ seq });
    const id = capture?.id ?? '';
    const body = await engine.call['log.body']({ of: 'capture', id, offset: 0, length: 200_000 });
    found.push({ ...capture, body: Buffer.from(body.base64, 'base64').toString('latin1') });
  }
  return found;
}

describe('requests in one packet', () => {
  const half = 'POST /second HTTP/1.1\r\nHost: a\r\nX-Ha';

  test('half of a second one is a row of its own when the sender ends the connection', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(get('/first') + half);
    await client.answers(1);
    client.socket.end();
    expect(statusesOf(await client.closed)).toEqual([200, 400]);
    expect(await readRows(engine)).toMatchObject([
      { target: '/first', malformed: null, responseStatus: 200, body: '' },
      { target: '/second', malformed: expect.stringMatching(/before the headers/), responseStatus: 400, body: half },
    ]);
  });

  test('so it is when the sender falls silent', async () => {
    const captureTimeouts = { headers: 300, request: 600, check: 100 };
    const engine = await openWire(makeTemporaryDirectory(), { captureTimeouts });
    const client = await connectRaw(engine.capturePort());
    await client.write(get('/first') + half);
    expect(statusesOf(await client.closed)).toEqual([200, 408]);
    expect(await readRows(engine)).toMatchObject([{ target: '/first' }, { target: '/second', body: half }]);
  });

  test('garbage behind two of them is a row of its own, and both were answered', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(`${get('/1')}${get('/2')}GARBAGE BEHIND\r\n\r\n`);
    expect(statusesOf(await client.closed)).toEqual([200, 200, 400]);
    expect(await readRows(engine)).toMatchObject([
      { target: '/1', responseStatus: 200, body: '' },
      { target: '/2', responseStatus: 200, body: '' },
      { method: 'GARBAGE', responseStatus: 400, body: 'GARBAGE BEHIND\r\n\r\n' },
    ]);
  });

  test.each([
    ['with a length', post('Content-Length: 3\r\n', 'abc')],
    ['in chunks', post('Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n')],
  ])('a body %s belongs to its request, wherever the packet is cut', async (_how, first) => {
    const bytes = `${first}${get('/2')}${half}`;
    for (const cut of [5, first.length - 4, first.length - 1, first.length, first.length + 7]) {
      const engine = await openWire(makeTemporaryDirectory());
      const client = await connectRaw(engine.capturePort());
      await client.write(bytes.slice(0, cut));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await client.write(bytes.slice(cut));
      await client.answers(2);
      client.socket.end();
      expect(statusesOf(await client.closed), `cut at ${cut}`).toEqual([200, 200, 400]);
      expect((await readRows(engine)).map(({ body }) => body)).toEqual(['abc', '', half]);
    }
  });

  test('bad chunks behind a request keep their own bytes alone', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    const bad = post('Transfer-Encoding: chunked\r\n', 'zz\r\nab\r\n');
    await client.write(get('/1') + bad);
    expect(statusesOf(await client.closed)).toEqual([200, 400]);
    expect((await readRows(engine)).map(({ body }) => body)).toEqual(['', bad]);
  });

  test('a row whose sender had gone before the answer says that none was written', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(get('/gone'));
    client.socket.resetAndDestroy();
    await expect.poll(async () => (await engine.rows()).map(({ captured }) => captured?.responseStatus)).toEqual([0]);
    // Control: one that stays.
    const staying = await connectRaw(engine.capturePort());
    await staying.write(get('/stays'));
    await staying.answers(1);
    expect((await engine.rows())[0]?.captured).toMatchObject({ target: '/stays', responseStatus: 200 });
  });
});

describe('what used to vanish', () => {
  test('the body of a request with an expectation that cannot be met', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(post('Expect: 200-ok\r\nContent-Length: 5\r\n', 'hello'));
    expect(statusesOf(await client.closed)).toEqual([417]);
    expect(await readRows(engine)).toMatchObject([
      { body: 'hello', bodyBytes: 5, complete: true, responseStatus: 417 },
    ]);
  });

  test('a sender that waits for the answer to its expectation first gets it', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(post('Expect: 200-ok\r\nContent-Length: 5\r\n'));
    expect(statusesOf(await client.answers(1))).toEqual([417]);
    expect(await readRows(engine)).toMatchObject([{ body: '', bodyBytes: 0, complete: false }]);
  });

  test('trailers of a chunked body', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    const chunks = '1\r\na\r\n0\r\nX-Checksum: 12\r\nx-checksum: 13\r\n\r\n';
    await client.write(post('Transfer-Encoding: chunked\r\nTrailer: X-Checksum\r\n', chunks));
    expect(statusesOf(await client.answers(1))).toEqual([200]);
    const [row] = await readRows(engine);
    expect(row).toMatchObject({
      body: 'a',
      trailers: [
        ['X-Checksum', '12'],
        ['x-checksum', '13'],
      ],
    });
    expect(row?.headers).not.toContainEqual(['X-Checksum', '12']);
  });

  test('bytes behind the head of CONNECT', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(`CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\nhello through a tunnel`);
    expect(statusesOf(await client.closed)).toEqual([405]);
    expect(await readRows(engine)).toMatchObject([
      { method: 'CONNECT', body: 'hello through a tunnel', bodyBytes: 22 },
    ]);
  });
});

describe('a request that asks for an upgrade', () => {
  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';

  test('leaves a row for the bytes behind its head, which are not answered', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(`${get('/1')}GET /2 HTTP/1.1\r\n${host}${upgrade}\r\n\x81\x05hello`);
    expect(statusesOf(await client.closed)).toEqual([200, 200]);
    await expect.poll(async () => (await engine.rows()).length).toBe(3);
    expect(await readRows(engine)).toMatchObject([
      { method: 'GET', target: '/1', responseStatus: 200 },
      { method: 'GET', target: '/2', malformed: null, complete: true, body: '', responseStatus: 200 },
      { responseStatus: 0, malformed: expect.stringMatching(/not answered/), body: expect.stringMatching(/hello$/) },
    ]);
  });

  test.each([
    ['with a length', `Content-Length: 5\r\n\r\nhello`, []],
    ['in chunks', `Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: 1\r\n\r\n`, [['X-T', '1']]],
  ])('keeps a body %s, wherever the packet is cut', async (_how, rest, trailers) => {
    const bytes = `POST /x HTTP/1.1\r\n${host}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n${rest}`;
    for (const cut of [9, bytes.indexOf('\r\n\r\n') + 4, bytes.length - 1, bytes.length]) {
      const engine = await openWire(makeTemporaryDirectory());
      const client = await connectRaw(engine.capturePort());
      await client.write(bytes.slice(0, cut));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await client.write(bytes.slice(cut));
      expect(statusesOf(await client.closed), `cut at ${cut}`).toEqual([200]);
      expect(await readRows(engine)).toMatchObject([
        { method: 'POST', target: '/x', malformed: null, complete: true, body: 'hello', bodyBytes: 5, trailers },
      ]);
    }
  });

  test('is answered without a body where it is HEAD', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const [head, other] = await Promise.all(
      ['HEAD', 'GET'].map(async (method) => {
        const client = await connectRaw(engine.capturePort());
        await client.write(`${method} /x HTTP/1.1\r\n${host}${upgrade}\r\n`);
        return client.closed;
      }),
    );
    expect([statusesOf(head ?? ''), statusesOf(other ?? '')]).toEqual([[200], [200]]);
    expect(head?.split('\r\n\r\n')[1]).toBe('');
    expect(other?.split('\r\n\r\n')[1]).not.toBe('');
  });

  test('is asked for its body where it waits for that', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(post(`${upgrade}Expect: 100-continue\r\nContent-Length: 5\r\n`));
    expect(statusesOf(await client.answers(1))).toEqual([100]);
    await client.write('hello');
    expect(statusesOf(await client.closed)).toEqual([100, 200]);
    expect(await readRows(engine)).toMatchObject([{ body: 'hello', complete: true, responseStatus: 200 }]);
  });
});

describe('a method that the parser does not know', () => {
  const cases: [name: string, bytes: string, body: string, trailers: string[][]][] = [
    ['without a body', `FOOBAR /m?a=1 HTTP/1.1\r\n${host}X-A: b\r\n\r\n`, '', []],
    ['with a length', `FOOBAR /m?a=1 HTTP/1.1\r\n${host}X-A: b\r\nContent-Length: 5\r\n\r\nhello`, 'hello', []],
    [
      'in chunks',
      `FOOBAR /m?a=1 HTTP/1.1\r\n${host}X-A: b\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: 1\r\n\r\n`,
      'hello',
      [['X-T', '1']],
    ],
  ];

  test.each(cases)('is captured and answered like any other: %s', async (_name, bytes, body, trailers) => {
    for (const cut of [3, 12, bytes.indexOf('\r\n\r\n') + 2, bytes.length - 1, bytes.length]) {
      const engine = await openWire(makeTemporaryDirectory());
      const client = await connectRaw(engine.capturePort());
      await client.write(bytes.slice(0, cut));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await client.write(bytes.slice(cut));
      expect(statusesOf(await client.closed), `cut at ${cut}`).toEqual([200]);
      const rows = await readRows(engine);
      expect(rows).toMatchObject([
        { method: 'FOOBAR', target: '/m?a=1', httpVersion: '1.1', malformed: null, complete: true, body, trailers },
      ]);
      expect(rows[0]?.headers).toContainEqual(['X-A', 'b']);
    }
  });

  test('behind another request it is answered second, and what follows it is a row that was not answered', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(`${get('/1')}FOOBAR /2 HTTP/1.1\r\n${host}\r\n${get('/3')}`);
    expect(statusesOf(await client.closed)).toEqual([200, 200]);
    await expect.poll(async () => (await engine.rows()).length).toBe(3);
    expect(await readRows(engine)).toMatchObject([
      { method: 'GET', target: '/1', responseStatus: 200 },
      { method: 'FOOBAR', target: '/2', responseStatus: 200, body: '' },
      { target: '/3', responseStatus: 0, malformed: expect.stringMatching(/not answered/), body: get('/3') },
    ]);
  });

  test('is incomplete where it stops, and cut at the limit', async () => {
    const engine = await openWire(makeTemporaryDirectory(), { settings: { captureBodyLimit: 1000 } });
    const client = await connectRaw(engine.capturePort());
    await client.write(`FOOBAR /m HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhe`);
    client.socket.end();
    await expect.poll(() => readRows(engine)).toMatchObject([{ method: 'FOOBAR', body: 'he', complete: false }]);
    const large = await connectRaw(engine.capturePort());
    await large.write(`FOOBAR /l HTTP/1.1\r\n${host}Content-Length: 5000\r\n\r\n${'x'.repeat(5000)}`);
    expect(statusesOf(await large.closed)).toEqual([413]);
    expect((await readRows(engine))[1]).toMatchObject({ bodyBytes: 5000, truncated: true, responseStatus: 413 });
  });
});
