import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src-preload/contract/methods.ts';
import type { Recognition } from '../../../src-preload/contract/recognition.ts';
import { openService, type Service } from '../services/support/open-service.ts';

const sha256 = (secret: string, body: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const body = '{"action": "opened"}';
const needle = 'needle-of-a-secret';

type Asked = Params<'schemes.recognise'>;
const recognise = (
  { engine }: Service,
  request: Asked['request'],
  changes: Partial<Asked> = {},
): Promise<Recognition> =>
  engine.call('schemes.recognise', {
    request,
    secret: '',
    previousSecret: '',
    useWorkspaceSecrets: false,
    ...changes,
  });

const raw = (signature: string, text = body) =>
  `POST /hooks HTTP/1.1\r\nHost: example.com\r\nX-Hub-Signature-256: ${signature}\r\nContent-Length: ${text.length}\r\n\r\n${text}`;

const filter = {
  text: '',
  providerId: null,
  webhookId: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  side: null,
  from: null,
  to: null,
};

async function newestSeq({ engine }: Service): Promise<number> {
  const { rows } = await engine.call('log.page', { filter, before: null, after: null, limit: 1 });
  return rows[0]?.seq ?? 0;
}

describe('a pasted request', () => {
  test('is recognised as raw HTTP, as a cURL command, and as headers and a body alone', async () => {
    const service = await openService('any-service');
    const signature = sha256(needle, body);
    const texts = [
      raw(signature),
      `curl https://example.com/hooks -H 'X-Hub-Signature-256: ${signature}' -d '${body}'`,
      `X-GitHub-Event: issues\nX-Hub-Signature-256: ${signature}\n\n${body}`,
    ];
    for (const text of texts) {
      const found = await recognise(service, { from: 'text', text }, { secret: needle });
      expect(found.schemes.map(({ schemeId }) => schemeId)).toEqual(['github']);
      expect(found.schemes[0]).toMatchObject({
        certainty: 'distinctive',
        place: 'X-Hub-Signature-256',
        senders: ['Meta (Facebook, Instagram, WhatsApp)'],
        proof: { secret: 'typed', message: 'Proved: it is signed with this secret.' },
      });
      expect(found.message).toBe('It is signed by the scheme of GitHub.');
    }
  });

  test.each(['hello there', 'nothing that is a request', '$ wget example.com'])(
    'is refused in words that name what can be pasted: %s',
    async (text) => {
      const service = await openService('any-service');
      await expect(recognise(service, { from: 'text', text })).rejects.toThrow(
        'This is neither raw HTTP nor a cURL command.',
      );
    },
  );

  test('without a secret is only likely', async () => {
    const service = await openService('any-service');
    const found = await recognise(service, { from: 'text', text: raw(sha256(needle, body)) });
    expect(found.message).toBe('Looks like the signature of GitHub (X-Hub-Signature-256). A secret proves it.');
    expect(found.schemes[0]?.proof).toBeNull();
    expect(found.secrets).toBeNull();
  });

  test('with a changed byte is not proved, and with the old secret is', async () => {
    const service = await openService('any-service');
    const text = raw(sha256(needle, body));
    const changed = await recognise(
      service,
      { from: 'text', text: raw(sha256(needle, body), body.replace('o', '0')) },
      { secret: needle },
    );
    expect(changed.message).toContain('The secret does not prove it.');
    const old = await recognise(service, { from: 'text', text }, { secret: 'a newer one', previousSecret: needle });
    expect(old.schemes[0]?.proof).toMatchObject({
      secret: 'previous',
      message: 'Proved: it is signed with the old secret.',
    });
  });

  test('that several schemes would sign alike names them all', async () => {
    const service = await openService('any-service');
    const secret = Buffer.alloc(24, 3);
    const value = createHmac('sha256', secret).update(`msg_1.1700000000.${body}`).digest('base64');
    const text = `webhook-id: msg_1\nwebhook-timestamp: 1700000000\nwebhook-signature: v1,${value}\n\n${body}`;
    const found = await recognise(service, { from: 'text', text }, { secret: `whsec_${secret.toString('base64')}` });
    expect(found.message).toBe(
      'It is signed by the schemes of Standard Webhooks, GitLab signing token and Svix: for this request they are the same.',
    );
    expect(found.schemes.filter(({ proof }) => proof !== null)).toHaveLength(3);
  });

  test('that no scheme fits says so, and which headers look like a signature', async () => {
    const service = await openService('any-service');
    const text = `X-Acme-Signature: ${'0'.repeat(64)}\n\n${body}`;
    const found = await recognise(service, { from: 'text', text });
    expect(found.schemes).toEqual([]);
    expect(found.message).toContain('No known scheme fits this request');
    expect(found.unknown).toEqual(['X-Acme-Signature holds 64 hex digits, as an HMAC with SHA-256 has.']);
  });

  test.each([
    ['nothing', ' ', 'Paste a request'],
    ['prose', 'what signed this?', ''],
    ['two requests', 'curl http://a.example\ncurl http://b.example', 'more than one request'],
  ])('that is %s is refused at its field', async (_what, text, message) => {
    const service = await openService('any-service');
    await expect(recognise(service, { from: 'text', text })).rejects.toMatchObject({
      code: 'invalid',
      detail: { issues: [{ path: 'text', message: expect.stringContaining(message) }] },
    });
  });

  test('with a secret of 1 MB is refused at the secret, with its size', async () => {
    const service = await openService('any-service');
    const text = raw(sha256(needle, body));
    await expect(recognise(service, { from: 'text', text }, { secret: 'x'.repeat(1_048_576) })).rejects.toMatchObject({
      detail: { issues: [{ path: 'secret', message: expect.stringContaining('1,048,576 bytes') }] },
    });
  });

  test('with a secret that cannot be the key of the scheme says why', async () => {
    const service = await openService('any-service');
    const text = `svix-id: msg_1\nsvix-timestamp: 1700000000\nsvix-signature: v1,${Buffer.alloc(32).toString('base64')}\n\n${body}`;
    const found = await recognise(service, { from: 'text', text }, { secret: 'whsec_not base64!' });
    expect(found.schemes[0]?.misfit).toContain('The secret is not base64');
  });

  test('with a secret that holds what is not seen is told so', async () => {
    const service = await openService('any-service');
    const text = raw(sha256(needle, body));
    const found = await recognise(service, { from: 'text', text }, { secret: `${needle}\u200b` });
    expect(found.notes.at(-1)).toMatch(/^The secret: It holds a character that is not seen/);
    expect(found.schemes[0]?.proof).toBeNull();
  });

  test('in an own scheme of the workspace is recognised by it', async () => {
    const service = await openService('any-service');
    const { scheme } = await service.engine.call('schemes.get', { id: 'github' });
    const place = { in: 'header', name: 'X-Acme-Signature' } as const;
    const own = { ...scheme, name: 'Acme', signature: { ...scheme.signature, place } };
    const { scheme: made } = await service.engine.call('schemes.create', { scheme: own });
    const text = `X-Acme-Signature: ${sha256(needle, body)}\n\n${body}`;
    const found = await recognise(service, { from: 'text', text }, { secret: needle });
    expect(found.schemes).toMatchObject([{ schemeId: made.id, proof: { secret: 'typed' } }]);
  });
});

describe('a captured request', () => {
  test('to a path of nobody is proved with the secrets of the workspace, and nothing of them is answered', async () => {
    const service = await openService('any-service');
    const { id, url } = await service.create({ name: 'Ours' });
    await service.setSecret(id, 'signing', needle);
    const nobody = new URL('/nobody', url).href;
    await (
      await fetch(nobody, { method: 'POST', body, headers: { 'X-Hub-Signature-256': sha256(needle, body) } })
    ).text();
    const request: Asked['request'] = { from: 'capture', seq: await newestSeq(service) };
    const found = await recognise(service, request, { useWorkspaceSecrets: true });
    expect(found.schemes[0]?.proof).toMatchObject({ secret: 'workspace', webhook: { id, name: 'Ours' } });
    expect(found.secrets).toEqual({ count: 1, tried: 1 });
    expect(JSON.stringify(found)).not.toContain(needle);
  });

  test('whose scheme signs the address is proved where it arrived', async () => {
    const service = await openService('any-service');
    const { url } = await service.create();
    const target = new URL('/square?shop=1', url).href;
    const value = createHmac('sha256', needle)
      .update(target + body)
      .digest('base64');
    await (await fetch(target, { method: 'POST', body, headers: { 'x-square-hmacsha256-signature': value } })).text();
    const found = await recognise(service, { from: 'capture', seq: await newestSeq(service) }, { secret: needle });
    expect(found.schemes[0]).toMatchObject({ schemeId: 'square', proof: { secret: 'typed' } });
  });

  test('that is gone is not found', async () => {
    const service = await openService('any-service');
    await expect(recognise(service, { from: 'capture', seq: 99 })).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('can be cancelled while secrets are tried', async () => {
  const service = await openService('any-service');
  const text = raw(sha256(needle, body));
  const work = recognise(service, { from: 'text', text }, { secret: needle, id: 'look' });
  expect(await service.engine.call('schemes.cancelRecognition', { id: 'look' })).toEqual({ cancelled: true });
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
});

test('a body of 9 MB with twenty secrets holds nobody up', async () => {
  const service = await openService('any-service');
  for (let count = 0; count < 20; count += 1) {
    const { id } = await service.create({ name: `W ${count}` });
    await service.setSecret(id, 'signing', `secret number ${count}`);
  }
  const [first] = await service.engine.call('webhooks.list', {});
  const large = Buffer.alloc(9_000_000, 'x');
  const signature = `sha256=${createHmac('sha256', 'secret number 19').update(large).digest('hex')}`;
  const target = new URL('/large', first?.url).href;
  await (await fetch(target, { method: 'POST', body: large, headers: { 'X-Hub-Signature-256': signature } })).text();
  // In ms of this process, whatever else the machine does.
  let longest = 0;
  let before = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.cpuUsage();
  }, 1);
  const request: Asked['request'] = { from: 'capture', seq: await newestSeq(service) };
  const found = await recognise(service, request, { useWorkspaceSecrets: true });
  clearInterval(timer);
  expect(found.schemes[0]?.proof?.secret).toBe('workspace');
  // One check of one secret; all of them together take far longer.
  expect(longest).toBeLessThan(1000);
});
