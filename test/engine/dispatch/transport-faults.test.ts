import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { endlessFaults, wrongAnswers } from './support/faults.ts';
import { plainAnswer, startRawServer } from './support/raw-server.ts';
import { openTransport, requestTo } from './support/send.ts';

/** Resolves after `count` ticks. */
function countTicks(count: number): { tick: () => void; reached: Promise<void> } {
  let left = count;
  let done = (): void => {};
  const reached = new Promise<void>((resolve) => {
    done = resolve;
  });
  return {
    reached,
    tick() {
      left -= 1;
      if (left === 0) done();
    },
  };
}

describe('the deadline of an attempt', () => {
  it.each(endlessFaults)('ends a receiver that $name, and not before its time', async (fault) => {
    const clock = createFakeClock();
    const { tick, reached } = countTicks(fault.name.includes('drip') ? 150 : 1);
    const server = await startRawServer((socket) => fault.run(socket, tick));
    let settled = false;
    const sending = openTransport({ clock }).send(requestTo(server.url, { timeoutMs: 2000 }));
    void sending.then(() => {
      settled = true;
    });
    await reached;
    clock.advance(1999);
    await new Promise(setImmediate);
    // The control: without the last millisecond nothing ends it.
    expect(settled).toBe(false);
    clock.advance(1);
    const { error, timings } = await sending;
    expect(error).toMatchObject({ code: 'deadline', cause: null });
    expect(error?.message).toContain('2 s');
    expect(timings.total).toBe(2000);
  });

  it('ends an endless body at the limit instead, and calls it truncated', async () => {
    const server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const piece = `1000\r\n${'y'.repeat(4096)}\r\n`;
      const next = (): void => {
        if (!socket.destroyed) socket.write(piece, () => setImmediate(next));
      };
      next();
    });
    const { response, error } = await openTransport().send(requestTo(server.url, { responseLimit: 100_000 }));
    expect(error).toBeNull();
    expect(response).toMatchObject({ status: 200, truncated: true });
    expect(response?.body.length).toBe(100_000);
  });

  it('keeps a body of exactly the limit whole', async () => {
    const server = await startRawServer((socket) => socket.write(plainAnswer));
    const { response } = await openTransport().send(requestTo(server.url, { responseLimit: 2 }));
    expect(response).toMatchObject({ truncated: false, body: Buffer.from('ok') });
  });

  it('keeps small and large pieces of a body in their order', async () => {
    const large = 'L'.repeat(200_000);
    const parts = ['a', 'bc', large, 'd', 'e'.repeat(5000), 'f'.repeat(4095), 'g', large];
    const chunks = parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('');
    const server = await startRawServer(
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`),
    );
    const { response } = await openTransport().send(requestTo(server.url));
    expect(response?.body.toString() === parts.join('')).toBe(true);
  });

  it('counts the look-up of the name', async () => {
    const clock = createFakeClock();
    let asked = (): void => {};
    const lookedUp = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const transport = openTransport({ clock, lookup: () => asked() });
    const sending = transport.send(requestTo('http://stalled.example/', { timeoutMs: 500 }));
    await lookedUp;
    clock.advance(500);
    expect((await sending).error).toMatchObject({ code: 'connect-timeout', phase: 'dns' });
  });

  it('counts the TLS handshake', async () => {
    const clock = createFakeClock();
    let connected = (): void => {};
    const accepted = new Promise<void>((resolve) => {
      connected = resolve;
    });
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => connected());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const sending = openTransport({ clock }).send(requestTo(`https://127.0.0.1:${port}/`, { timeoutMs: 500 }));
    await accepted;
    clock.advance(500);
    expect((await sending).error).toMatchObject({ code: 'connect-timeout', phase: 'tls' });
    server.close();
  });
});

describe('a wrong answer', () => {
  it.each(wrongAnswers)('$name: $code', async ({ run, code, phase, kept }) => {
    const server = await startRawServer((socket) => run(socket, () => {}));
    const { error, response } = await openTransport().send(requestTo(server.url));
    expect(error).toMatchObject({ code, phase });
    expect(error?.message).toContain(`127.0.0.1:${server.port}`);
    expect(response?.status ?? null).toBe(kept);
  });

  it('may be announced by 100 informational ones', async () => {
    const answer = `${'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(100)}${plainAnswer}`;
    const server = await startRawServer((socket) => void socket.write(answer));
    const { error, response } = await openTransport().send(requestTo(server.url));
    expect(error).toBeNull();
    expect(response).toMatchObject({ status: 200, body: Buffer.from('ok') });
  });

  it('may be a 304 with the length of what it leaves out', async () => {
    const server = await startRawServer(
      (socket) => void socket.write('HTTP/1.1 304 Not Modified\r\nContent-Length: 20\r\n\r\n'),
    );
    const transport = openTransport();
    for (let count = 0; count < 2; count += 1) {
      const { error, response } = await transport.send(requestTo(server.url));
      expect(error).toBeNull();
      expect(response).toMatchObject({ status: 304, truncated: false });
    }
  });

  it('never blocks others with informational answers without end', async () => {
    const flood = 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(200_000);
    const server = await startRawServer((socket) => {
      const next = (): void => {
        if (!socket.destroyed) socket.write(flood, next);
      };
      next();
    });
    const transport = openTransport();
    const { error, timings } = await transport.send(requestTo(server.url));
    expect(error).toMatchObject({ code: 'malformed-response', cause: null });
    expect(error?.message).toContain('more than 100 informational answers');
    expect(timings.firstByte).not.toBeNull();
  });

  it('is shown by the bytes at which it goes wrong', async () => {
    const server = await startRawServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const { error } = await openTransport().send(requestTo(server.url));
    expect(error?.message).toContain('“SSH-2.0-OpenSSH_9.2··”');
  });

  it('does not spoil the next attempt', async () => {
    let count = 0;
    const server = await startRawServer((socket) => {
      count += 1;
      if (count % 2 === 1) socket.end('garbage\r\n\r\n');
      else socket.write(plainAnswer);
    });
    const transport = openTransport();
    const outcomes: (string | null)[] = [];
    for (let index = 0; index < 4; index += 1) {
      outcomes.push((await transport.send(requestTo(server.url))).error?.code ?? null);
    }
    expect(outcomes).toEqual(['malformed-response', null, 'malformed-response', null]);
  });
});

describe('a connection that does not come about', () => {
  it('is refused where nothing listens', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    await new Promise((done) => server.close(done));
    const { error } = await openTransport().send(requestTo(`http://127.0.0.1:${port}/`));
    expect(error).toMatchObject({ code: 'refused', phase: 'connect', cause: 'ECONNREFUSED' });
    expect(error?.message).toContain(`Nothing listens at 127.0.0.1:${port}`);
  });

  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['EAI_SYSTEM', 'dns'],
  ])('names a name that cannot be looked up (%s)', async (cause, code) => {
    const transport = openTransport({
      lookup: (_host, _options, callback) => callback(Object.assign(new Error(cause), { code: cause }), ''),
    });
    const { error } = await transport.send(requestTo('http://nowhere.example:8080/'));
    expect(error).toMatchObject({ code, phase: 'dns', cause });
    // A port has no part in it.
    expect(error?.message).toMatch(/^The name nowhere\.example (?:does not exist|could not be looked up)/);
  });

  it('does not follow a name to a link-local address, and does with a yes', async () => {
    const transport = openTransport({
      lookup: (_host, _options, callback) => callback(null, [{ address: '169.254.169.254', family: 4 }]),
    });
    const { error } = await transport.send(requestTo('http://rebound.example/'));
    expect(error).toMatchObject({ code: 'invalid-request', cause: 'HOOKWRIGHT_LINK_LOCAL' });
    const { error: after } = await transport.send(
      requestTo('http://rebound.example:9/', { allowLinkLocal: true, timeoutMs: 50 }),
    );
    expect(after?.cause).not.toBe('HOOKWRIGHT_LINK_LOCAL');
  });

  it('does not connect to a link-local address without a yes', async () => {
    const { error } = await openTransport().send(requestTo('http://169.254.169.254/latest'));
    expect(error).toMatchObject({ code: 'invalid-request', cause: 'HOOKWRIGHT_LINK_LOCAL' });
  });

  it('is cancelled on demand', async () => {
    const server = await startRawServer(() => {});
    const stop = new AbortController();
    const sending = openTransport().send(requestTo(server.url), { signal: stop.signal });
    await server.arrived(1);
    stop.abort();
    expect((await sending).error?.code).toBe('cancelled');
    const late = await openTransport().send(requestTo(server.url), { signal: stop.signal });
    expect(late.error?.code).toBe('cancelled');
    expect(server.connections()).toBe(1);
  });
});
