import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openTransport, requestTo } from '../engine/dispatch/support/send.ts';
import { report } from './support/figures.ts';

const LIMIT_MS = 2000;
/** No attempt lasts longer than this. */
const LAST_MS = LIMIT_MS + 1000;
const STEP_MS = 50;

/** A receiver that does something else than answer. */
interface FaultServer {
  name: string;
  serve: (socket: Socket) => void;
  protocol?: 'http' | 'https';
  /** Larger than what the connection takes while nobody reads. */
  large?: boolean;
  /** How it ends: by the deadline, or by itself before. */
  code: string | null;
}

const head = 'HTTP/1.1 200 OK\r\n';

/** Calls `write` every so often for as long as the connection lives. */
function repeat(socket: Socket, ms: number, write: () => void): void {
  const timer = setInterval(write, ms);
  socket.once('close', () => clearInterval(timer));
}

/** Only after the request has begun to arrive. */
const onRequest =
  (serve: (socket: Socket) => void) =>
  (socket: Socket): void =>
    void socket.once('data', () => serve(socket));

const faultServers: FaultServer[] = [
  { name: 'stalls before the headers', serve: onRequest(() => {}), code: 'deadline' },
  {
    name: 'stalls in the body',
    serve: onRequest((socket) => void socket.write(`${head}Content-Length: 10\r\n\r\nabc`)),
    code: 'deadline',
  },
  {
    name: 'drips a byte every 100 ms',
    serve: onRequest((socket) => {
      socket.write(`${head}Content-Length: 100000\r\n\r\n`);
      repeat(socket, 100, () => socket.write('x'));
    }),
    code: 'deadline',
  },
  {
    name: 'drips headers',
    serve: onRequest((socket) => {
      socket.write(head);
      repeat(socket, 100, () => socket.write('X-More: a\r\n'));
    }),
    code: 'deadline',
  },
  { name: 'never finishes the TLS handshake', serve: onRequest(() => {}), protocol: 'https', code: 'connect-timeout' },
  { name: 'accepts and does not read', serve: (socket) => void socket.pause(), large: true, code: 'deadline' },
  {
    name: 'sends a body without end',
    serve: onRequest((socket) => {
      socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
      const piece = `10000\r\n${'y'.repeat(65_536)}\r\n`;
      const next = (): void => void (socket.destroyed || socket.write(piece, () => setImmediate(next)));
      next();
    }),
    code: null,
  },
  { name: 'resets the connection', serve: onRequest((socket) => void socket.resetAndDestroy()), code: 'reset' },
];

async function start({ serve, protocol = 'http' }: FaultServer): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const body = (large: boolean | undefined): Buffer => Buffer.alloc(large ? 32_000_000 : 100, 'b');

/** Passes the time in steps. A machine that stands still for a while delays all but one of them, as it delays what is measured. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) await sleep(STEP_MS);
}

describe(`against each fault server, with a limit of ${LIMIT_MS} ms`, () => {
  test('no attempt lasts a second longer than its limit, and those that stall are ended by it', async () => {
    const stalledLookup = openTransport({ lookup: () => {} });
    const transport = openTransport();
    const attempts = await Promise.all(
      faultServers.map(async (server) => ({
        server,
        request: requestTo(await start(server), { timeoutMs: LIMIT_MS, body: body(server.large) }),
      })),
    );
    const last = pass(LAST_MS).then(() => 'too late' as const);
    const results = await Promise.all([
      ...attempts.map(({ request }) => Promise.race([transport.send(request), last])),
      Promise.race([stalledLookup.send(requestTo('http://stalled.example/', { timeoutMs: LIMIT_MS })), last]),
    ]);
    const names = [...faultServers, { name: 'never resolves the name', code: 'connect-timeout' }];
    const ends = results.map((result) => (result === 'too late' ? result : (result.error?.code ?? null)));
    expect(Object.fromEntries(names.map(({ name }, index) => [name, ends[index]]))).toEqual(
      Object.fromEntries(names.map(({ name, code }) => [name, code])),
    );
    const durations = results.map((result) => (result === 'too late' ? LAST_MS : result.timings.total));
    report(
      6,
      `fault servers, longest attempt in ms (at most ${LAST_MS})`,
      `${names.length}, ${Math.max(...durations)}`,
    );
  });

  test('control: with a limit of a minute none that stalls is over by then', async () => {
    const transport = openTransport();
    const stop = new AbortController();
    const stalling = faultServers.filter(({ code }) => code === 'deadline' || code === 'connect-timeout');
    const over: string[] = [];
    const sending = stalling.map(async (server) => {
      const url = await start(server);
      const result = await transport.send(requestTo(url, { timeoutMs: 60_000, body: body(server.large) }), {
        signal: stop.signal,
      });
      if (!stop.signal.aborted) over.push(server.name);
      return result.error?.code;
    });
    await sleep(LAST_MS);
    stop.abort();
    expect(new Set(await Promise.all(sending))).toEqual(new Set(['cancelled']));
    expect(over).toEqual([]);
  });

  test('control: the limits of undici alone never end a drip', async () => {
    const drip = faultServers.find(({ name }) => name.startsWith('drips a byte')) as FaultServer;
    const client = new Client(await start(drip), { headersTimeout: LIMIT_MS, bodyTimeout: LIMIT_MS });
    onTestFinished(() => client.destroy());
    const { body: answer } = await client.request({ method: 'POST', path: '/' });
    const reading = answer.arrayBuffer().then(
      () => 'over',
      () => 'over',
    );
    expect(await Promise.race([reading, sleep(LAST_MS + 1000, 'still reading')])).toBe('still reading');
  });
});
