import type { Socket } from 'node:net';
import type { Client, Dispatcher } from 'undici';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptPhase, AttemptTimings } from '../../../src-preload/contract/delivery.ts';
import type { Clock } from '../clock.ts';
import { targetOf } from '../request-target.ts';
import { explainFailure } from './explain-failure.ts';
import { KeptBody } from './kept-body.ts';
import type { SendOptions, TransportRequest, TransportResponse, TransportResult } from './transport-types.ts';

/** Informational answers (RFC 9110, 15.2) that may come before the real one: a receiver could send them for ever. */
const MOST_INFORMATIONAL = 100;

/** Why we ended an exchange ourselves. */
export class StoppedError extends Error {
  readonly code:
    | 'HOOKWRIGHT_DEADLINE'
    | 'HOOKWRIGHT_CANCELLED'
    | 'HOOKWRIGHT_ENOUGH'
    | 'HOOKWRIGHT_INFORMATIONAL'
    | 'HOOKWRIGHT_STATUS';
  constructor(code: StoppedError['code']) {
    super(code);
    this.code = code;
  }
}

/**
 * One request and its answer, from the moment it is handed to a connection. Settles exactly once: by the whole answer, the first
 * error, the deadline, a cancellation, or because enough of the body was kept. What comes later is dropped.
 */
export class ExchangeOnWire implements Dispatcher.DispatchHandler {
  readonly finished: Promise<TransportResult>;
  /** The connection may be used for another request. */
  reusable = false;
  readonly #request: TransportRequest;
  readonly #options: SendOptions;
  readonly #clock: Clock;
  readonly #started: number;
  readonly #times: { dns: number | null; connect: number | null; tls: number | null; firstByte: number | null };
  readonly #body = new KeptBody();
  readonly #cancelDeadline: () => void;
  #resolve: (result: TransportResult) => void = () => {};
  #settled = false;
  #phase: AttemptPhase = 'send';
  #connected = false;
  #informational = 0;
  /** The first bytes of an answer arrived, and its head has not ended. */
  #inHead = false;
  #truncated = false;
  #response: Omit<TransportResponse, 'body' | 'truncated'> | null = null;
  #socket: Socket | null = null;
  #proxy: string | null = null;
  #giveUp: (error: Error) => void = () => {};

  constructor(request: TransportRequest, options: SendOptions, clock: Clock) {
    this.#request = request;
    this.#options = options;
    this.#clock = clock;
    this.#started = clock.monotonic();
    this.#times = { dns: null, connect: null, tls: null, firstByte: null };
    this.finished = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#cancelDeadline = clock.setTimeout(() => this.stop('HOOKWRIGHT_DEADLINE'), request.timeoutMs);
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Hands the request over. `giveUp` destroys the connection, at whatever point it is. */
  dispatchOn(client: Client, giveUp: (error: Error) => void): void {
    this.#giveUp = giveUp;
    if (this.#options.signal?.aborted) {
      this.#onAbort();
      return;
    }
    const { method, headers, body } = this.#request;
    const flat: string[] = [];
    for (const [name, value] of headers) flat.push(name, value);
    const path = targetOf(this.#request);
    client.dispatch({ path, method: method as Dispatcher.HttpMethod, headers: flat, body }, this);
  }

  /** A connection is being opened for this request. */
  notePhase(phase: AttemptPhase): void {
    const elapsed = this.#elapsed();
    if (this.#phase === 'dns' && phase === 'connect') this.#times.dns = elapsed;
    // Through a proxy, there is a connection to the target when its tunnel is open.
    if ((this.#phase === 'connect' || this.#phase === 'proxy') && (phase === 'tls' || phase === 'send'))
      this.#times.connect = elapsed;
    if (this.#phase === 'tls' && phase === 'send') this.#times.tls = elapsed;
    this.#phase = phase;
    this.#connected = true;
  }

  /** The proxy is being chosen, which may ask the system. */
  noteChoosing(): void {
    this.#phase = 'proxy';
  }

  /** It was chosen. @param proxy host and port; null: none */
  noteProxy(proxy: string | null): void {
    this.#phase = 'send';
    this.#proxy = proxy;
  }

  /** The connection that the request goes out on. */
  noteSocket(socket: Socket): void {
    this.#socket = socket;
  }

  stop(code: StoppedError['code']): void {
    this.fail(new StoppedError(code));
  }

  /** Ends it, at whatever point it is. */
  fail(error: Error): void {
    if (this.#settled) return;
    this.#settle(error);
    this.#giveUp(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new StoppedError('HOOKWRIGHT_CANCELLED'));
      return;
    }
    this.#phase = 'send';
    const socket = this.#socket;
    if (socket?.localPort === undefined || socket.remotePort === undefined) return;
    this.#options.onSocket?.({
      localPort: socket.localPort,
      remotePort: socket.remotePort,
      remoteAddress: socket.remoteAddress ?? '',
    });
  }

  onResponseStarted(): void {
    this.#times.firstByte ??= this.#elapsed();
    this.#phase = 'headers';
    this.#inHead = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _headers: unknown, text?: string): void {
    if (this.#settled) return;
    this.#inHead = false;
    if (status < 100) {
      // The parser of undici takes any three digits, and fails in an assertion afterwards.
      controller.abort(new StoppedError('HOOKWRIGHT_STATUS'));
      return;
    }
    if (status < 200) {
      this.#informational += 1;
      if (this.#informational > MOST_INFORMATIONAL) {
        // Aborts the parser as well, which would otherwise go on through everything that has arrived already.
        controller.abort(new StoppedError('HOOKWRIGHT_INFORMATIONAL'));
      }
      return;
    }
    this.#times.firstByte ??= this.#elapsed();
    this.#phase = 'body';
    this.#response = { status, statusText: text ?? '', headers: toPairs(controller.rawHeaders) };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    const room = this.#request.responseLimit - this.#body.length;
    if (chunk.length > room) {
      // A copy, since what undici hands out can be a piece of something larger that it keeps alive.
      if (room > 0) this.#body.add(Buffer.from(chunk.subarray(0, room)));
      this.#truncated = true;
      const enough = new StoppedError('HOOKWRIGHT_ENOUGH');
      this.#settle(null);
      controller.abort(enough);
      this.#giveUp(enough);
      return;
    }
    this.#body.add(chunk);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    // Answered before the request was read: the next one would stand behind the rest of it.
    this.reusable = this.#socket?.writableLength === 0;
    this.#settle(null);
    if (!this.reusable) this.#giveUp(new StoppedError('HOOKWRIGHT_ENOUGH'));
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#settled) return;
    this.#settle(this.#isBodyless(error) ? null : error);
    this.#giveUp(error);
  }

  /** A 304 may have the length of the body that it leaves out (RFC 9110, 8.6), which undici takes for a missing body. */
  #isBodyless(error: Error): boolean {
    return this.#response?.status === 304 && 'code' in error && error.code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
  }

  readonly #onAbort = (): void => this.stop('HOOKWRIGHT_CANCELLED');

  #settle(error: Error | null): void {
    this.#settled = true;
    this.#cancelDeadline();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    const total = this.#elapsed();
    const response = this.#response && {
      ...this.#response,
      body: this.#body.join(),
      truncated: this.#truncated,
    };
    const timings: AttemptTimings = { ...this.#times, total, reusedConnection: !this.#connected };
    this.#resolve({
      response,
      error:
        error &&
        explainFailure(error, {
          url: this.#request.url,
          phase: this.#phaseNow(),
          timeoutMs: this.#request.timeoutMs,
          status: response?.status ?? null,
          hasClientKey: this.#request.clientKey !== undefined,
          inHead: this.#inHead,
          proxy: this.#proxy,
        }),
      timings,
      ...(this.#proxy === null ? {} : { proxy: this.#proxy }),
    });
  }

  /** Whether the request was still being written is only known to the socket. */
  #phaseNow(): AttemptPhase {
    if (this.#phase !== 'send') return this.#phase;
    return this.#socket !== null && this.#socket.writableLength === 0 ? 'headers' : 'send';
  }

  #elapsed(): number {
    return Math.round((this.#clock.monotonic() - this.#started) * 1000) / 1000;
  }
}

/** Names and values alternate. Bytes beyond ASCII are Latin-1, one character each, so that none is lost. */
function toPairs(raw: Dispatcher.DispatchController['rawHeaders']): HeaderPair[] {
  if (!Array.isArray(raw)) return [];
  const pairs: HeaderPair[] = [];
  const decode = (part: Buffer | string | undefined): string =>
    part === undefined ? '' : typeof part === 'string' ? part : part.toString('latin1');
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([decode(raw[index]), decode(raw[index + 1])]);
  return pairs;
}
