import { createServer, type Server } from 'node:net';
import type { CaptureState } from '../../../src-preload/contract/capture.ts';
import type { Clock } from '../clock.ts';
import type { Emit, WireSettings } from '../dispatch/ports.ts';
import { EngineError } from '../errors.ts';
import type { CaptureHttp } from './capture-http.ts';

const IPV4 = '127.0.0.1';
const IPV6 = '::1';

interface Listening {
  port: number;
  since: number;
  servers: CaptureHttp[];
}

export interface CaptureServerParts {
  /** A new server that does not listen yet. */
  createHttp: () => CaptureHttp;
  settings: WireSettings;
  clock: Clock;
  emit: Emit;
  /** The port it listens on changed. */
  onPort: () => void;
}

/** Starts, stops and moves the server on the loopback interface. It never takes another port than it was told. */
export class CaptureServer {
  readonly #parts: CaptureServerParts;
  #listening: Listening | null = null;
  #state: CaptureState = { state: 'off' };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: CaptureServerParts) {
    this.#parts = parts;
  }

  get state(): CaptureState {
    return this.#state;
  }

  /** Null while it does not listen. */
  get port(): number | null {
    return this.#listening?.port ?? null;
  }

  /** Listens as the settings say. @param port in place of the setting; 0 for any that is free. */
  start(port?: number): Promise<CaptureState> {
    const { captureOn, capturePort } = this.#parts.settings.read();
    return this.#inTurn(async () => {
      if (captureOn) await this.#listen(port ?? capturePort);
    });
  }

  /**
   * Starts, stops or moves it, and remembers that.
   * @throws EngineError `port-in-use` where a server that works would have to be given up for it.
   */
  configure(on: boolean, port: number): Promise<CaptureState> {
    return this.#inTurn(async () => {
      const before = this.#listening;
      if (!on) {
        await this.#stop();
        this.#change({ state: 'off' });
      } else if (before?.port !== port) {
        await this.#listen(port);
        if (this.#listening === before) return;
        await Promise.all(before?.servers.map((server) => server.stop()) ?? []);
      }
      this.#parts.settings.saveCapture(on, port);
    });
  }

  close(): Promise<CaptureState> {
    return this.#inTurn(async () => {
      await this.#stop();
      this.#state = { state: 'off' };
    });
  }

  /** One change after the other. */
  #inTurn(change: () => Promise<void>): Promise<CaptureState> {
    const result = this.#turn.then(change).then(() => this.#state);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #listen(port: number): Promise<void> {
    const http = this.#parts.createHttp();
    try {
      await listen(http.server, port, IPV4);
    } catch (error) {
      return this.#explain(error, port);
    }
    const actual = portOf(http.server);
    const second = this.#parts.createHttp();
    // Another program may have the same port on ::1; then requests to `localhost` may go there, and the window shows it.
    const alsoIpv6 = await listen(second.server, actual, IPV6).then(
      () => true,
      () => false,
    );
    const since = this.#parts.clock.now();
    this.#listening = { port: actual, since, servers: alsoIpv6 ? [http, second] : [http] };
    this.#change({ state: 'listening', address: `http://${IPV4}:${actual}`, port: actual, since, alsoIpv6 });
  }

  async #explain(error: unknown, port: number): Promise<void> {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const next = await describeFailure(code, port, error);
    if (this.#listening === null) return this.#change(next);
    if (next.state === 'port-in-use') {
      throw new EngineError(
        'port-in-use',
        `Port ${port} is taken by another program, so the capture server stays where it is. Port ${next.freePort} is free.`,
        { subject: String(next.freePort) },
      );
    }
    throw new EngineError(
      'invalid',
      next.state === 'failed' ? next.message : 'The capture server cannot listen there.',
    );
  }

  async #stop(): Promise<void> {
    const { servers = [] } = this.#listening ?? {};
    this.#listening = null;
    await Promise.all(servers.map((server) => server.stop()));
  }

  #change(state: CaptureState): void {
    this.#state = state;
    this.#parts.onPort();
    this.#parts.emit({ name: 'capture.state', payload: state });
  }
}

async function describeFailure(code: unknown, port: number, error: unknown): Promise<CaptureState> {
  if (code === 'EADDRINUSE') return { state: 'port-in-use', port, freePort: await findFreePort() };
  if (code === 'EACCES') {
    const message = `Port ${port} needs rights that this user does not have. Choose one above 1023.`;
    return { state: 'failed', message };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    state: 'failed',
    message: `The capture server cannot listen on port ${port}: ${reason}. Choose another port.`,
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0, IPV4);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      // Later errors concern single connections that could not be accepted.
      server.on('error', () => {});
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
