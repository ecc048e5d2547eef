import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../support/certificate.ts';
import { plainAnswer } from './support/raw-server.ts';
import { openTransport, requestTo } from './support/send.ts';

async function listenAt(address: string, server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, address, done));
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

const plain = (): Server =>
  createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(plainAnswer));
  });

/** Fails the test where a name server would be asked. */
const transport = () => openTransport({ lookup: (name) => expect.unreachable(`${name} was looked up`) });

const names = ['localhost', 'app.localhost', 'a.b.LOCALHOST', 'localhost.'];

describe('a name of this machine', () => {
  it.each(names.flatMap((name) => [[name, '127.0.0.1'] as const, [name, '::1'] as const]))(
    'is known without a name server: %s, receiver at %s',
    async (name, address) => {
      const port = await listenAt(address, plain());
      const { error, response, timings } = await transport().send(requestTo(`http://${name}:${port}/`));
      expect(error).toBeNull();
      expect(response?.status).toBe(200);
      expect(timings).toMatchObject({ dns: expect.any(Number), connect: expect.any(Number) });
    },
  );

  it('is known with TLS too', async () => {
    const { key, cert } = makeCertificate('app.localhost');
    const server = createTlsServer({ key, cert }, (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(plainAnswer));
    });
    const port = await listenAt('::1', server);
    const lookup = () => expect.unreachable('a name was looked up');
    const { error } = await openTransport({ ca: cert, lookup }).send(requestTo(`https://app.localhost:${port}/`));
    expect(error).toBeNull();
  });

  it('is told with both addresses where nothing listens', async () => {
    const server = plain();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    await new Promise((done) => server.close(done));
    const { error } = await transport().send(requestTo(`http://app.localhost:${port}/`));
    expect(error).toMatchObject({ code: 'refused', phase: 'connect', cause: 'ECONNREFUSED' });
    expect(error?.message).toMatch(/Nothing listens at app\.localhost:\d+.* Tried: 127\.0\.0\.1, ::1\.$/);
  });

  it('is no name that only looks alike (the control)', async () => {
    const asked: string[] = [];
    const other = openTransport({
      lookup: (name, _options, callback) => {
        asked.push(name);
        callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '');
      },
    });
    for (const name of ['notlocalhost', 'localhost.example', 'localhos']) {
      await other.send(requestTo(`http://${name}/`));
    }
    expect(asked).toEqual(['notlocalhost', 'localhost.example', 'localhos']);
  });
});
