import { expect, test } from 'vitest';
import { connectRaw } from '../capture/support/raw-client.ts';
import { openWire } from '../support/open-wire.ts';
import { startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

/** What the preview of an exact replay of a captured request says about it. */
async function previewExact(bytes: string): Promise<string[]> {
  const engine = await openWire(makeTemporaryDirectory());
  const receiver = await startReceiver();
  const client = await connectRaw(engine.capturePort());
  await client.write(Buffer.from(bytes, 'latin1'));
  await client.answers(1);
  client.socket.destroy();
  const [row] = await engine.rows();
  const detail = await engine.call['log.detail']({ seq: row?.seq ?? 0 });
  const { notes } = await engine.call['replay.preview']({
    deliveryId: detail.capture?.id ?? '',
    attemptId: null,
    mode: 'exact',
    target: { to: 'url', url: `${receiver.url}/a` },
    bodyText: null,
  });
  return notes;
}

test.each<[what: string, request: string, notes: string[]]>([
  ['an ordinary request', 'POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}', []],
  [
    'HTTP/1.0',
    'POST /a HTTP/1.0\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}',
    ['It is sent as HTTP/1.1. It was HTTP/1.0.'],
  ],
  [
    'GET with an empty body that is announced',
    'GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n',
    ['There is no Content-Length. It was “0”.'],
  ],
  ['POST without a body', 'POST /a HTTP/1.1\r\nHost: x\r\n\r\n', ['Content-Length is “0”. There was none.']],
  [
    'a length with zeros in front',
    'POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 002\r\n\r\n{}',
    ['Content-Length is “2”. It was “002”.'],
  ],
  [
    'a chunked body',
    'POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    [
      'Left out, because they belong to a connection that is gone: Transfer-Encoding.',
      'Content-Length is “2”. There was none.',
    ],
  ],
  [
    'a connection that is closed',
    'GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ['Connection is “keep-alive”. It was “close”.'],
  ],
])('an exact replay of %s names what it writes in another way', async (_what, request, expected) => {
  const notes = await previewExact(request);
  const usual = /except the Host header|sent once and not retried/;
  expect(notes.filter((note) => !usual.test(note))).toEqual(expected);
});
