import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  method: string;
  url: string;
  headers: Map<string, string>;
  rawHeaders: string[];
  body: Buffer;
}

/** An endpoint of somebody else: keeps what it gets and answers as it is told. */
export interface Receiver {
  url: string;
  port: number;
  requests: Received[];
  /** Resolves when so many requests have arrived. */
  arrived(count: number): Promise<void>;
  stop(): Promise<void>;
}

export type Answer = (response: ServerResponse, request: Received, number: number) => void;

export const answerOk: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end('ok');
};

export const answerStatus =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers);
    response.end();
  };

/** Answers one after the other, the last one for all that follow. */
export const answerInTurn =
  (...answers: Answer[]): Answer =>
  (response, request, number) =>
    answers[Math.min(number, answers.length) - 1]?.(response, request, number);

export async function startReceiver(answer: Answer = answerOk): Promise<Receiver> {
  const requests: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((message: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const received: Received = {
        method: message.method ?? '',
        url: message.url ?? '',
        headers: new Map(Object.entries(message.headers).map(([name, value]) => [name, String(value)])),
        rawHeaders: message.rawHeaders,
        body: Buffer.concat(chunks),
      };
      const number = requests.push(received);
      for (const wake of waiting) wake();
      answer(response, received, number);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    stop,
    arrived: (count) =>
      new Promise((done) => {
        const look = (): void => {
          if (requests.length < count) return;
          waiting.delete(look);
          done();
        };
        waiting.add(look);
        look();
      }),
  };
}
