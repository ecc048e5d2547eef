import type { Socket } from 'node:net';

/** Ways in which a receiver goes wrong after it has read the request. None of them ever ends by itself but the last five. */
export interface Fault {
  name: string;
  /** @param tick called whenever another piece was written; @returns what stops it. */
  run(socket: Socket, tick: () => void): void;
}

const head = (rest = ''): string => `HTTP/1.1 200 OK\r\nX-Fault: yes\r\n${rest}`;

/** Writes a piece as soon as the last one is gone, for as long as the connection lives. */
function writeForEver(socket: Socket, piece: () => string | Buffer, tick: () => void): void {
  const next = (): void => {
    if (socket.destroyed) return;
    tick();
    socket.write(piece(), () => setImmediate(next));
  };
  next();
}

export const endlessFaults: readonly Fault[] = [
  { name: 'never answers', run: (_socket, tick) => tick() },
  {
    name: 'drips headers',
    run(socket, tick) {
      socket.write(head());
      let count = 0;
      writeForEver(socket, () => (count++ < 200 ? `X-${count}: a\r\n` : ''), tick);
    },
  },
  {
    name: 'drips a body byte by byte',
    run(socket, tick) {
      socket.write(head('Content-Length: 1000000\r\n\r\n'));
      writeForEver(socket, () => 'x', tick);
    },
  },
  {
    name: 'stalls in the body',
    run(socket, tick) {
      socket.write(head('Content-Length: 10\r\n\r\nabc'));
      tick();
    },
  },
  {
    name: 'drips chunks',
    run(socket, tick) {
      socket.write(head('Transfer-Encoding: chunked\r\n\r\n'));
      writeForEver(socket, () => '1\r\nx\r\n', tick);
    },
  },
];

/** What an answer that ends wrongly is called, and whether its beginning is kept. */
export interface WrongAnswer extends Fault {
  code: string;
  phase: string;
  /** Status of the answer as far as it arrived. */
  kept: number | null;
}

const end = (bytes: string | Buffer) => (socket: Socket) => void socket.end(bytes);

export const wrongAnswers: readonly WrongAnswer[] = [
  { name: 'closes without an answer', code: 'closed', phase: 'headers', kept: null, run: (socket) => socket.end() },
  { name: 'resets at once', code: 'reset', phase: 'headers', kept: null, run: (socket) => socket.resetAndDestroy() },
  {
    name: 'ends before the promised length',
    code: 'truncated',
    phase: 'body',
    kept: 200,
    run: end(head('Content-Length: 10\r\n\r\nabc')),
  },
  {
    name: 'ends before the promised length and had said that it closes',
    code: 'truncated',
    phase: 'body',
    kept: 200,
    run: end(head('Connection: close\r\nContent-Length: 20\r\n\r\nab')),
  },
  {
    name: 'ends a failure before its promised length',
    code: 'truncated',
    phase: 'body',
    kept: 500,
    run: end('HTTP/1.1 500 Oops\r\nConnection: close\r\nContent-Length: 20\r\n\r\nab'),
  },
  {
    name: 'ends an answer of HTTP/1.0 before its promised length',
    code: 'truncated',
    phase: 'body',
    kept: 200,
    run: end('HTTP/1.0 200 OK\r\nContent-Length: 20\r\n\r\n'),
  },
  {
    name: 'ends in the middle of a chunk and had said that it closes',
    code: 'truncated',
    phase: 'body',
    kept: 200,
    run: end(head('Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab')),
  },
  {
    name: 'ends in the middle of its headers',
    code: 'truncated',
    phase: 'headers',
    kept: null,
    run: end(head('Content-Length: 20')),
  },
  {
    name: 'ends after an informational answer',
    code: 'closed',
    phase: 'headers',
    kept: null,
    run: end('HTTP/1.1 103 Early Hints\r\n\r\n'),
  },
  {
    name: 'resets in the body',
    code: 'truncated',
    phase: 'body',
    kept: 200,
    run: (socket) =>
      socket.write(head('Content-Length: 10\r\n\r\nabc'), () => setImmediate(() => socket.resetAndDestroy())),
  },
  {
    name: 'ends in the middle of a chunk',
    code: 'truncated',
    phase: 'body',
    kept: 200,
    run: end(head('Transfer-Encoding: chunked\r\n\r\n5\r\nab')),
  },
  {
    name: 'sends a bad chunk',
    code: 'malformed-response',
    phase: 'body',
    kept: 200,
    run: end(head('Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n')),
  },
  {
    name: 'sends garbage',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end('SSH-2.0-OpenSSH_9.2\r\n'),
  },
  { name: 'speaks HTTP/0.9', code: 'malformed-response', phase: 'headers', kept: null, run: end('<html>hello</html>') },
  {
    name: 'sends headers without end',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(head(`X-Huge: ${'x'.repeat(40_000)}\r\n\r\n`)),
  },
  {
    name: 'has two different lengths',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(head('Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd')),
  },
  {
    name: 'has a length and chunks',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(head('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n')),
  },
  {
    name: 'has two lengths that are equal',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(head('Content-Length: 2\r\nContent-Length: 2\r\n\r\nok')),
  },
  {
    name: 'has a length below zero',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(head('Content-Length: -1\r\n\r\nok')),
  },
  {
    name: 'announces a body with 204',
    code: 'malformed-response',
    phase: 'body',
    kept: 204,
    run: end('HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc'),
  },
  {
    name: 'has a status that is none',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end('HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n'),
  },
  {
    name: 'has a status below 100',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end('HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n'),
  },
  {
    name: 'has the status 000 and a body',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end('HTTP/1.1 000 Odd\r\nContent-Length: 2\r\n\r\nok'),
  },
  {
    name: 'sends 20 KB of headers',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(head(`X-Long: ${'x'.repeat(20_000)}\r\nContent-Length: 0\r\n\r\n`)),
  },
  {
    name: 'has a NUL in a header',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(head('X-A: a\0b\r\nContent-Length: 0\r\n\r\n')),
  },
  {
    name: 'ends its lines with line feeds alone',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end('HTTP/1.1 200 OK\nContent-Length: 2\n\nok'),
  },
  {
    name: 'answers 100 a thousand times',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end('HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)),
  },
  {
    name: 'answers 100 unasked',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(`HTTP/1.1 100 Continue\r\n\r\n${head('Content-Length: 0\r\n\r\n')}`),
  },
  {
    name: 'sends 101 informational answers',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end(`${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(101)}${head('Content-Length: 0\r\n\r\n')}`),
  },
  {
    name: 'announces a body with 204 and closes',
    code: 'malformed-response',
    phase: 'body',
    kept: 204,
    run: end('HTTP/1.1 204 No Content\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc'),
  },
  {
    name: 'switches protocols unasked',
    code: 'malformed-response',
    phase: 'headers',
    kept: null,
    run: end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
  },
];
