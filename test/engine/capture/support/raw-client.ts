import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** A client that writes very bytes. */
export interface RawClient {
  socket: Socket;
  /** What came back so far. */
  text(): string;
  write(bytes: string | Buffer): Promise<void>;
  /** Resolves when the server, which is in this process, has read what was written. */
  read(): Promise<void>;
  /** Resolves when so many answers have begun to arrive, or the connection is closed. */
  answers(count: number): Promise<string>;
  /** Resolves with everything when the connection is closed. */
  closed: Promise<string>;
}

export async function connectRaw(port: number, host = '127.0.0.1'): Promise<RawClient> {
  const socket = connect(port, host);
  let received = '';
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    wake();
  });
  socket.on('error', () => {});
  let gone = false;
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => {
      gone = true;
      resolve(received);
      wake();
    });
  });
  onTestFinished(() => void socket.destroy());
  await new Promise<void>((done, fail) => {
    socket.once('connect', done);
    socket.once('error', fail);
  });
  return {
    socket,
    text: () => received,
    write: (bytes) => new Promise((done) => socket.write(bytes, () => done())),
    // One turn of the event loop accepts the connection, the next ones read what is there.
    async read() {
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
    },
    closed,
    answers: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!gone && received.split('HTTP/1.1 ').length - 1 < count) return;
          waiting.delete(look);
          resolve(received);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** The status of each answer, in their order. */
export function statusesOf(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
}
