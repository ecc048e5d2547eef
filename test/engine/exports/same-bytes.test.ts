import { type AddressInfo, createServer } from 'node:net';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { targetOf } from '../../../src-main/engine/request-target.ts';
import { exportFormats } from '../../../src-preload/contract/exports.ts';
import { connectRaw } from '../capture/support/raw-client.ts';
import { importText } from '../imports/support/import-text.ts';
import { openWire, type WireTest } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

/** Promise 26 was looked at with HOOKWRIGHT_TEST_RUNS=5000. */
const RUNS = Number(process.env.HOOKWRIGHT_TEST_RUNS ?? 120);

type Pair = [name: string, value: string];

interface Message {
  method: string;
  target: string;
  headers: Pair[];
  body: Buffer;
}

const ofTheConnection = /^(?:host|connection|content-length)$/i;
const notPlain =
  /^(?:connection|content-length|expect|host|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|cookie|set-cookie|authorization|proxy-authorization)$|(?:token|secret|key|password|passwd)$/i;

const printable = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 24,
});
const troublesome = fc.constantFrom(
  '/a/../b/./c',
  '?',
  '//',
  '/it\'s"<>',
  '#',
  '/%2e%2e/',
  '\\',
  '/.',
  '{[1-3]}',
  '??',
  '/a?',
);
const path = fc.array(fc.oneof(printable, troublesome), { maxLength: 3 }).map((parts) => `/${parts.join('')}`);
const target = fc
  .oneof({ weight: 5, arbitrary: path }, { weight: 1, arbitrary: path.map((text) => `http://HOST${text}`) })
  .filter((text) => !/[?&][^?=&#]*=/.test(text));
const octet = fc.oneof(
  fc.integer({ min: 0x21, max: 0x7e }),
  fc.integer({ min: 0x80, max: 0xff }),
  fc.constantFrom(0x20, 0x09),
);
const value = fc
  .oneof(
    fc.string({ unit: octet.map((code) => String.fromCharCode(code)), maxLength: 16 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => Buffer.from(text).toString('latin1')),
  )
  .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''))
  .filter((text) => [...text].every((one) => one >= ' ' || one === '\t') && !text.includes('\x7f'));
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]{0,10}$/).filter((text) => !notPlain.test(text));
const message = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  target,
  headers: fc.array(fc.tuple(name, value), { maxLength: 6 }),
  body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
});

/** Keeps the last request that arrived whole, byte for byte. */
async function startServer() {
  let last: Message | null = null;
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [first = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
      const length = Number(lines.map((line) => /^content-length: (\d+)$/i.exec(line)?.[1]).find(Boolean) ?? 0);
      if (received.length < end + 4 + length) return;
      const [, method = '', arrived = ''] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(first) ?? [];
      const headers = lines.map((line): Pair => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
      last = { method, target: arrived, headers, body: Buffer.from(received.subarray(end + 4)) };
      received = Buffer.alloc(0);
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, take: (): Message | null => last };
}

async function replayExact(engine: WireTest, deliveryId: string): Promise<void> {
  const order = {
    deliveryId,
    attemptId: null,
    mode: 'exact' as const,
    bodyText: null,
    target: { to: 'original' as const },
  };
  const { confirmations, blockers } = await engine.call['replay.preview'](order);
  expect(blockers).toEqual([]);
  const made = await engine.call['replay.send']({ ...order, confirmed: confirmations.map(({ id }) => id) });
  await engine.finished(made.id);
}

/** What the promise is about: the connection has its own headers. */
const pick = ({ method, target: text, headers, body }: Message) => ({
  method,
  target: text,
  headers: headers.filter(([each]) => !ofTheConnection.test(each)),
  body: body.toString('hex'),
});

it(`${RUNS} requests are the same to the byte, captured, replayed exact, exported, imported and replayed again`, {
  timeout: RUNS * 1000,
}, async () => {
  const server = await startServer();
  const engine = await openWire(makeTemporaryDirectory());
  const client = await connectRaw(engine.capturePort());
  let count = 0;
  await fc.assert(
    fc.asyncProperty(message, fc.constantFrom(...exportFormats), async (made, format) => {
      count += 1;
      const sent = { ...made, target: made.target.replace('HOST', server.host) };
      const lines = [['Host', server.host], ...sent.headers, ['Content-Length', String(sent.body.length)]];
      const head = `${sent.method} ${sent.target} HTTP/1.1\r\n${lines.map(([each, text]) => `${each}: ${text}\r\n`).join('')}\r\n`;
      await client.write(Buffer.concat([Buffer.from(head, 'latin1'), sent.body]));
      await client.answers(count);
      const [row] = await engine.rows();
      const seq = row?.seq ?? 0;
      await replayExact(engine, `c${seq}`);
      expect(pick(server.take() as Message)).toEqual(pick(sent));
      for (const each of exportFormats) {
        const { text, leftOut } = await engine.call['exports.line']({ seq, format: each });
        const [item] = readSource([{ name: 'exported', bytes: Buffer.from(text) }], each);
        expect(leftOut).toEqual([]);
        if (!item?.ok) throw new Error(`${each} was not read: ${item?.message}\n${text}`);
        const { request } = item;
        expect([each, pick({ ...request, target: targetOf(request) })]).toEqual([each, pick(sent)]);
      }
      // An import starts a thread, so that one in 25 has to do.
      if (count % 25 !== 1) return;
      const { text } = await engine.call['exports.line']({ seq, format });
      await importText(engine, format === 'har' ? 'a.har' : format === 'curl' ? 'a.sh' : 'a.jsonl', text);
      const [imported] = await engine.rows();
      await replayExact(engine, imported?.sent?.deliveryId ?? '');
      expect(pick(server.take() as Message)).toEqual(pick(sent));
    }),
    { numRuns: RUNS },
  );
});
