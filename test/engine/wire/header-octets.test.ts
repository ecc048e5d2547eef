import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { connectRaw } from '../capture/support/raw-client.ts';
import { plainAnswer, startRawServer } from '../dispatch/support/raw-server.ts';
import { importText } from '../imports/support/import-text.ts';
import { openWire, type WireTest } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);
const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const open = (): Promise<WireTest> => openWire(makeTemporaryDirectory());
const startServer = () => startRawServer((socket) => socket.write(plainAnswer));

/** Sends one request to the capture server, byte for byte. */
async function capture(engine: WireTest, ...lines: string[]): Promise<void> {
  const client = await connectRaw(engine.capturePort());
  const head = ['POST /in HTTP/1.1', 'Host: 127.0.0.1', ...lines, 'Content-Length: 0', '', ''].join('\r\n');
  await client.write(Buffer.from(head, 'latin1'));
  await client.answers(1);
}

async function replayExact(engine: WireTest, deliveryId: string, url: string): Promise<void> {
  const order = { deliveryId, attemptId: null, mode: 'exact' as const, bodyText: null };
  const target = { to: 'url' as const, url };
  const { confirmations } = await engine.call['replay.preview']({ ...order, target });
  const confirmed = confirmations.map(({ id }) => id);
  const made = await engine.call['replay.send']({ ...order, target, confirmed });
  await engine.finished(made.id);
}

it('sends what is typed as UTF-8, as its cURL does, and warns', async () => {
  const server = await startServer();
  const engine = await open();
  const headers = [
    { name: 'X-Name', value: 'Müller 日本' },
    { name: 'X-Mark', value: '🚒' },
  ];
  const webhook = await engine.createWebhook('callgoose', { url: `${server.url}/in`, headers });
  const input = { draft: engine.draft(webhook.id), eventType: 'incident.created', dataText: '{}' };
  const preview = await engine.call['compose.preview'](input);
  expect(preview.headers).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'X-Name', value: 'Müller 日本', masked: false })]),
  );
  expect(preview.fieldIssues).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        path: 'headers.0.value',
        severity: 'warning',
        message: expect.stringMatching(/UTF-8/),
      }),
    ]),
  );
  const delivery = await engine.send(webhook, 'incident.created', 'test');
  await engine.finished(delivery.id);
  await run('bash', ['-c', preview.curl]);
  await server.arrived(2);
  for (const received of server.received) {
    expect(received).toContain(octets('X-Name: Müller 日本\r\nX-Mark: 🚒\r\n'));
  }
});

it('sends a bearer token beyond ASCII as UTF-8, and keeps it out of the log and what a receiver echoes', async () => {
  const server = await startRawServer((socket) =>
    socket.write(
      Buffer.from(
        'HTTP/1.1 200 OK\r\nX-Echo: Bearer g\xc3\xaaheim-\xe6\x97\xa5\r\nContent-Length: 0\r\n\r\n',
        'latin1',
      ),
    ),
  );
  const engine = await open();
  const secrets = { bearer: 'gêheim-日' };
  const webhook = await engine.createWebhook(
    'callgoose',
    { url: server.url, authorization: { type: 'bearer' } },
    secrets,
  );
  const delivery = await engine.send(webhook, 'incident.created', 'test');
  await engine.finished(delivery.id);
  expect(server.received[0]).toContain(octets('Authorization: Bearer gêheim-日\r\n'));
  const stored = engine.store.db.prepare<[], string>('SELECT headers || response_headers FROM attempt').pluck().get();
  expect(stored).not.toMatch(/heim-/);
});

it.each([
  ['UTF-8', octets('Müller 日本')],
  ['ISO 8859-1', 'M\xfcller'],
  ['neither', '\x80\xff\xc3'],
])('replays the octets that arrived: %s', async (_name, value) => {
  const server = await startServer();
  const engine = await open();
  await capture(engine, `X-Name: ${value}`);
  const [row] = await engine.rows();
  await replayExact(engine, `c${row?.seq}`, `${server.url}/in`);
  expect(server.received[0]).toContain(`X-Name: ${value}\r\n`);
});

it.each([octets('Müller 日本'), 'M\xfcller\'s \\ "', '\x80\xff\xc3'])(
  'exports octets so that they come back, and so that curl sends them: %j',
  async (value) => {
    const server = await startServer();
    const engine = await open();
    await importText(
      engine,
      'a.http',
      Buffer.from(`POST / HTTP/1.1\r\nHost: ${new URL(server.url).host}\r\nX-Name: ${value}\r\n\r\n`, 'latin1'),
    );
    const [row] = await engine.rows();
    for (const format of ['curl', 'har', 'json-lines'] as const) {
      const { text } = await engine.call['exports.line']({ seq: row?.seq ?? 0, format });
      const [item] = readSource([{ name: 'exported', bytes: Buffer.from(text) }], format);
      expect(item?.ok === true && item.request.headers.filter(([name]) => name === 'X-Name')).toEqual([
        ['X-Name', value],
      ]);
      if (format === 'curl') await run('bash', ['-c', text]);
    }
    expect(server.received[0]).toContain(`X-Name: ${value}\r\n`);
  },
);

it.each([
  ['bash text', "curl 'http://a.example/' -H 'X-N: ü日'", octets('ü日')],
  ['-A', "curl 'http://a.example/' -A 'ü日'", octets('ü日')],
  ['-e', "curl 'http://a.example/' -e 'ü日'", octets('ü日')],
  ['-b', "curl 'http://a.example/' -b 'a=ü日'", octets('a=ü日')],
  ['an octet by its number', "curl 'http://a.example/' -H $'X-N: \\xfc'", '\xfc'],
  ['a JSON line', '{"url":"http://a.example/","headers":[["X-N","ü日"]]}', octets('ü日')],
])('reads a header of %s as curl sends it', (_name, text, value) => {
  const [item] = readSource([{ name: 'a', bytes: Buffer.from(text) }], text.startsWith('{') ? 'json-lines' : 'curl');
  const headers = item?.ok === true ? item.request.headers.filter(([name]) => name !== 'Accept') : [];
  expect(headers.map(([, each]) => each)).toEqual([value]);
});

it('shows and finds what a header says, however it was sent', async () => {
  const engine = await open();
  await capture(engine, `X-Name: ${octets('Müller 日本')}`);
  await capture(engine, 'X-Name: M\xfcller');
  const [latin, utf] = await engine.rows();
  const detail = await engine.call['log.detail']({ seq: utf?.seq ?? 0 });
  expect(detail.capture?.headers).toContainEqual(['X-Name', 'Müller 日本']);
  expect((await engine.rows({ text: 'Müller' })).map(({ seq }) => seq)).toEqual([latin?.seq, utf?.seq]);
  expect((await engine.rows({ text: '日本' })).map(({ seq }) => seq)).toEqual([utf?.seq]);
});
