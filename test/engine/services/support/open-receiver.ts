import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived, for a check that knows nothing of Hookwright. */
export interface Arrival {
  method: string;
  /** Path and query as they stood in the request line. */
  target: string;
  /** By lower-case name; the last one of a name that repeats. */
  headers: Record<string, string>;
  /** Names in the order and case in which they arrived. */
  headerNames: string[];
  body: Buffer;
}

export interface Answer {
  status: number;
  body?: string;
}

/** What a receiver does with a request; null keeps it waiting until `release`. */
export type Behaviour = (arrival: Arrival, count: number) => Answer | null;

export interface Receiver {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  arrivals: Arrival[];
  /** Resolves with the n-th arrival, the first is 1. */
  arrival(count: number): Promise<Arrival>;
  behave(behaviour: Behaviour): void;
  /** Answers 200 to what was kept waiting. */
  release(): void;
  close(): void;
}

/** An HTTP server of Node, as a customer of the service would write it. Answers 200 until it is told otherwise. */
export async function openReceiver(behaviour: Behaviour = () => ({ status: 200, body: 'OK' })): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  const waiting = new Set<() => void>();
  const held: ServerResponse[] = [];
  let behave = behaviour;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const arrival: Arrival = {
      method: request.method ?? '',
      target: request.url ?? '',
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      headerNames: request.rawHeaders.filter((_text, index) => index % 2 === 0),
      body: Buffer.concat(chunks),
    };
    arrivals.push(arrival);
    const answer = behave(arrival, arrivals.length);
    if (answer === null) held.push(response);
    else response.writeHead(answer.status).end(answer.body ?? '');
    for (const wake of waiting) wake();
  }

  // Query values of 10,000 characters do not fit into what Node takes by itself.
  const server = createServer({ maxHeaderSize: 256 * 1024 }, (request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    behave(next) {
      behave = next;
    },
    release() {
      for (const response of held.splice(0)) response.writeHead(200).end();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
    arrival: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          const arrival = arrivals[count - 1];
          if (!arrival) return;
          waiting.delete(look);
          resolve(arrival);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** One status after the other; the last one for all that follow. */
export function answerWith(...statuses: number[]): Behaviour {
  return (_arrival, count) => ({ status: statuses[Math.min(count, statuses.length) - 1] ?? 200 });
}
