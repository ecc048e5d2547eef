import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ReplayOrder, ReplayTarget } from '../../../src-preload/contract/replay.ts';
import type { TlsChoice } from '../../../src-preload/contract/webhook.ts';
import { type Certificate, makeCertificate } from '../support/certificate.ts';
import { openWire, type WireTest } from '../support/open-wire.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

async function startHttps(certificate: Certificate): Promise<string> {
  const server = createServer(certificate, (request, response) => request.on('end', () => response.end('ok')).resume());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

const signing = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const off: TlsChoice = { extraCa: '', clientCert: '', verify: false };
const usual: TlsChoice = { extraCa: '', clientCert: '', verify: true };

async function lastAttempt(engine: WireTest, seq: number) {
  const { delivery } = await engine.call['log.detail']({ seq });
  const attempt = delivery?.attempts.at(-1);
  return { outcome: attempt?.outcome, unverified: attempt?.unverified, cause: attempt?.error?.cause ?? null };
}

async function open() {
  const engine = await openWire(makeTemporaryDirectory(), { providers: [signedProvider] });
  async function webhookTo(url: string, tls: TlsChoice) {
    const webhook = await engine.createWebhook('signed', { url, tls }, { signing });
    const send = async () => {
      const { id } = await engine.send(webhook, 'made', 'test');
      return { id, ...(await lastAttempt(engine, (await engine.finished(id)).seq)) };
    };
    return { webhook, send };
  }
  async function replay(deliveryId: string, target: ReplayTarget, confirmed: string[] = []) {
    const order: ReplayOrder = { deliveryId, attemptId: null, mode: 'resigned', target, bodyText: null };
    const { notes } = await engine.call['replay.preview'](order);
    const { id } = await engine.call['replay.send']({ ...order, confirmed });
    return { notes, ...(await lastAttempt(engine, (await engine.finished(id)).seq)) };
  }
  return { engine, webhookTo, replay };
}

const refused = { outcome: 'failure', unverified: false, cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
const taken = { outcome: 'success', unverified: true, cause: null };

describe('a webhook that does not verify the certificate', () => {
  it('reaches a self-signed receiver and says so, and another webhook of the same origin does not', async () => {
    const url = await startHttps(makeCertificate());
    const { webhookTo } = await open();
    const [loose, strict] = [await webhookTo(`${url}/a`, off), await webhookTo(`${url}/b`, usual)];
    expect(await loose.send()).toMatchObject(taken);
    expect(await strict.send()).toMatchObject(refused);
    expect(await loose.send()).toMatchObject(taken);
  });

  it('says nothing of the kind over plain HTTP, where there is no certificate', async () => {
    const { webhookTo, engine } = await open();
    const { send } = await webhookTo(engine.captureUrl('/in'), off);
    expect(await send()).toMatchObject({ outcome: 'success', unverified: false });
  });

  it('keeps it with a replay to the same endpoint, and drops it on the way to another', async () => {
    const [url, elsewhere] = [await startHttps(makeCertificate()), await startHttps(makeCertificate())];
    const { webhookTo, replay } = await open();
    const { send } = await webhookTo(`${url}/a`, off);
    const { id } = await send();
    const again = await replay(id, { to: 'original' });
    expect(again).toMatchObject(taken);
    expect(again.notes).toContain('The certificate of the receiver is not verified.');
    const { host } = new URL(elsewhere);
    const other = await replay(id, { to: 'url', url: `${elsewhere}/a` }, [`new-host:${host}`]);
    expect(other).toMatchObject(refused);
    expect(other.notes.join()).not.toContain('not verified');
    // Nor to another path of the same host.
    expect(await replay(id, { to: 'url', url: `${url}/b` })).toMatchObject(refused);
  });

  it('is verified in a replay once it is switched on again', async () => {
    const url = await startHttps(makeCertificate());
    const { engine, webhookTo, replay } = await open();
    const { webhook, send } = await webhookTo(`${url}/a`, off);
    const { id } = await send();
    engine.saveDraft(webhook.id, { tls: usual });
    expect(await replay(id, { to: 'original' })).toMatchObject(refused);
  });
});

it('a further authority lets its endpoint pass, verified', async () => {
  const authority = makeCertificate('An Authority');
  const issuer = { name: 'An Authority', key: authority.key };
  const [url, unknown] = [
    await startHttps(makeCertificate('localhost', { issuer })),
    await startHttps(makeCertificate()),
  ];
  const { webhookTo } = await open();
  const tls = { extraCa: authority.cert, clientCert: '', verify: true };
  expect(await (await webhookTo(`${url}/a`, tls)).send()).toMatchObject({ outcome: 'success', unverified: false });
  expect((await (await webhookTo(`${url}/a`, usual)).send()).outcome).toBe('failure');
  expect(await (await webhookTo(`${unknown}/a`, tls)).send()).toMatchObject(refused);
});
