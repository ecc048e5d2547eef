import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { SentLine } from '../dispatch/dispatcher-parts.ts';
import { isStorageTrouble } from '../dispatch/storage-wait.ts';
import type { BodyBudget } from './body-budget.ts';
import { type HeadBudget, MOST_HEAD } from './head-limits.ts';
import { Incoming, type IncomingHead, toPairs } from './incoming.ts';
import type { PlainAnswer } from './judge-capture.ts';
import { RawTap } from './raw-tap.ts';
import type { Arrival, Recorded, Recorder } from './record.ts';
import {
  badRequest,
  crowded,
  cutOff,
  expectationFailed,
  explainParserError,
  failed,
  nobodyThere,
  noTunnel,
  notRecorded,
  stopped,
  tooLarge,
  tooSlow,
} from './refusals.ts';
import { startsRequest, UnknownMethod } from './unknown-method.ts';

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

/** How long a body is waited for whose request expects what cannot be met, in ms: some senders wait for the answer first. */
const PATIENCE = 500;

const usualTimeouts: CaptureTimeouts = { headers: 10_000, request: 60_000, check: 1000 };

/** At this many connections those that do nothing are closed; at the second number new ones are turned away. */
const MANY_CONNECTIONS = 2000;
const MOST_CONNECTIONS = 8000;

interface Line {
  tap: RawTap;
  /** How many requests the parser has begun. */
  requests: number;
  /** The request whose body is arriving. `isComplete`: all of it was read, though its end may not have been said yet. */
  open: { incoming: Incoming; isComplete(): boolean } | null;
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
    this.server.on('connect', (request, socket, behind) => this.#takeTunnel(request, socket as Socket, behind));
    this.server.on('upgrade', (request, socket) => this.#takeUpgrade(request, socket as Socket));
    this.server.on('clientError', (error, socket) => this.#takeBroken(error, socket as Socket));
  }

  /** Ends every connection; what was still arriving is recorded as incomplete. */
  async stop(): Promise<void> {
    this.server.close();
    for (const line of this.#lines.values()) {
      if (line.open !== null) this.#record(line.open.incoming.finish({ complete: false, answer: stopped }));
      line.open = null;
      line.broken = true;
    }
    await Promise.allSettled(this.#recording);
    this.server.closeAllConnections();
    // The server does not count those that it handed over.
    for (const socket of this.#lines.keys()) socket.destroy();
  }

  #welcome(socket: Socket): void {
    const tap = new RawTap(socket, this.#parts.heads, () => this.#takeCrowded(socket));
    const line: Line = { tap, requests: 0, open: null, answered: Promise.resolve(), broken: false };
    this.#lines.set(socket, line);
    socket.once('close', () => {
      this.#lines.delete(socket);
      const { open } = line;
      line.open = null;
      if (open !== null && !line.broken) this.#record(open.incoming.finish({ complete: false, answer: nobodyThere }));
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
    const line = this.#lines.get(request.socket);
    if (line === undefined || line.broken) return;
    line.requests += 1;
    const answer = (arrival: Arrival, close: boolean): void => {
      // A request that came in the same packet may be open already: the end of this one is said after its beginning.
      if (line.open?.incoming === incoming) line.open = null;
      this.#answer(line, response, arrival, close);
    };
    const incoming = this.#receive(request, (arrival) => answer(arrival, true));
    // Without a listener an aborted upload would be an uncaught error.
    request.on('error', () => {});
    if (refusal?.status === 413) {
      const arrival = incoming.finish({ complete: true, answer: refusal });
      arrival.bodyBytes = Math.max(arrival.bodyBytes, incoming.head.announced ?? 0);
      request.resume();
      answer(arrival, true);
      return;
    }
    line.open = { incoming, isComplete: () => request.complete };
    if (refusal !== null) {
      this.#parts.clock.setTimeout(() => {
        if (!incoming.over) answer(incoming.finish({ complete: false, answer: refusal }), true);
      }, PATIENCE);
    }
    request.on('data', (chunk: Buffer) => {
      if (incoming.add(chunk) || incoming.over) return;
      answer(incoming.finish({ complete: false, answer: tooLarge(this.#parts.bodyLimit()) }), true);
    });
    request.on('end', () => {
      if (incoming.over) return;
      const decided = incoming.tooLarge ? tooLarge(this.#parts.bodyLimit()) : refusal;
      const trailers = toPairs(request.rawTrailers);
      answer(incoming.finish({ complete: true, answer: decided, trailers }), decided !== null);
    });
  }

  #receive(request: IncomingMessage, onGivenUp: (arrival: Arrival) => void): Incoming {
    const { method = '', url = '', httpVersion, rawHeaders, headers, socket } = request;
    const length = headers['content-length'];
    const head = { method, target: url, httpVersion, headers: toPairs(rawHeaders) };
    const announced = length === undefined ? null : Number(length);
    return this.#open({ ...head, announced }, socket, onGivenUp);
  }

  #open(
    head: Pick<IncomingHead, 'method' | 'target' | 'httpVersion' | 'headers' | 'announced'>,
    { remoteAddress = '', remotePort = 0, localPort = 0 }: Socket,
    onGivenUp: (arrival: Arrival) => void,
  ): Incoming {
    const { clock, bodyLimit, budget, claim } = this.#parts;
    const line = claim(remotePort, localPort);
    const whole = { ...head, receivedAt: clock.now(), remoteAddress, remotePort, line };
    return new Incoming(whole, bodyLimit(), budget, onGivenUp);
  }

  /** `CONNECT`: there is no response object, and nothing is tunnelled. @param behind what came in the packet of its head */
  #takeTunnel(request: IncomingMessage, socket: Socket, behind: Buffer): void {
    const line = this.#lines.get(socket);
    if (line === undefined || line.broken) return;
    line.requests += 1;
    line.broken = true;
    line.tap.stop();
    const answer = (arrival: Arrival): void => this.#answerRaw(line, socket, arrival);
    const incoming = this.#receive(request, answer);
    if (!incoming.add(behind) || incoming.over) return;
    answer(incoming.finish({ complete: true, answer: noTunnel }));
  }

  /** Nothing is switched to. The parser would read no further in this packet, and drop what is behind the head. */
  #takeUpgrade(request: IncomingMessage, socket: Socket): void {
    const line = this.#lines.get(socket);
    if (line === undefined || line.broken) return;
    line.broken = true;
    const raw = line.tap.bytesOf(line.requests);
    line.tap.stop();
    // The end of a request before it, from the same packet, is said in a moment.
    setImmediate(() => {
      const waits = /^100-continue$/i.test(request.headers.expect ?? '');
      if (waits) void line.answered.then(() => socket.writable && socket.write('HTTP/1.1 100 Continue\r\n\r\n'));
      this.#readByHand(line, socket, raw);
    });
  }

  /** What is not HTTP, stops half-way, or takes too long. */
  #takeBroken(error: Error, socket: Socket): void {
    const line = this.#lines.get(socket);
    if (line === undefined || line.broken) return;
    line.broken = true;
    const { open } = line;
    const isInBody = open !== null && !open.isComplete();
    // Now, while the tap still has the packet in which it was found.
    const raw = line.tap.bytesOf(isInBody ? line.requests - 1 : line.requests);
    line.tap.stop();
    // That a request before it ended is said in a moment, where both came in one packet.
    if (!isInBody) {
      setImmediate(() => this.#takeRaw(line, socket, error, raw));
      return;
    }
    const { malformed, answer } = explainParserError(error, true);
    line.open = null;
    const arrival = open.incoming.finish({ complete: false, malformed, answer });
    if (malformed !== null) Object.assign(arrival, { body: raw, bodyBytes: raw.length });
    setImmediate(() => this.#answerRaw(line, socket, arrival));
  }

  /** A head that is not refused for its size alone, but for all the others that are arriving. */
  #takeCrowded(socket: Socket): void {
    const line = this.#lines.get(socket);
    if (line === undefined || line.broken) return;
    line.broken = true;
    const raw = line.tap.bytesOf(line.requests);
    line.tap.stop();
    this.#answerRaw(line, socket, this.#describeRaw(raw, crowded.malformed, crowded.answer, socket));
  }

  /** Bytes that never became a request. */
  #takeRaw(line: Line, socket: Socket, error: Error, raw: Buffer): void {
    // A connection that was opened and never used, or ended in order after an answer, is not a request.
    if (raw.length === 0) {
      void line.answered.finally(() => socket.destroy());
      return;
    }
    if (startsRequest(error, raw)) {
      this.#readByHand(line, socket, raw);
      return;
    }
    const { malformed, answer } = explainParserError(error, false);
    this.#answerRaw(line, socket, this.#describeRaw(raw, malformed, answer, socket));
  }

  /** The parser knows a list of methods and reads nothing behind another one; any method is a request (RFC 9110, 9.1). */
  #readByHand(line: Line, socket: Socket, raw: Buffer): void {
    const request = new UnknownMethod({
      open: (head, onGivenUp) => this.#open(head, socket, onGivenUp),
      onEnd: (arrival) => {
        cancel();
        this.#answerRaw(line, socket, arrival);
      },
      onBroken: (bytes, malformed, answer) => {
        cancel();
        this.#answerRaw(line, socket, this.#describeRaw(bytes, malformed, answer, socket));
      },
      onRest: (bytes) => {
        this.#follow(this.#parts.record(this.#describeRaw(bytes, cutOff, nobodyThere, socket)));
      },
      tooLarge: () => tooLarge(this.#parts.bodyLimit()),
    });
    const { clock, timeouts = usualTimeouts } = this.#parts;
    const cancelHead = clock.setTimeout(() => {
      if (!request.begun) request.stop(tooSlow);
    }, timeouts.headers);
    const cancelRequest = clock.setTimeout(() => request.stop(tooSlow), timeouts.request);
    const cancel = (): void => {
      cancelHead();
      cancelRequest();
    };
    socket.on('data', (chunk: Buffer) => request.read(chunk));
    socket.once('end', () => request.stop(badRequest));
    socket.once('close', () => request.stop(nobodyThere));
    request.read(raw);
  }

  #describeRaw(raw: Buffer, malformed: string | null, answer: PlainAnswer, socket: Socket): Arrival {
    const [, method = '', target = ''] = /^([!-~]{1,32}) ([!-~]{1,8000})/.exec(raw.toString('latin1', 0, 8192)) ?? [];
    return {
      receivedAt: this.#parts.clock.now(),
      method,
      target,
      httpVersion: '',
      headers: [],
      trailers: [],
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
    const before = line.answered;
    const answered = this.#record(arrival).then(async (recorded) => {
      if (!(await writeAnswer(response, recorded, close))) await recorded.takeBack();
    });
    line.answered = this.#follow(Promise.all([before, answered]));
  }

  /** The same where there is only a socket; it is closed afterwards. */
  #answerRaw(line: Line, socket: Socket, arrival: Arrival): void {
    const before = line.answered;
    const answered = this.#record(arrival).then(async (recorded) => {
      await before;
      if (socket.writable) writeRawAnswer(socket, recorded, arrival.method);
      else {
        socket.destroy();
        if (recorded.status !== 0) await recorded.takeBack();
      }
    });
    line.answered = this.#follow(answered);
  }

  async #record(arrival: Arrival): Promise<Recorded> {
    const recording = this.#parts.record(arrival);
    void this.#follow(recording);
    try {
      return await recording;
    } catch (error) {
      // There is no row whose answer could be taken back.
      return { ...(isStorageTrouble(error) ? notRecorded : failed), takeBack: async () => undefined };
    }
  }

  /** What is under way is waited for when the server stops. What goes wrong in it was answered, or there is nobody to answer. */
  #follow(work: Promise<unknown>): Promise<void> {
    const followed = work
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => this.#recording.delete(followed));
    this.#recording.add(followed);
    return followed;
  }
}

/** @returns whether all of it was handed to the system; false where the sender had gone. */
function writeAnswer(response: ServerResponse, { status, body }: PlainAnswer, close: boolean): Promise<boolean> {
  if (response.writableEnded || response.destroyed) return Promise.resolve(false);
  const text = Buffer.from(body, 'utf8');
  const headers = ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(text.length)];
  return new Promise((resolve) => {
    response.once('finish', () => resolve(true));
    response.once('close', () => resolve(false));
    response.writeHead(status, close ? [...headers, 'Connection', 'close'] : headers);
    response.end(text);
  });
}

/** @param method an answer to HEAD ends with its headers (RFC 9110, section 9.3.2). */
function writeRawAnswer(socket: Socket, { status, body }: PlainAnswer, method: string): void {
  const text = Buffer.from(body, 'utf8');
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${text.length}\r\nConnection: close\r\n\r\n${method === 'HEAD' ? '' : body}`,
    () => socket.destroySoon(),
  );
}
