import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { SentLine } from '../dispatch/dispatcher-parts.ts';
import { isStorageTrouble } from '../dispatch/storage-wait.ts';
import type { BodyBudget } from './body-budget.ts';
import { type HeadBudget, MOST_HEAD } from './head-limits.ts';
import { Incoming } from './incoming.ts';
import type { PlainAnswer } from './judge-capture.ts';
import { RawTap } from './raw-tap.ts';
import type { Arrival, Recorder } from './record.ts';
import {
  crowded,
  expectationFailed,
  explainParserError,
  failed,
  nobodyThere,
  noTunnel,
  notRecorded,
  stopped,
  tooLarge,
} from './refusals.ts';

export interface CaptureHttpParts {
  record: Recorder;
  clock: Clock;
  budget: BodyBudget;
  heads: HeadBudget;
  /** The largest body that is kept, in bytes. */
  bodyLimit: () => number;
  claim: (remotePort: number, serverPort: number) => SentLine | null;
  timeouts?: CaptureTimeouts;
}

/** In milliseconds. Node's own defaults let a slow sender hold a connection for minutes. */
export interface CaptureTimeouts {
  headers: number;
  request: number;
  /** How often the two are looked at. */
  check: number;
}

const usualTimeouts: CaptureTimeouts = { headers: 10_000, request: 60_000, check: 1000 };

/** At this many connections those that do nothing are closed; at the second number new ones are turned away. */
const MANY_CONNECTIONS = 2000;
const MOST_CONNECTIONS = 8000;

interface Line {
  tap: RawTap;
  /** The request whose body is arriving. */
  open: Incoming | null;
  /** Settles when everything that arrived so far was answered; answers go out in the order of the requests. */
  answered: Promise<void>;
  broken: boolean;
}

/**
 * A server that only takes: every request, whatever it is, leaves one row and gets a short plain answer. Nothing that is stored
 * can be read through it.
 */
export class CaptureHttp {
  readonly server: Server;
  readonly #parts: CaptureHttpParts;
  readonly #lines = new Map<Socket, Line>();
  readonly #recording = new Set<Promise<unknown>>();

  constructor(parts: CaptureHttpParts) {
    this.#parts = parts;
    const { headers, request, check } = parts.timeouts ?? usualTimeouts;
    this.server = createServer({
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: check,
      maxHeaderSize: MOST_HEAD,
      insecureHTTPParser: false,
      // What is wrong or missing is recorded, not refused unseen.
      requireHostHeader: false,
    });
    // 0 lifts the limit on their number; the one on their size stays. Otherwise those beyond it would be left out silently.
    this.server.maxHeadersCount = 0;
    this.server.maxConnections = MOST_CONNECTIONS;
    this.server.on('connection', (socket) => this.#welcome(socket));
    this.server.on('request', (request, response) => this.#take(request, response, null));
    this.server.on('checkContinue', (request, response) => this.#takeExpecting(request, response));
    this.server.on('checkExpectation', (request, response) => this.#take(request, response, expectationFailed));
    this.server.on('connect', (request, socket) => this.#takeTunnel(request, socket as Socket));
    this.server.on('clientError', (error, socket) => this.#takeBroken(error, socket as Socket));
  }

  /** Ends every connection; what was still arriving is recorded as incomplete. */
  async stop(): Promise<void> {
    this.server.close();
    for (const line of this.#lines.values()) {
      if (line.open !== null) this.#record(line.open.finish({ complete: false, answer: stopped }));
      line.open = null;
      line.broken = true;
    }
    await Promise.allSettled(this.#recording);
    this.server.closeAllConnections();
  }

  #welcome(socket: Socket): void {
    const tap = new RawTap(socket, this.#parts.heads, () => this.#takeCrowded(socket));
    const line: Line = { tap, open: null, answered: Promise.resolve(), broken: false };
    this.#lines.set(socket, line);
    socket.once('close', () => {
      this.#lines.delete(socket);
      const { open } = line;
      line.open = null;
      if (open !== null && !line.broken) this.#record(open.finish({ complete: false, answer: nobodyThere }));
    });
    if (this.#lines.size > MANY_CONNECTIONS) this.server.closeIdleConnections();
  }

  #takeExpecting(request: IncomingMessage, response: ServerResponse): void {
    const length = Number(request.headers['content-length'] ?? 0);
    // Says no before the body is sent, which is what the expectation is for.
    const refused = length > this.#parts.bodyLimit();
    if (!refused) response.writeContinue();
    this.#take(request, response, refused ? tooLarge(this.#parts.bodyLimit()) : null);
  }

  /** @param refusal the answer, where it is clear before the body has arrived. */
  #take(request: IncomingMessage, response: ServerResponse, refusal: PlainAnswer | null): void {
    const { socket } = request;
    const line = this.#lines.get(socket);
    if (line === undefined) return;
    const incoming = this.#receive(request);
    line.tap.pause();
    if (refusal !== null) {
      const arrival = incoming.finish({ complete: true, answer: refusal });
      arrival.bodyBytes = Math.max(arrival.bodyBytes, refusal.status === 413 ? (incoming.announced ?? 0) : 0);
      request.resume();
      this.#answer(line, response, arrival, true);
      return;
    }
    line.open = incoming;
    request.on('data', (chunk: Buffer) => {
      if (incoming.over || incoming.add(chunk)) return;
      line.open = null;
      const answer = tooLarge(this.#parts.bodyLimit());
      this.#answer(line, response, incoming.finish({ complete: false, answer }), true);
    });
    request.on('end', () => {
      if (incoming.over) return;
      line.open = null;
      line.tap.resume();
      const answer = incoming.tooLarge ? tooLarge(this.#parts.bodyLimit()) : null;
      const arrival = incoming.finish(answer === null ? { complete: true } : { complete: true, answer });
      this.#answer(line, response, arrival, answer !== null);
    });
    // Without a listener an aborted upload would be an uncaught error.
    request.on('error', () => {});
  }

  #receive(request: IncomingMessage): Incoming {
    const { remotePort = 0, localPort = 0 } = request.socket;
    const { clock, bodyLimit, budget, claim } = this.#parts;
    return new Incoming(request, clock.now(), bodyLimit(), budget, claim(remotePort, localPort));
  }

  /** `CONNECT`: there is no response object, and nothing is tunnelled. */
  #takeTunnel(request: IncomingMessage, socket: Socket): void {
    const line = this.#lines.get(socket);
    if (line === undefined) return;
    line.broken = true;
    const arrival = this.#receive(request).finish({ complete: true, answer: noTunnel });
    this.#answerRaw(line, socket, arrival);
  }

  /** What is not HTTP, stops half-way, or takes too long. */
  #takeBroken(error: Error, socket: Socket): void {
    const line = this.#lines.get(socket);
    if (line === undefined || line.broken) return;
    line.broken = true;
    const packet = 'rawPacket' in error && Buffer.isBuffer(error.rawPacket) ? error.rawPacket : Buffer.alloc(0);
    const { open } = line;
    if (open?.complete) {
      // It is what comes behind it in the same packet; that it ended is told in a moment.
      const rest = packet.subarray(open.findEnd(packet));
      setImmediate(() => this.#takeRaw(line, socket, error, rest));
      return;
    }
    if (open === null) {
      this.#takeRaw(line, socket, error, Buffer.concat([line.tap.read(), packet]));
      return;
    }
    const { malformed, answer } = explainParserError(error, true);
    line.open = null;
    const arrival = open.finish({ complete: false, malformed, answer });
    if (malformed !== null) Object.assign(arrival, { body: packet, bodyBytes: packet.length });
    this.#answerRaw(line, socket, arrival);
  }

  /** A head that is not refused for its size alone, but for all the others that are arriving. */
  #takeCrowded(socket: Socket): void {
    const line = this.#lines.get(socket);
    if (line === undefined || line.broken) return;
    line.broken = true;
    const raw = line.tap.read();
    line.tap.pause();
    this.#answerRaw(line, socket, this.#describeRaw(raw, crowded.malformed, crowded.answer, socket));
  }

  /** Bytes that never became a request. */
  #takeRaw(line: Line, socket: Socket, error: Error, raw: Buffer): void {
    const { malformed, answer } = explainParserError(error, false);
    // A connection that was opened and never used, or ended in order after an answer, is not a request.
    if (raw.length === 0) socket.destroy();
    else this.#answerRaw(line, socket, this.#describeRaw(raw, malformed, answer, socket));
  }

  #describeRaw(raw: Buffer, malformed: string | null, answer: PlainAnswer, socket: Socket): Arrival {
    const [, method = '', target = ''] = /^([!-~]{1,32}) ([!-~]{1,8000})/.exec(raw.toString('latin1', 0, 8192)) ?? [];
    return {
      receivedAt: this.#parts.clock.now(),
      method,
      target,
      httpVersion: '',
      headers: [],
      body: raw,
      bodyBytes: raw.length,
      complete: false,
      malformed,
      remoteAddress: socket.remoteAddress ?? '',
      remotePort: socket.remotePort ?? 0,
      line: null,
      answer,
    };
  }

  /** Records, and answers what came of it: nobody is told that a request arrived before it is durable. */
  #answer(line: Line, response: ServerResponse, arrival: Arrival, close: boolean): void {
    line.answered = this.#record(arrival).then(({ status, body }) => {
      if (response.writableEnded || response.destroyed) return;
      const text = Buffer.from(body, 'utf8');
      const headers = ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(text.length)];
      response.writeHead(status, close ? [...headers, 'Connection', 'close'] : headers);
      response.end(text);
    });
  }

  /** The same where there is only a socket; it is closed afterwards. */
  #answerRaw(line: Line, socket: Socket, arrival: Arrival): void {
    const before = line.answered;
    line.answered = this.#record(arrival).then(async ({ status, body }) => {
      await before;
      if (!socket.writable) {
        socket.destroy();
        return;
      }
      const text = Buffer.from(body, 'utf8');
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
          `Content-Length: ${text.length}\r\nConnection: close\r\n\r\n${body}`,
        () => socket.destroySoon(),
      );
    });
  }

  #record(arrival: Arrival): Promise<PlainAnswer> {
    const recording = this.#parts
      .record(arrival)
      .catch((error: unknown) => (isStorageTrouble(error) ? notRecorded : failed))
      .finally(() => this.#recording.delete(recording));
    this.#recording.add(recording);
    return recording;
  }
}
