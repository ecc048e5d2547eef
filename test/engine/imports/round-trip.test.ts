import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toOctets } from '../../../src-main/engine/header-octets.ts';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { type ExportFormat, exportFormats } from '../../../src-preload/contract/exports.ts';
import { everything, openWire } from '../support/open-wire.ts';
import { answerStatus, startReceiver } from '../support/receiver.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { importText } from './support/import-text.ts';

const RUNS = 300;

const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]{0,12}$/).filter((name) => !reserved.test(name));
const reserved =
  /^(connection|content-length|expect|host|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$|(token|secret|key|password|passwd)$|^(authorization|proxy-authorization|cookie|set-cookie)$/i;
const value = fc.oneof(
  fc.stringMatching(/^[\x21-\x7e\x80-\xff]{1,30}$/),
  fc.stringMatching(/^[a-zé日🦊]{1,10}$/u).map(toOctets),
  fc.stringMatching(/^[!-~]{1,5} +'"\\[!-~]{1,5}$/),
  fc.constant(''),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'grapheme', maxLength: 100 }).map((text) => Buffer.from(text)),
  fc
    .constantFrom('a^\nb', 're ^', ' ^"x"', '@/etc/passwd', 'it\'s\n$(id) `x` \\ "', '{"a": 1.0}\r\n', '%b \\0101')
    .map((text) => Buffer.from(text)),
);
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: fc.webPath(),
  query: fc.webQueryParameters(),
  headers: fc.array(fc.tuple(token, value), { maxLength: 6 }),
  body,
});

const read = (format: ExportFormat, text: string) => {
  const [item] = readSource([{ name: 'exported', bytes: Buffer.from(text) }], format);
  if (item === undefined || !item.ok) throw new Error(`not read: ${item?.message}`);
  return item.request;
};

test(`${RUNS} requests come back from cURL, HAR and JSON lines with the same method, address, headers and bytes`, async () => {
  const engine = await openWire(makeTemporaryDirectory());
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, headers, body: bytes }) => {
      const url = new URL(`https://hooks.example.com${path === '' ? '/' : path}${query === '' ? '' : `?${query}`}`)
        .href;
      fc.pre(!url.includes('@') && !/[?&][^=&]*(token|secret|key|password|passwd|apikey)=/i.test(url));
      const octets = headers.map(([name, value]) => ({
        name,
        valueBase64: Buffer.from(value, 'latin1').toString('base64'),
      }));
      const source = { method, url, headers: octets, bodyBase64: bytes.toString('base64'), response: { status: 500 } };
      await importText(engine, 'a.jsonl', JSON.stringify(source));
      const [row] = await engine.rows();
      for (const format of exportFormats) {
        const { text } = await engine.call['exports.line']({ seq: row?.seq ?? 0, format });
        const back = read(format, text);
        expect([back.method, back.url, back.body.toString('hex')]).toEqual([method, url, bytes.toString('hex')]);
        expect(back.headers).toEqual(headers);
      }
    }),
    { numRuns: RUNS },
  );
});

test('an attempt of ours comes back with its outcome, without its secrets, and says what was left out', async () => {
  const receiver = await startReceiver(answerStatus(503, { 'Retry-After': '5', 'Set-Cookie': 'a=needle' }));
  const engine = await openWire(makeTemporaryDirectory(), { providers: [signedProvider] });
  const webhook = await engine.createWebhook(
    'signed',
    {
      url: `${receiver.url}/in`,
      headers: [
        { name: 'X-Api-Key', value: 'needle' },
        { name: 'X-Plain', value: 'kept' },
      ],
    },
    { signing: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  );
  const delivery = await engine.send(webhook, 'made');
  await engine.finished(delivery.id);
  const [row] = await engine.rows();
  const seq = row?.seq ?? 0;
  for (const format of exportFormats) {
    const { text, leftOut } = await engine.call['exports.line']({ seq, format });
    expect(text).not.toContain('needle');
    expect(leftOut).toEqual(['X-Api-Key']);
    const back = read(format, text);
    expect(back.body.equals(receiver.requests[0]?.body ?? Buffer.alloc(0))).toBe(true);
    expect(back.headers).toEqual(expect.arrayContaining([['X-Plain', 'kept']]));
    if (format === 'curl') continue;
    expect(back.outcome.response).toMatchObject({ status: 503 });
    expect(back.outcome.response?.headers.map(([name]) => name.toLowerCase())).toContain('retry-after');
  }
});

test('a file of everything that matches is whole in every format, however many pieces it has', async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const line = (number: number): string =>
    `${JSON.stringify({ url: `http://a.example/${number}`, body: 'x'.repeat(22_000), response: { status: 500 } })}\n`;
  await importText(engine, 'many.jsonl', Array.from({ length: 400 }, (_each, number) => line(number)).join(''));
  for (const format of exportFormats) {
    let text = '';
    let pieces = 0;
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
      pieces += 1;
      above = piece.next;
      upTo = piece.upTo;
    }
    expect(pieces).toBeGreaterThan(1);
    const items = [...readSource([{ name: 'all', bytes: Buffer.from(text) }], format)];
    expect(items.map((item) => (item.ok ? item.request.url : item.message))).toEqual(
      Array.from({ length: 400 }, (_each, number) => `http://a.example/${number}`),
    );
  }
});

test('a body with a caret at the end of a line comes back from a cURL file beside its neighbours', async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const bodies = ['first', 'a^\nb', 'last "^"'];
  const source = bodies.map((body) => JSON.stringify({ url: 'http://a.example/', method: 'POST', body })).join('\n');
  await importText(engine, 'a.jsonl', source);
  const { text } = await engine.call['exports.piece']({ filter: everything, format: 'curl', above: 0, upTo: null });
  const items = [...readSource([{ name: 'Pasted text', bytes: Buffer.from(text) }], 'curl')];
  expect(items.map((item) => (item.ok ? item.request.body.toString() : item.message))).toEqual(bodies);
});
