import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { connectRaw } from './support/raw-client.ts';

describe('a receiver', () => {
  it('answers a wrong signature as the document of its service says, and else with 200', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const secrets = { signing: 'the right secret' };
    const casesolved = await engine.createWebhook('casesolved', { name: 'Case' }, secrets);
    const zenskar = await engine.createWebhook('zenskar', { name: 'Zen' }, secrets);
    const gridscale = await engine.createWebhook('gridscale', { name: 'Grid' });
    const post = async (url: string, headers: Record<string, string>) => {
      const answer = await fetch(url, { method: 'POST', body: '{}', headers });
      return [answer.status, await answer.text()];
    };
    expect(await post(casesolved.url, { 'X-Webhook-Secret': 'wrong' })).toEqual([401, 'Unauthorized']);
    expect(await post(casesolved.url, { 'X-Webhook-Secret': 'the right secret' })).toEqual([200, 'ok']);
    expect(await post(zenskar.url, { 'X-Signature': `sha256=${'0'.repeat(64)}` })).toEqual([
      403,
      '{"detail":"Request signatures didn\'t match!"}',
    ]);
    expect(await post(zenskar.url, {})).toEqual([403, '{"detail":"X-Signature header is missing!"}']);
    expect((await post(gridscale.url, { 'X-Auth-Signature': '00' }))[0]).toBe(200);
    expect((await post(engine.captureUrl('/nobody/here'), {}))[0]).toBe(200);
    const rows = (await engine.rows()).reverse().map(({ webhookName, captured }) => [webhookName, captured?.reason]);
    expect(rows).toEqual([
      ['Case', 'wrong-secret-value'],
      ['Case', 'valid'],
      ['Zen', 'wrong-signature'],
      ['Zen', 'missing-header'],
      ['Grid', expect.stringMatching(/malformed-header|missing-timestamp/)],
      [null, 'no-webhook'],
    ]);
  });

  it('names the mismatch after the secret was changed, and keeps the verdict of what came before', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook('gridscale');
    const first = await engine.send(webhook, 'contract-signup');
    const { seq } = await engine.finished(first.id);
    const before = (await engine.call['log.detail']({ seq })).capture?.verdict;
    const { capture } = await engine.call['log.detail']({ seq });
    const body = await engine.call['log.body']({ of: 'capture', id: `c${seq}`, offset: 0, length: 10_000 });
    engine.secrets.set(webhook.id, 'signing', 'another secret');
    const headers = new Headers(capture?.headers.filter(([name]) => name.startsWith('X-')));
    await fetch(webhook.url, { method: 'POST', body: Buffer.from(body.base64, 'base64'), headers });
    const [again] = await engine.rows();
    expect(again?.captured).toMatchObject({ verdict: 'invalid', reason: 'wrong-signature' });
    const after = (await engine.call['log.detail']({ seq })).capture?.verdict;
    expect(after).toEqual(before);
    expect(before?.signed.map(({ part }) => part)).toEqual(['timestamp', 'body']);
    expect(before?.signed[1]?.text).toBe(Buffer.from(body.base64, 'base64').toString());
  });

  it('judges a request by how it was signed when it was sent, though the webhook is saved otherwise', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook(
      'callgoose',
      { signed: true, signatureHeader: 'X-Saved' },
      { signing: 'key' },
    );
    const sample = engine.providers.listSamples('callgoose')[0];
    const send = (changes: object) =>
      engine.call['deliveries.send']({
        draft: { ...engine.draft(webhook.id), ...changes },
        eventType: sample?.eventType ?? '',
        dataText: sample?.dataText ?? '',
        kind: 'test',
        confirmed: [],
      });
    for (const [changes, reason] of [
      [{ signatureHeader: 'X-Unsaved' }, 'valid'],
      [{ signed: false }, 'not-signed-by-rule'],
    ] as const) {
      const { id } = await send(changes);
      const { seq } = await engine.finished(id);
      expect((await engine.call['log.detail']({ seq })).row.captured?.reason).toBe(reason);
    }
  });

  it('is found by its path on every name of the loopback interface, and not by another port', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook('gridscale', { name: 'Grid' });
    const { port, pathname } = new URL(webhook.url);
    engine.saveDraft(webhook.id, { url: `http://localhost:${port}${pathname}?x=1` });
    await fetch(`http://127.0.0.1:${port}${pathname}?other=2`, { method: 'POST' });
    engine.saveDraft(webhook.id, { url: `http://localhost:1${pathname}` });
    await fetch(`http://127.0.0.1:${port}${pathname}`, { method: 'POST' });
    expect((await engine.rows()).map(({ webhookName }) => webhookName)).toEqual([null, 'Grid']);
  });
});

describe('where a request comes from', () => {
  it.each([
    ['plain', '127.0.0.1', ''],
    ['plain', 'localhost:9410', ''],
    ['plain', '[::1]:9410', ''],
    ['foreign-host', 'evil.example', ''],
    ['foreign-host', '127.0.0.1.evil.example', ''],
    ['foreign-host', 'localhost.evil.example', ''],
    ['browser', '127.0.0.1', 'Origin: https://evil.example\r\n'],
    ['browser', '127.0.0.1', 'Sec-Fetch-Site: cross-site\r\n'],
    ['browser', 'evil.example', 'Origin: null\r\n'],
  ])('is %s with the host %s and %j', async (origin, host, headers) => {
    const engine = await openWire(makeTemporaryDirectory());
    const client = await connectRaw(engine.capturePort());
    await client.write(`POST /x HTTP/1.1\r\nHost: ${host}\r\n${headers}Content-Length: 0\r\n\r\n`);
    const answer = await client.answers(1);
    const [row] = await engine.rows();
    expect((await engine.call['log.detail']({ seq: row?.seq ?? 0 })).capture?.origin).toBe(origin);
    // Nothing invites a page to read the answer.
    expect(answer).not.toMatch(/access-control|set-cookie/i);
  });

  it('answers nothing that is stored, whatever is asked', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    await fetch(engine.captureUrl('/secret-path'), { method: 'POST', body: 'secret body' });
    for (const path of ['/', '/log', '/api', '/captures', '/c1', '/secret-path', '/.well-known/x', '/favicon.ico']) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST']) {
        const answer = await fetch(engine.captureUrl(path), { method });
        expect(await answer.text()).not.toContain('secret');
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });
});

describe('the port of the capture server', () => {
  async function occupy(): Promise<number> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    return (server.address() as { port: number }).port;
  }

  it('is told when it is taken, with one that is free, and not changed silently', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const before = engine.capturePort();
    const taken = await occupy();
    const moved = Promise.resolve(engine.call['capture.configure']({ on: true, port: taken }));
    await expect(moved).rejects.toMatchObject({
      code: 'port-in-use',
      detail: { subject: expect.stringMatching(/^\d+$/) },
    });
    expect(engine.call['capture.state']({})).toMatchObject({ state: 'listening', port: before });
    expect((await fetch(engine.captureUrl('/x'))).status).toBe(200);
    // Without a server to lose, the state says so.
    await engine.call['capture.configure']({ on: false, port: before });
    const state = await engine.call['capture.configure']({ on: true, port: taken });
    expect(state).toMatchObject({ state: 'port-in-use', port: taken, freePort: expect.any(Number) });
    const free = state.state === 'port-in-use' ? state.freePort : 0;
    expect(await engine.call['capture.configure']({ on: true, port: free })).toMatchObject({
      state: 'listening',
      port: free,
    });
    expect(engine.events.filter(({ name }) => name === 'capture.state').length).toBeGreaterThanOrEqual(3);
  });

  it('moves, and the old one is free again', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const before = engine.capturePort();
    const target = await findFree();
    await engine.call['capture.configure']({ on: true, port: target });
    expect(engine.capturePort()).toBe(target);
    expect((await fetch(`http://127.0.0.1:${target}/x`)).status).toBe(200);
    await expect(fetch(`http://127.0.0.1:${before}/x`)).rejects.toThrow();
  });

  it('is on the loopback interface alone, on both of its addresses', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const state = await engine.call['capture.state']({});
    expect(state).toMatchObject({ state: 'listening', address: `http://127.0.0.1:${engine.capturePort()}` });
    if (state.state === 'listening' && state.alsoIpv6) {
      expect((await fetch(`http://[::1]:${state.port}/x`)).status).toBe(200);
    }
  });

  async function findFree(): Promise<number> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    await new Promise((done) => server.close(done));
    return port;
  }
});

it('answers at once while 500 slow and 1,000 idle connections hang about', async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const clients = await Promise.all(Array.from({ length: 1500 }, () => connectRaw(engine.capturePort())));
  for (const [index, client] of clients.entries()) {
    if (index < 500) void client.write('POST /slow HTTP/1.1\r\nHost: a\r\nX-');
  }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => fetch(engine.captureUrl('/x'), { method: 'POST', body: 'x' })),
  );
  expect(answers.map(({ status }) => status)).toEqual(new Array(20).fill(200));
  for (const { socket } of clients) socket.destroy();
});
