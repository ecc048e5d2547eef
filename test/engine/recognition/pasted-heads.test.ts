import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Recognition } from '../../../src-preload/contract/recognition.ts';
import { openService } from '../services/support/open-service.ts';

const secret = 'needle-of-a-secret';
const body = '{"action":"opened"}';
const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const target = 'https://hooks.example/square?shop=1';
const overUrl = createHmac('sha256', secret)
  .update(target + body)
  .digest('base64');

const about = { secret, previousSecret: '', useWorkspaceSecrets: false };

async function recognise(text: string): Promise<Recognition> {
  const { engine } = await openService('any-service');
  return engine.call('schemes.recognise', { request: { from: 'text', text }, ...about });
}

const pseudo = [':authority: hooks.example', ':method: POST', ':path: /square?shop=1', ':scheme: https'];

describe('the headers of HTTP/2', () => {
  test.each([
    ['in one line each', [...pseudo, 'accept: */*', `x-square-hmacsha256-signature: ${overUrl}`].join('\n')],
    ['behind other headers', ['accept: */*', ...pseudo, `X-Square-HmacSha256-Signature: ${overUrl}`].join('\r\n')],
    [
      'with each value in the next line',
      [...pseudo, 'accept: */*', `x-square-hmacsha256-signature: ${overUrl}`].join('\n').replaceAll(': ', '\n'),
    ],
  ])('%s are read, and the address with them', async (_what, head) => {
    const found = await recognise(`${head}\n\n${body}`);
    expect(found.request).toBe(`POST ${target}, 3 headers, ${body.length} bytes`);
    expect(found.schemes[0]).toMatchObject({ schemeId: 'square', proof: { secret: 'typed' } });
    expect(found.notes.join(' ')).not.toContain('is taken as');
  });

  test('say what was assumed where some are missing', async () => {
    const found = await recognise(`:authority: hooks.example\nx-hub-signature-256: ${signature}\n\n${body}`);
    expect(found.schemes[0]).toMatchObject({ schemeId: 'github', proof: { secret: 'typed' } });
    expect(found.notes[0]).toBe(
      'It has no :method and no :scheme and no :path: it is taken as POST https://hooks.example/, which matters to schemes that sign the address.',
    );
  });

  test.each([
    ['of a response', ':status: 200\ncontent-type: text/plain', 'This is a response (:status: 200), not a request.'],
    ['that are there twice', ':path: /a\n:path: /b', 'The pseudo header :path is there twice.'],
    ['of another protocol', ':method: CONNECT\n:protocol: websocket', '“:protocol” is no pseudo header'],
  ])('%s are refused by name', async (_what, text, message) => {
    await expect(recognise(text)).rejects.toMatchObject({
      code: 'invalid',
      detail: { issues: [{ path: 'text', message: expect.stringContaining(message) }] },
    });
  });
});

test.each(['HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nok', '\n HTTP/2 404\nserver: x'])(
  'a response is refused by name: %j',
  async (text) => {
    await expect(recognise(text)).rejects.toThrow(
      /^This is a response \(HTTP\/.*\), not a request\. Paste the request/,
    );
  },
);

test('a text that is too long is refused with its size and the limit', async () => {
  const text = `POST / HTTP/1.1\nHost: a.example\n\n${'x'.repeat(12_000_000)}`;
  await expect(recognise(text)).rejects.toMatchObject({
    code: 'invalid',
    detail: {
      issues: [{ path: 'text', message: expect.stringMatching(/has 12,000,0\d\d characters, and at most 12,000,000/) }],
    },
  });
});

test('a text, secret or file of a scheme of any size is refused at its field, and not as a parameter', async () => {
  const { engine } = await openService('any-service');
  const huge = 'x'.repeat(15_000_000);
  const { scheme } = await engine.call('schemes.get', { id: 'github' });
  const request = { from: 'text', text: `POST / HTTP/1.1\nHost: a.example\n\n${body}` } as const;
  const issueOf = (path: string) => ({ code: 'invalid', detail: { issues: [expect.objectContaining({ path })] } });
  await expect(engine.call('schemes.recognise', { ...about, request, secret: huge })).rejects.toMatchObject(
    issueOf('secret'),
  );
  const verify = (text: string, given: string) =>
    engine.call('schemes.verify', { scheme, secret: given, text, publicUrl: '' });
  expect((await verify(huge, secret)).problems).toMatchObject([{ path: 'text' }]);
  expect((await verify(request.text, huge)).problems).toMatchObject([{ path: 'secret' }]);
  await expect(engine.call('schemes.import', { text: huge })).rejects.toThrow(/larger than 0.5 MiB/);
});

describe('a signature inside the body', () => {
  const mailgun = (token: string): string => {
    const value = createHmac('sha256', secret).update(`1700000000${token}`).digest('hex');
    return JSON.stringify({ signature: { timestamp: '1700000000', token, signature: value }, 'event-data': {} });
  };
  const paste = (text: string): string => `POST / HTTP/1.1\nHost: a.example\nContent-Type: application/json\n\n${text}`;

  test('is found in a whole body', async () => {
    const { schemes, notes } = await recognise(paste(mailgun('t')));
    expect(schemes[0]).toMatchObject({ schemeId: 'mailgun', proof: { secret: 'typed' } });
    expect(notes.join(' ')).not.toContain('signature inside');
  });

  test('of a body that was cut cannot be read, which is said with the name of the scheme', async () => {
    const { schemes, notes } = await recognise(paste(mailgun('t').slice(0, -3)));
    expect(schemes).toEqual([]);
    expect(notes).toContain(
      'The body begins as JSON and is not valid JSON, so a signature inside it cannot be read, although it has the field of Mailgun. See whether it was cut or changed on the way.',
    );
  });

  test('of a body over 1 MiB is not looked for, which is said with the size', async () => {
    const large = mailgun('x'.repeat(1024 * 1024));
    const { schemes, notes } = await recognise(paste(large));
    expect(schemes).toEqual([]);
    const size = large.length.toLocaleString('en-US');
    expect(notes).toContain(
      `No signature inside the body was looked for: the body has ${size} bytes, and at most 1,048,576 are searched.`,
    );
  });

  test('is not missed where a header proves the scheme', async () => {
    const cut = '{"a":1';
    const value = createHmac('sha256', secret).update(cut).digest('hex');
    const { schemes, notes } = await recognise(`X-Hub-Signature-256: sha256=${value}\n\n${cut}`);
    expect(schemes[0]).toMatchObject({ schemeId: 'github', proof: { secret: 'typed' } });
    expect(notes.join(' ')).not.toContain('inside');
  });
});

describe('a secret in a header that the user named', () => {
  test.each([
    ['behind another token', 'X-Other-Token: zzz\nX-My-Secret'],
    ['in a key', 'X-Api-Key'],
    ['in a key behind others', 'Idempotency-Key: 1\nX-Some-Key: zzz\nX-Other-Secret: zzz\nour_key'],
    ['beside the usual header', 'X-Webhook-Secret: zzz\nX-Api-Key'],
  ])('is proved %s', async (_what, head) => {
    const { schemes } = await recognise(`${head}: ${secret}\n\n${body}`);
    const headerName = head.split('\n').at(-1);
    expect(schemes[0]).toMatchObject({ schemeId: 'secret-in-header', headerName, proof: { secret: 'typed' } });
    expect(schemes.filter(({ schemeId }) => schemeId === 'secret-in-header')).toHaveLength(1);
  });

  test('has every such header as a guess where none is proved, ten at most', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `X-${index}-Key`);
    const { schemes } = await recognise(`${names.map((name) => `${name}: zzz`).join('\n')}\n\n${body}`);
    expect(schemes.map(({ headerName }) => headerName).sort()).toEqual(names.slice(0, 10).sort());
  });

  test('is not looked for in an idempotency key', async () => {
    expect((await recognise(`Idempotency-Key: ${secret}\n\n${body}`)).schemes).toEqual([]);
  });
});
