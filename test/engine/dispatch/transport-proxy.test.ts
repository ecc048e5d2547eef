import type { LookupFunction } from 'node:net';
import { createServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TransportOptions } from '../../../src-main/engine/dispatch/transport.ts';
import type { TransportRequest } from '../../../src-main/engine/dispatch/transport-types.ts';
import { type OutgoingProxy, ProxyError } from '../../../src-main/engine/proxy/proxy-route.ts';
import { makeCertificate } from '../support/certificate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { startConnectProxy } from './support/connect-proxy.ts';
import { plainAnswer, startRawServer } from './support/raw-server.ts';
import { openTransport, requestTo } from './support/send.ts';

// Later, as every look-up.
const toHere: LookupFunction = (_hostname, options, callback) => {
  process.nextTick(() => {
    if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
    else callback(null, '127.0.0.1', 4);
  });
};
const toNowhere: LookupFunction = (_hostname, _options, callback) => {
  process.nextTick(() => callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 4));
};

function proxyAt(port: number, login: OutgoingProxy['login'] = null): OutgoingProxy {
  return { hostname: '127.0.0.1', port, login };
}

function through(proxy: OutgoingProxy, options: Partial<TransportOptions> = {}) {
  return openTransport({ lookup: toNowhere, chooseProxy: async () => proxy, ...options });
}

const startReceiver = () => startRawServer((socket) => socket.write(plainAnswer));

async function startTls(name = 'receiver.example') {
  const certificate = makeCertificate(name);
  const received: string[] = [];
  const server = createServer(certificate, (socket) => {
    socket.on('error', () => {});
    const index = received.push('') - 1;
    socket.on('data', (chunk) => {
      received[index] += chunk.toString('latin1');
      socket.write(plainAnswer);
    });
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { port: (server.address() as { port: number }).port, received, ca: certificate.cert };
}

const exactRequests: [name: string, path: string, changes: Partial<TransportRequest>][] = [
  [
    'a body and headers in their order and case',
    '/hook?a=1',
    {
      headers: [
        ['X-b', '2'],
        ['x-A', '1'],
        ['X-B', 'é'],
      ],
    },
  ],
  ['no body', '/', { method: 'GET', body: null, headers: [] }],
  ['a target of its own', '/x', { target: '//a/../b?' }],
  ['bytes that are no text', '/x', { body: Buffer.from(Array.from({ length: 256 }, (_, index) => index)) }],
];

describe('through a proxy', () => {
  it.each(exactRequests)('the very bytes arrive that arrive without one: %s', async (_name, path, changes) => {
    const receiver = await startReceiver();
    const proxy = await startConnectProxy();
    const request = requestTo(`http://receiver.example:${receiver.port}${path}`, changes);
    const direct = await openTransport({ lookup: toHere }).send(request);
    const proxied = await through(proxyAt(proxy.port)).send(request);
    expect([direct.error, proxied.error]).toEqual([null, null]);
    expect(receiver.received[1]).toBe(receiver.received[0]);
    expect(proxy.carried).toEqual([receiver.received[0]]);
    expect(proxy.asked).toEqual([
      `CONNECT receiver.example:${receiver.port} HTTP/1.1\r\nHost: receiver.example:${receiver.port}\r\n\r\n`,
    ]);
    expect(direct).not.toHaveProperty('proxy');
    expect(proxied).toMatchObject({ proxy: `127.0.0.1:${proxy.port}`, response: { status: 200 } });
  });

  it('https is spoken with the target, end to end, and the same bytes arrive', async () => {
    const { port, received, ca } = await startTls();
    const proxy = await startConnectProxy();
    const request = requestTo(`https://receiver.example:${port}/hook`);
    expect((await openTransport({ lookup: toHere, ca }).send(request)).error).toBeNull();
    const { error, timings } = await through(proxyAt(proxy.port), { ca }).send(request);
    expect(error).toBeNull();
    expect(received[1]).toBe(received[0]);
    expect(proxy.carried[0]).not.toContain('POST');
    const { connect, tls, firstByte, total } = timings;
    expect(timings).toMatchObject({ dns: null, connect: expect.any(Number), tls: expect.any(Number) });
    const times = [connect ?? 0, tls ?? 0, firstByte ?? 0, total];
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  it('a certificate for another name than the target is refused, and the proxy is named besides', async () => {
    const { port, ca } = await startTls('other.example');
    const proxy = await startConnectProxy();
    const { error } = await through(proxyAt(proxy.port), { ca }).send(requestTo(`https://receiver.example:${port}/`));
    expect(error).toMatchObject({ code: 'tls', phase: 'tls', cause: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(error?.message).toContain(`It went through the proxy 127.0.0.1:${proxy.port}.`);
  });

  it('IPv6 targets are asked for in brackets', async () => {
    const proxy = await startConnectProxy(() => 'HTTP/1.1 403 No\r\n\r\n');
    await through(proxyAt(proxy.port)).send(requestTo('http://[2001:db8::1]/x'));
    expect(proxy.asked[0]).toMatch(/^CONNECT \[2001:db8::1\]:80 HTTP\/1\.1\r\nHost: \[2001:db8::1\]:80\r\n\r\n$/);
  });

  it('a tunnel is used again for the same target, and never for another way', async () => {
    const receiver = await startReceiver();
    const proxy = await startConnectProxy();
    const ways: (OutgoingProxy | null)[] = [
      proxyAt(proxy.port),
      proxyAt(proxy.port),
      proxyAt(proxy.port, { user: 'ada', password: 'x' }),
      null,
    ];
    const transport = openTransport({ lookup: toHere, chooseProxy: async () => ways.shift() ?? null });
    const send = async () => {
      const { timings, proxy: way } = await transport.send(requestTo(`http://receiver.example:${receiver.port}/`));
      return [timings.reusedConnection, timings.connect === null, way !== undefined];
    };
    expect([await send(), await send(), await send(), await send()]).toEqual([
      [false, false, true],
      [true, true, true],
      [false, false, true],
      [false, false, false],
    ]);
    expect(proxy.asked).toHaveLength(2);
  });

  it('informational answers, and bytes right behind the head, are taken as they are', async () => {
    const receiver = await startReceiver();
    const proxy = await startConnectProxy(() => null, 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\nVia: x\r\n\r\n');
    const { error } = await through(proxyAt(proxy.port)).send(requestTo(`http://receiver.example:${receiver.port}/`));
    expect(error).toBeNull();
  });
});

const asksLogin = 'HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\n\r\n';

describe('a proxy that asks for a login', () => {
  it('gets the credentials, which are not in what is kept', async () => {
    const receiver = await startReceiver();
    const right = `Proxy-Authorization: Basic ${Buffer.from('ada:löve:1').toString('base64')}\r\n`;
    const proxy = await startConnectProxy((head) => (head.includes(right) ? null : asksLogin));
    const send = (login: OutgoingProxy['login']) =>
      through(proxyAt(proxy.port, login)).send(requestTo(`http://receiver.example:${receiver.port}/`));
    const without = await send(null);
    expect(without.error).toMatchObject({ code: 'proxy', phase: 'proxy', cause: '407' });
    expect(without.error?.message).toContain('asks for a user name and a password');
    const wrong = await send({ user: 'ada', password: 'wrong-password' });
    expect(wrong.error?.message).toContain('refused the user name or the password');
    expect(JSON.stringify([wrong.error, wrong.proxy])).not.toMatch(/wrong-password|ada/);
    expect((await send({ user: 'ada', password: 'löve:1' })).error).toBeNull();
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]).not.toContain('Proxy-Authorization');
  });

  it('by ways that are not supported is named with them', async () => {
    const proxy = await startConnectProxy(
      () => 'HTTP/1.1 407 x\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n',
    );
    const { error } = await through(proxyAt(proxy.port)).send(requestTo('http://receiver.example/'));
    expect(error?.message).toContain('asks for a login by Negotiate or NTLM, and only Basic is supported');
  });
});

const refusals: [answer: string, cause: string | null, words: RegExp][] = [
  [
    'HTTP/1.1 403 Forbidden\r\n\r\n',
    '403',
    /refused to connect to receiver\.example:80: it answered 403 \(Forbidden\)/,
  ],
  ['HTTP/1.1 502 Bad\r\n\r\n', '502', /could not reach receiver\.example:80: it answered 502 \(Bad Gateway\)/],
  ['HTTP/1.1 405 x\r\n\r\n', '405', /does not open connections to receiver\.example:80 \(CONNECT\)/],
  ['HTTP/1.1 302 x\r\nLocation: http://login/\r\n\r\n', '302', /refused to connect/],
  [
    '220 mail.example.com ESMTP ready\r\n',
    null,
    /not HTTP\/1\.1\. It begins with “220 mail\.example\.com ESMTP ready”/,
  ],
  ['HTTP/1.1 banana\r\n\r\n', null, /not HTTP\/1\.1/],
  ['\u0005\u0000', null, /not HTTP\/1\.1\. It begins with “··”/],
  [`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`, null, /not HTTP\/1\.1/],
  [' ', null, /not HTTP\/1\.1/],
];

describe('what goes wrong with a proxy is told as the proxy’s', () => {
  it.each(refusals)('%j', async (answer, cause, words) => {
    const proxy = await startConnectProxy(() => answer);
    const result = await through(proxyAt(proxy.port)).send(requestTo('http://receiver.example/'));
    expect(result).toMatchObject({
      response: null,
      proxy: `127.0.0.1:${proxy.port}`,
      error: { code: 'proxy', phase: 'proxy', cause, message: expect.stringMatching(words) },
    });
    expect(result.error?.message).toContain(`127.0.0.1:${proxy.port}`);
  });

  it('a proxy that repeats what it is sent shows no credentials', async () => {
    const proxy = await startConnectProxy((head) => head);
    const login = { user: 'ada', password: 'secret' };
    const { error } = await through(proxyAt(proxy.port, login)).send(requestTo('http://r/'));
    expect(error?.message).toContain('It begins with “CONNECT r:80 HTTP/1.1”');
    expect(error?.message).not.toContain(Buffer.from('ada:secret').toString('base64').slice(0, 6));
  });

  it('a closed port', async () => {
    const { error } = await through(proxyAt(1)).send(requestTo('http://receiver.example/'));
    expect(error).toMatchObject({ code: 'proxy', phase: 'connect', cause: 'ECONNREFUSED' });
    expect(error?.message).toContain('Nothing listens at the proxy 127.0.0.1:1');
  });

  it('a name that does not exist', async () => {
    const proxy = { hostname: 'proxy.example', port: 3128, login: null };
    const { error } = await through(proxy).send(requestTo('http://receiver.example/'));
    expect(error).toMatchObject({ code: 'proxy', phase: 'dns', cause: 'ENOTFOUND' });
    expect(error?.message).toContain('The name of the proxy, proxy.example, does not exist');
  });

  it('one that closes without an answer', async () => {
    const proxy = await startConnectProxy((_head, socket) => {
      socket.destroy();
      return '';
    });
    const { error } = await through(proxyAt(proxy.port)).send(requestTo('https://receiver.example/'));
    expect(error).toMatchObject({ code: 'proxy', phase: 'proxy', cause: 'ECONNRESET' });
    expect(error?.message).toContain('closed the connection without an answer');
  });

  it('one that takes too long', async () => {
    const clock = createFakeClock();
    let asked = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const proxy = await startConnectProxy(() => {
      asked();
      return '';
    });
    const sending = through(proxyAt(proxy.port), { clock }).send(requestTo('http://receiver.example/'));
    await arrived;
    clock.advance(10_000);
    const { error } = await sending;
    expect(error).toMatchObject({ code: 'proxy', phase: 'proxy', cause: null });
    expect(error?.message).toContain(`the proxy 127.0.0.1:${proxy.port} had not opened the way there`);
  });

  it('a system that does not say which', async () => {
    const transport = openTransport({ chooseProxy: () => new Promise(() => {}) });
    const { error } = await transport.send(requestTo('http://receiver.example/', { timeoutMs: 200 }));
    expect(error).toMatchObject({ code: 'proxy', phase: 'proxy' });
    expect(error?.message).toContain('the system had not said which proxy to use');
  });

  it('one that cannot be used', async () => {
    const chooseProxy = () => Promise.reject(new ProxyError('It is a SOCKS proxy.'));
    const { error } = await openTransport({ chooseProxy }).send(requestTo('http://receiver.example/'));
    expect(error).toMatchObject({ code: 'proxy', message: 'It is a SOCKS proxy.' });
  });

  it('while a slow one still gets through', async () => {
    const receiver = await startReceiver();
    const proxy = await startConnectProxy((head, socket) => {
      const parts = ['HTTP/1.1 2', '00 OK\r', '\n\r', '\n'];
      const tick = setInterval(() => {
        const part = parts.shift();
        if (part !== undefined) socket.write(part);
        if (parts.length > 0) return;
        clearInterval(tick);
        socket.once('data', (chunk: Buffer) => {
          expect(chunk.toString()).toContain('POST /');
          socket.end(plainAnswer);
        });
      }, 30);
      expect(head).toContain(`:${receiver.port} `);
      return '';
    });
    const result = await through(proxyAt(proxy.port)).send(requestTo(`http://receiver.example:${receiver.port}/`));
    expect(result).toMatchObject({ error: null, response: { status: 200 } });
    // Its tunnel is part of the time that the connection took.
    expect(result.timings.connect).toBeGreaterThan(80);
  });
});

describe('an address that needs a confirmation', () => {
  it.each(['http://169.254.169.254/x', 'https://[fe80::1]/', 'http://metadata.google.internal/x'])(
    '%s is refused before the proxy, unless it was confirmed',
    async (url) => {
      const proxy = await startConnectProxy(() => 'HTTP/1.1 403 No\r\n\r\n');
      const refused = await through(proxyAt(proxy.port)).send(requestTo(url));
      expect(refused.error).toMatchObject({ code: 'invalid-request', cause: 'HOOKWRIGHT_LINK_LOCAL' });
      expect(refused.error?.message).not.toContain('It went through');
      expect(proxy.asked).toEqual([]);
      const confirmed = await through(proxyAt(proxy.port)).send(requestTo(url, { allowLinkLocal: true }));
      expect(confirmed.error).toMatchObject({ code: 'proxy', cause: '403' });
    },
  );
});
