import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { connectRaw, statusesOf } from './support/raw-client.ts';

const token = fc.string({ unit: fc.constantFrom(...'abcXYZ0189-_!~.'), minLength: 1, maxLength: 12 });
const value = fc
  .string({ unit: fc.constantFrom(...'abc XYZ,;="é\u00ff\t', 'x'), maxLength: 20 })
  .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''));
const reserved = /^(?:host|content-length|connection|transfer-encoding|expect|upgrade|te|trailer|keep-alive)$/i;

const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PURGE'),
  target: fc.string({ unit: fc.constantFrom(...'abc/%20?=&+~;,@:'), maxLength: 20 }).map((text) => `/${text}`),
  headers: fc.array(
    fc.tuple(token, value).filter(([name]) => !reserved.test(name)),
    { maxLength: 8 },
  ),
  body: fc.uint8Array({ maxLength: 300 }),
});

describe('what arrived', () => {
  it('is kept to the byte: body, and names, values, order, case and repeats of headers', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    let count = 0;
    await fc.assert(
      fc.asyncProperty(request, async ({ method, target, headers, body }) => {
        count += 1;
        const lines = [['Host', '127.0.0.1'], ...headers, ['Content-Length', String(body.length)]];
        const head = `${method} ${target} HTTP/1.1\r\n${lines.map(([name, text]) => `${name}: ${text}\r\n`).join('')}\r\n`;
        await client.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
        await client.answers(count);
        const [row] = await engine.rows();
        const stored = engine.readExactCapture(row?.seq ?? 0);
        expect(stored.method).toBe(method);
        expect(stored.target).toBe(target);
        expect(stored.headers).toEqual(lines);
        expect(stored.body.equals(body)).toBe(true);
      }),
      { numRuns: 500, seed: 13 },
    );
    expect(statusesOf(client.text())).toEqual(new Array(500).fill(200));
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0, 0x80, 0xc3])],
    ['a lone surrogate as a JSON escape', Buffer.from('{"a":"\\ud800"}')],
    ['a byte order mark', Buffer.from('\ufeff{}')],
    ['nothing', Buffer.alloc(0)],
    ['NULs', Buffer.alloc(10)],
  ])('is kept and given out as it is: %s', async (_name, body) => {
    const engine = await openWire(makeTemporaryDirectory());
    await fetch(engine.captureUrl('/x'), { method: 'POST', body });
    const [row] = await engine.rows();
    const part = await engine.call['log.body']({ of: 'capture', id: `c${row?.seq}`, offset: 0, length: 1000 });
    expect(part).toEqual({ base64: body.toString('base64'), totalBytes: body.length });
  });

  it('is durable before the sender is told', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const seen: number[] = [];
    // Another connection to the same file sees only what is committed.
    const other = engine.openReader();
    for (let count = 0; count < 20; count += 1) {
      await fetch(engine.captureUrl('/x'), { method: 'POST', body: 'x' });
      seen.push(other());
    }
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('is refused with 507 while the disk does not take it, and taken when it does', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const post = () => fetch(engine.captureUrl('/x'), { method: 'POST', body: 'x' });
    engine.breakWrites(true);
    expect((await post()).status).toBe(507);
    expect((await post()).status).toBe(507);
    engine.breakWrites(false);
    await engine.untilWritable();
    expect((await post()).status).toBe(200);
    expect(await engine.rows()).toHaveLength(1);
  });
});

describe('the size of a body', () => {
  const limit = 2000;
  it.each([
    ['of exactly the limit is kept', limit, 200, false],
    ['above the limit is cut, counted and refused', limit + 1, 413, true],
    ['far above it as well', limit * 50, 413, true],
  ])('%s', async (_name, size, status, truncated) => {
    const engine = await openWire(makeTemporaryDirectory(), { settings: { captureBodyLimit: limit } });
    const answer = await fetch(engine.captureUrl('/x'), { method: 'POST', body: Buffer.alloc(size, 97) });
    expect(answer.status).toBe(status);
    const [row] = await engine.rows();
    const { capture } = await engine.call['log.detail']({ seq: row?.seq ?? 0 });
    expect(capture).toMatchObject({ bodyBytes: size, truncated, complete: true });
    const { totalBytes } = await engine.call['log.body']({ of: 'capture', id: `c${row?.seq}`, offset: 0, length: 1 });
    expect(totalBytes).toBe(Math.min(size, limit));
  });

  it('is refused before it is sent, where the sender asks first', async () => {
    const engine = await openWire(makeTemporaryDirectory(), { settings: { captureBodyLimit: limit } });
    const client = await connectRaw(engine.capturePort());
    await client.write('POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n');
    expect(statusesOf(await client.closed)).toEqual([413]);
    const [row] = await engine.rows();
    expect(row?.captured).toMatchObject({ bodyBytes: 5000, responseStatus: 413 });
  });
});

describe('a request that does not arrive whole', () => {
  // Long enough for what was sent to be read before.
  const captureTimeouts = { headers: 1000, request: 2000, check: 50 };

  it.each([
    ['slow headers', 'POST /slow HTTP/1.1\r\nHost: a\r\nX-Half: wa', true],
    ['a slow body', 'POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc', false],
  ])('because of %s is kept as far as it came, and answered 408', async (_name, bytes, malformed) => {
    const engine = await openWire(makeTemporaryDirectory(), { captureTimeouts });
    const client = await connectRaw(engine.capturePort());
    await client.write(bytes);
    expect(statusesOf(await client.closed)).toEqual([408]);
    const [row, ...others] = await engine.rows();
    expect(others).toEqual([]);
    const { capture } = await engine.call['log.detail']({ seq: row?.seq ?? 0 });
    expect(capture).toMatchObject({ complete: false, method: 'POST', target: '/slow', responseStatus: 408 });
    expect(capture?.malformed !== null).toBe(malformed);
    const { base64 } = await engine.call['log.body']({ of: 'capture', id: `c${row?.seq}`, offset: 0, length: 1000 });
    expect(Buffer.from(base64, 'base64').toString()).toBe(malformed ? bytes : 'abc');
  });

  it.each([
    ['half its headers', 'POST /x HTTP/1.1\r\nHost: a\r\nX-Ha'],
    ['half its body', 'POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc'],
  ])('because its sender went away after %s leaves one row', async (_name, bytes) => {
    const engine = await openWire(makeTemporaryDirectory());
    for (const end of ['end', 'resetAndDestroy'] as const) {
      const client = await connectRaw(engine.capturePort());
      await client.write(bytes);
      await client.read();
      client.socket[end]();
      await client.closed;
    }
    await engine.waitFor('log.changed', () => engine.events.filter(({ name }) => name === 'log.changed').length >= 2);
    const rows = await engine.rows();
    expect(rows).toHaveLength(2);
    for (const { seq } of rows) {
      expect((await engine.call['log.detail']({ seq })).capture).toMatchObject({ complete: false });
    }
  });

  it('because the server is switched off is kept as incomplete', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write('POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
    await client.read();
    await engine.call['capture.configure']({ on: false, port: engine.capturePort() });
    const [row] = await engine.rows();
    expect((await engine.call['log.detail']({ seq: row?.seq ?? 0 })).capture).toMatchObject({
      complete: false,
      bodyBytes: 3,
    });
  });
});
