import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../support/certificate.ts';
import { plainAnswer } from './support/raw-server.ts';
import { openTransport, requestTo } from './support/send.ts';

async function startTls(options: TlsOptions): Promise<number> {
  const server = createServer(options, (socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.write(plainAnswer));
  });
  server.on('tlsClientError', () => {});
  return listen(server);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

const day = 86_400_000;

describe('TLS', () => {
  it('is spoken, and timed, with a certificate that is trusted', async () => {
    const { key, cert } = makeCertificate();
    const port = await startTls({ key, cert });
    const { error, timings } = await openTransport({ ca: cert }).send(requestTo(`https://localhost:${port}/`));
    expect(error).toBeNull();
    expect(timings).toMatchObject({ dns: expect.any(Number), connect: expect.any(Number), tls: expect.any(Number) });
  });

  it.each([
    ['self-signed', makeCertificate(), false, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
    ['expired', makeCertificate('localhost', { validTo: Date.now() - day / 2 }), true, 'CERT_HAS_EXPIRED', 'expired'],
    [
      'not valid yet',
      makeCertificate('localhost', { validFrom: Date.now() + day / 2 }),
      true,
      'CERT_NOT_YET_VALID',
      'not valid yet',
    ],
    ['for another name', makeCertificate('other.example'), true, 'ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
  ])('refuses a certificate that is %s', async (_name, { key, cert }, trusted, cause, words) => {
    const port = await startTls({ key, cert });
    const transport = openTransport(trusted ? { ca: cert } : {});
    const { error } = await transport.send(requestTo(`https://localhost:${port}/`));
    expect(error).toMatchObject({ code: 'tls', phase: 'tls', cause });
    expect(error?.message).toContain(words);
    expect(error?.message).toContain(`localhost:${port}`);
  });

  it.each([
    ['not known here', false, 'SELF_SIGNED_CERT_IN_CHAIN', 'authority that this machine does not know'],
    ['not sent along', true, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'Add the whole chain there'],
  ])('refuses a certificate whose authority is %s', async (_name, alone, cause, words) => {
    const authority = makeCertificate('An Authority');
    const issuer = { name: 'An Authority', key: authority.key };
    const { key, cert } = makeCertificate('localhost', { issuer });
    const port = await startTls({ key, cert: alone ? cert : `${cert}${authority.cert}` });
    const { error } = await openTransport().send(requestTo(`https://localhost:${port}/`));
    expect(error).toMatchObject({ code: 'tls', phase: 'tls', cause });
    expect(error?.message).toContain(words);
    // The control: where the authority is known, it is taken.
    const trusting = openTransport({ ca: authority.cert });
    expect((await trusting.send(requestTo(`https://localhost:${port}/`))).error).toBeNull();
  });

  it('takes an authority of the webhook besides the known ones, and nothing else with it', async () => {
    const authority = makeCertificate('An Authority');
    const { key, cert } = makeCertificate('localhost', { issuer: { name: 'An Authority', key: authority.key } });
    const other = makeCertificate('other.example', { issuer: { name: 'An Authority', key: authority.key } });
    const known = makeCertificate();
    const [good, wrongName, selfSigned, usual] = await Promise.all([
      startTls({ key, cert }),
      startTls(other),
      startTls(makeCertificate()),
      startTls(known),
    ]);
    const transport = openTransport({ ca: known.cert });
    const tls = { extraCa: authority.cert, clientCert: '', verify: true };
    const reach = async (port: number) =>
      (await transport.send(requestTo(`https://localhost:${port}/`, { tls }))).error?.cause ?? null;
    expect(await reach(good)).toBeNull();
    expect(await reach(usual)).toBeNull();
    expect(await reach(wrongName)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await reach(selfSigned)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('lends a connection that is not verified, or trusts more, to nobody else', async () => {
    const { key, cert } = makeCertificate();
    const port = await listen(createHttpsServer({ key, cert }, (_request, response) => response.end('ok')));
    const transport = openTransport();
    const reach = (changes = {}) => transport.send(requestTo(`https://localhost:${port}/`, changes));
    const unverified = { tls: { extraCa: '', clientCert: '', verify: false } };
    const trusting = { tls: { extraCa: cert, clientCert: '', verify: true } };
    for (const choice of [unverified, trusting]) {
      expect((await reach(choice)).error).toBeNull();
      // It waits for the next of its kind, and is not what the others get.
      expect((await reach()).error).toMatchObject({ code: 'tls', cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect((await reach(choice)).timings.reusedConnection).toBe(true);
    }
  });

  it('verifies also where the environment says otherwise', async () => {
    const { key, cert } = makeCertificate();
    const port = await startTls({ key, cert });
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    onTestFinished(() => void Reflect.deleteProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED'));
    const { error } = await openTransport().send(requestTo(`https://localhost:${port}/`));
    expect(error?.code).toBe('tls');
  });

  it('says so where the port speaks plain HTTP', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const { error } = await openTransport().send(requestTo(`https://127.0.0.1:${port}/`));
    expect(error).toMatchObject({ code: 'tls', phase: 'tls' });
    expect(error?.message).toContain('plain HTTP');
  });

  it('says so where the receiver ends the handshake', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.destroy());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const { error } = await openTransport().send(requestTo(`https://127.0.0.1:${port}/`));
    expect(error).toMatchObject({ code: 'tls', phase: 'tls' });
    expect(error?.message).toContain('handshake');
  });

  it('refuses a version that is too old', async () => {
    const { key, cert } = makeCertificate();
    const port = await startTls({ key, cert, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' });
    const { error } = await openTransport({ ca: cert }).send(requestTo(`https://localhost:${port}/`));
    expect(error).toMatchObject({ code: 'tls', phase: 'tls' });
  });

  it.each([
    ['TLSv1.2', ['tls']],
    // There the handshake is over for the client before the server looks.
    ['TLSv1.3', ['closed', 'tls']],
  ] as const)('hints at a client certificate where one is wanted (%s)', async (version, codes) => {
    const { key, cert } = makeCertificate();
    const port = await startTls({
      key,
      cert,
      ca: cert,
      requestCert: true,
      rejectUnauthorized: true,
      maxVersion: version,
    });
    const { error } = await openTransport({ ca: cert }).send(requestTo(`https://localhost:${port}/`));
    expect(codes).toContain(error?.code);
    expect(error?.message).toContain('client certificate');
  });
});
