import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ReplayTarget } from '../../../src-preload/contract/replay.ts';
import { connectRaw } from '../capture/support/raw-client.ts';
import { plainAnswer, startRawServer } from '../dispatch/support/raw-server.ts';
import { openWire, type WireTest } from '../support/open-wire.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);

const startServer = () => startRawServer((socket) => socket.write(plainAnswer));

/** Sends one request line to the capture server, byte for byte. */
async function capture(engine: WireTest, target: string, host: string, method = 'POST'): Promise<string> {
  const client = await connectRaw(engine.capturePort());
  await client.write(
    Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n\r\n`, 'latin1'),
  );
  await client.answers(1);
  const [row] = await engine.rows();
  return `c${row?.seq}`;
}

const orderOf = (deliveryId: string, target: ReplayTarget) => ({
  deliveryId,
  attemptId: null,
  mode: 'exact' as const,
  bodyText: null,
  target,
});

async function replayExact(engine: WireTest, deliveryId: string, target: ReplayTarget) {
  const order = orderOf(deliveryId, target);
  const preview = await engine.call['replay.preview'](order);
  const confirmed = preview.confirmations.map(({ id }) => id);
  const made = await engine.call['replay.send']({ ...order, confirmed });
  await engine.finished(made.id);
  return { preview, made };
}

const requestLine = (received: string | undefined): string => received?.split('\r\n', 1)[0] ?? '';

describe('an exact replay', () => {
  it.each([
    `/q?x=it's|y"<z>`,
    '/a/../b/./c',
    '/a?',
    '/?',
    '//double//slash',
    '/a#b?c',
    '/back\\slash',
    '/%zz{a,b}[1-3]^`',
    'http://HOST/absolute?x=1',
    'http://HOST',
  ])('has the request target that arrived: %s', async (pattern) => {
    const server = await startServer();
    const host = `127.0.0.1:${server.port}`;
    const target = pattern.replace('HOST', host);
    const engine = await openWire(makeTemporaryDirectory());
    const id = await capture(engine, target, host);
    const { preview, made } = await replayExact(engine, id, { to: 'original' });
    expect(requestLine(server.received[0])).toBe(`POST ${target} HTTP/1.1`);
    expect(server.received[0]).toContain(`\r\nhost: ${host}\r\n`);
    const [row] = await engine.rows();
    expect(row?.sent?.target).toBe(target);
    if (target.startsWith('/') && !target.includes('#')) {
      expect(preview.url).toBe(`http://${host}${target}`);
      expect(preview.notes.join(' ')).not.toMatch(/request target/);
    } else expect(preview.notes).toContain(`The request target is ${target}, as it was.`);
    await replayExact(engine, made.id, { to: 'capture' });
    const [again] = await engine.rows();
    expect([again?.sent?.target, again?.captured?.target]).toEqual([target, target]);
  });

  it('goes to the host of an address in the request line, as a proxy would send it', async () => {
    const server = await startServer();
    const engine = await openWire(makeTemporaryDirectory());
    const target = `http://127.0.0.1:${server.port}/x`;
    const { preview } = await replayExact(engine, await capture(engine, target, 'elsewhere.example'), {
      to: 'original',
    });
    expect(preview.url).toBe(target);
    expect(requestLine(server.received[0])).toBe(`POST ${target} HTTP/1.1`);
  });

  it('says both texts where its target differs', async () => {
    const server = await startServer();
    const engine = await openWire(makeTemporaryDirectory());
    const id = await capture(engine, "/a?x='1'", '127.0.0.1:1');
    const { preview } = await replayExact(engine, id, { to: 'url', url: `${server.url}/b` });
    expect(preview.notes).toContain("The request target is /b. It was /a?x='1'.");
    expect(preview.notes).toContain(
      'Headers and body are as they were except the Host header, which names the target.',
    );
  });

  it.each(['*', 'ftp://a.example/x'])(
    'is refused before it is sent where nothing can send its target: %s',
    async (target) => {
      const engine = await openWire(makeTemporaryDirectory());
      const id = await capture(engine, target, '127.0.0.1:1');
      const preview = await engine.call['replay.preview'](orderOf(id, { to: 'capture' }));
      expect(preview.blockers).toEqual([`Its request target is “${target}”. Only a path or an http address is sent.`]);
    },
  );

  it.each(['', 'a b', 'h/x', 'u@h', 'h:0', 'h:99999'])(
    'does not guess a host from the Host header %j',
    async (host) => {
      const engine = await openWire(makeTemporaryDirectory());
      const id = await capture(engine, '/x', host);
      const preview = await engine.call['replay.preview'](orderOf(id, { to: 'original' }));
      expect(preview.blockers).toEqual(['Its address cannot be read, so it is not known where it went.']);
    },
  );
});

describe('a draft', () => {
  it.each([
    ['/a?', '/a?'],
    ['?', '/?'],
    ['/?', '/?'],
    ['/a?#', '/a?'],
    ['', '/'],
    [`/q?x=it's|"<z>`, `/q?x=it's|"<z>`],
    ['/a/../b', '/a/../b'],
    ['/%7e//x', '/%7e//x'],
    ['/ü?ö', '/%C3%BC?%C3%B6'],
  ])('is sent to the address that is shown: %j', async (typed, target) => {
    const server = await startServer();
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook('callgoose', { url: server.url + typed });
    const draft = engine.draft(webhook.id);
    const preview = await engine.call['compose.preview']({ draft, eventType: 'incident.created', dataText: '{}' });
    expect(preview.url).toBe(server.url + target);
    const delivery = await engine.send(webhook, 'incident.created', 'test');
    await engine.finished(delivery.id);
    await run('bash', ['-c', preview.curl]);
    await server.arrived(2);
    for (const received of server.received) expect(requestLine(received)).toBe(`POST ${target} HTTP/1.1`);
    const [row] = await engine.rows();
    expect(row?.sent?.target).toBe(target);
    const detail = await engine.call['log.detail']({ seq: row?.seq ?? 0 });
    expect(detail.delivery?.attempts[0]?.request.url).toBe(server.url + target);
    const says = preview.fieldIssues.some(({ message }) => message === `It is sent as ${server.url}${target}.`);
    expect(says).toBe(typed.includes('ü'));
  });

  it.each(['/a?', "/a?x='1'", '/a/../b?', '//a'])('is signed over the very address that arrives: %s', async (path) => {
    const signing = { ...signedProvider.signing, schemeId: 'twilio' };
    const engine = await openWire(makeTemporaryDirectory(), {
      providers: [{ ...signedProvider, signing } as typeof signedProvider],
    });
    const webhook = await engine.createWebhook(
      'signed',
      { url: engine.captureUrl(path) },
      { signing: 'a-secret-of-twilio' },
    );
    const delivery = await engine.send(webhook, 'made', 'test');
    await engine.finished(delivery.id);
    const [row] = await engine.rows();
    expect(row?.captured).toMatchObject({ verdict: 'valid' });
  });
});
