import { expect, it } from 'vitest';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { exportFormats } from '../../../src-preload/contract/exports.ts';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import { connectRaw } from '../capture/support/raw-client.ts';
import { everything, openWire, type WireTest } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const ORDINARY = 1000;
/** Each is sent ten times. */
const odd: string[] = [
  'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  'POST * HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n',
  'POST /a HTTP/1.1\r\nHost: a b\r\nContent-Length: 0\r\n\r\n',
  'POST /a HTTP/1.1\r\nHost:\r\nContent-Length: 0\r\n\r\n',
  'POST /a HTTP/1.1\r\nHost: h:99999\r\nContent-Length: 0\r\n\r\n',
  'POST /a HTTP/1.1\r\nHost: ]\xff[\r\nContent-Length: 0\r\n\r\n',
  'POST /a HTTP/1.1\r\nHost: one\r\nHost: two\r\nContent-Length: 0\r\n\r\n',
  'POST http://h:99999/x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n',
  'POST ftp://h/x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n',
  'POST http://u:p@h/x#y HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n',
  'POST //?\\#<> HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n',
  'GET /%zz%?%=&&=% HTTP/1.0\r\n\r\n',
  'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n',
  'POST /a HTTP/1.1\r\nHost: x\r\nX-A: \x80\xff\r\nSet-Cookie: a; expires=never\r\nContent-Length: 1\r\n\r\n\0',
  'PURGE /a HTTP/1.1\r\nHost: x\r\nContent-Type: \xff\r\nContent-Length: 0\r\n\r\n',
  'POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
  'not http at all\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'POST /a HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\nContent-Length: 0\r\n\r\n',
  'HEAD /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n',
];

async function sendOdd(engine: WireTest, bytes: string): Promise<void> {
  const client = await connectRaw(engine.capturePort());
  await client.write(Buffer.from(bytes, 'latin1'));
  await client.answers(1);
  client.socket.destroy();
}

async function sendOrdinary(engine: WireTest, count: number): Promise<void> {
  const client = await connectRaw(engine.capturePort());
  const request = 'POST /in HTTP/1.1\r\nHost: hooks.example.com\r\nContent-Length: 2\r\n\r\n{}';
  await client.write(request.repeat(count));
  await client.answers(count);
  client.socket.destroy();
}

async function exportAll(engine: WireTest, format: (typeof exportFormats)[number]) {
  let [text, lines, leftOut] = ['', 0, 0];
  let above: number | null = 0;
  let upTo: number | null = null;
  while (above !== null) {
    const piece: Awaited<ReturnType<(typeof engine.call)['exports.piece']>> = await engine.call['exports.piece']({
      filter: everything,
      format,
      above,
      upTo,
    });
    text += piece.text;
    lines += piece.lines;
    leftOut += piece.leftOut;
    above = piece.next;
    upTo = piece.upTo;
  }
  return { text, lines, leftOut };
}

it('200 odd captures among 1,000 ordinary ones take no page, detail or export down', async () => {
  const engine = await openWire(makeTemporaryDirectory());
  for (let round = 0; round < 10; round += 1) {
    await sendOrdinary(engine, ORDINARY / 10);
    for (const bytes of odd) await sendOdd(engine, bytes);
  }
  const rows: LogRow[] = [];
  let before: number | null = null;
  do {
    const page = await engine.call['log.page']({ filter: everything, before, after: null, limit: 200 });
    rows.push(...page.rows);
    before = page.rows.length === 0 ? null : (page.rows.at(-1)?.seq ?? null);
  } while (before !== null);
  expect(rows).toHaveLength(ORDINARY + odd.length * 10);
  for (const { seq } of rows) {
    const { capture } = await engine.call['log.detail']({ seq });
    await engine.call['replay.preview']({
      deliveryId: capture?.id ?? '',
      attemptId: null,
      mode: 'exact',
      bodyText: null,
      target: { to: 'capture' },
    });
  }
  const notHttp = rows.filter(({ captured }) => captured?.malformed === true).length;
  for (const format of exportFormats) {
    const { text, lines, leftOut } = await exportAll(engine, format);
    expect([format, lines, leftOut]).toEqual([format, rows.length - notHttp, notHttp]);
    if (format === 'har') expect(JSON.parse(text).log.entries).toHaveLength(lines);
    const items = [...readSource([{ name: 'all', bytes: Buffer.from(text) }], format)];
    expect(items).toHaveLength(lines);
    expect(items.filter((item) => item.ok && item.request.url === 'http://hooks.example.com/in')).toHaveLength(
      ORDINARY,
    );
  }
  for (const { seq, captured } of rows.slice(0, odd.length)) {
    for (const format of exportFormats) {
      const exported = async () => engine.call['exports.line']({ seq, format });
      if (captured?.malformed) await expect(exported()).rejects.toThrow(/holds no request/);
      else expect((await exported()).text).not.toBe('');
    }
  }
});
