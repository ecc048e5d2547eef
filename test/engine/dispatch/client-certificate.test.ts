import { createPrivateKey } from 'node:crypto';
import { createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../support/certificate.ts';
import { draftOf, openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { plainAnswer } from './support/raw-server.ts';

const authority = makeCertificate('An Authority');
const issuer = { name: 'An Authority', key: authority.key };
const server = makeCertificate('localhost', { issuer });
const client = makeCertificate('a client', { issuer });

/** A receiver that takes nobody without a certificate of the authority. */
async function startDemanding(maxVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3') {
  const callers: string[] = [];
  const options = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true, maxVersion };
  const listener = createServer(options, (socket: TLSSocket) => {
    socket.on('error', () => {});
    callers.push(String(socket.getPeerCertificate().subject.CN));
    socket.on('data', () => socket.write(plainAnswer));
  });
  listener.on('tlsClientError', () => {});
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  onTestFinished(() => void listener.close());
  return { url: `https://localhost:${(listener.address() as { port: number }).port}/hook`, callers };
}

async function open(url: string, clientCert: string) {
  const engine = await openWire(makeTemporaryDirectory());
  const tls = { extraCa: authority.cert, clientCert, verify: true };
  const webhook = await engine.createWebhook('callgoose', { url, signed: false, tls });
  const send = async () => {
    const { id } = await engine.send(webhook, webhook.events[0] ?? '', 'test');
    await engine.finished(id);
    return (await engine.call['deliveries.get']({ id })).attempts[0];
  };
  return { engine, webhook, send };
}

describe('a receiver that demands a client certificate', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('gets that of the webhook (%s)', async (version) => {
    const receiver = await startDemanding(version);
    const { engine, webhook, send } = await open(receiver.url, client.cert);
    engine.secrets.set(webhook.id, 'client-key', client.key);
    expect(await send()).toMatchObject({ outcome: 'success', response: { status: 200 } });
    expect(receiver.callers).toEqual(['a client']);
    const preview = engine.call['compose.preview']({
      draft: draftOf(engine.webhooks.get(webhook.id)),
      eventType: webhook.events[0] ?? '',
      dataText: '{}',
    });
    expect(await preview).toMatchObject({ clientCertificate: { name: 'a client', validTo: expect.any(Number) } });
  });

  it('is named where the webhook has none, and nothing is delivered', async () => {
    const receiver = await startDemanding();
    const { send } = await open(receiver.url, '');
    expect(await send()).toMatchObject({
      outcome: 'failure',
      response: null,
      error: { code: 'closed', message: expect.stringContaining('It may demand a client certificate') },
    });
    expect(receiver.callers).toEqual([]);
  });

  it('is named where it does not know the authority of the one that was shown', async () => {
    const receiver = await startDemanding();
    const stranger = makeCertificate('a stranger');
    const { engine, webhook, send } = await open(receiver.url, stranger.cert);
    engine.secrets.set(webhook.id, 'client-key', stranger.key);
    expect(await send()).toMatchObject({
      outcome: 'failure',
      error: { message: expect.stringContaining('may not accept the client certificate that was shown') },
    });
  });

  it('gets nothing while the private key is missing', async () => {
    const receiver = await startDemanding();
    const { engine, webhook } = await open(receiver.url, client.cert);
    await expect(engine.send(webhook, webhook.events[0] ?? '', 'test')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('private key of the client certificate is not set'),
    });
  });
});

describe('the private key of a client certificate', () => {
  const encrypted = createPrivateKey(client.key)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
    .toString();

  const setKey = async (key: string, passphrase?: string) => {
    const { engine, webhook } = await open('https://localhost:1/', client.cert);
    const set = () =>
      engine.webhooks.changeSecret(webhook.id, (record) =>
        engine.secrets.service.set(record, 'client-key', key, { passphrase }),
      );
    return { engine, webhook, set };
  };

  it('is opened by its passphrase, which is not kept, and is not readable in the database', async () => {
    const { engine, set } = await setKey(encrypted, 'open sesame');
    expect(set().secrets.find(({ field }) => field === 'client-key')).toMatchObject({ set: true, locked: false });
    const rows = engine.store.db.prepare('SELECT sealed FROM secret').pluck().all() as Buffer[];
    expect(rows.some((row) => row.includes('sesame') || row.includes('PRIVATE KEY'))).toBe(false);
  });

  it.each([
    ['another key', makeCertificate().key, undefined, /does not belong to the certificate/],
    ['no passphrase', encrypted, undefined, /protected by a passphrase/],
    ['a wrong passphrase', encrypted, 'sesame', /passphrase does not open this key/],
    ['a certificate', client.cert, undefined, /not a private key in PEM form/],
    ['a damaged key', client.key.replace(/.{20}\n-----END/, '\n-----END'), undefined, /text is damaged/],
  ])('is refused at its field with %s', async (_name, key, passphrase, message) => {
    const { set } = await setKey(key, passphrase);
    expect(set).toThrowError(
      expect.objectContaining({
        code: 'invalid',
        detail: {
          issues: [expect.objectContaining({ path: 'secret.client-key', message: expect.stringMatching(message) })],
        },
      }),
    );
  });

  it('keeps another certificate from being saved beside it', async () => {
    const { engine, webhook, set } = await setKey(client.key);
    set();
    const tls = { extraCa: '', clientCert: makeCertificate('another').cert, verify: true };
    expect(() => engine.saveDraft(webhook.id, { tls })).toThrowError(
      expect.objectContaining({
        code: 'invalid',
        detail: { issues: [expect.objectContaining({ path: 'tls.clientCert' })] },
      }),
    );
    // The control: its own is.
    engine.saveDraft(webhook.id, { tls: { ...tls, clientCert: client.cert } });
  });
});
