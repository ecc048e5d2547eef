import type { Socket } from 'node:net';
import { nameProxy, type OutgoingProxy, type ProxyError } from '../proxy/proxy-route.ts';
import { explainNotHttp, explainRefusal } from './proxy-texts.ts';

/** The most that is read before there is a final answer, in bytes. */
const MOST_HEAD = 16 * 1024;
const BEGINNING = 'HTTP/1.';

/**
 * Asks a proxy for a tunnel (RFC 9110, 9.3.6) on a connection to it, and reads no further than the head of its answer.
 * @param target host without brackets
 * @param done called once; not called where the connection ends first
 */
export function askForTunnel(
  socket: Socket,
  target: { hostname: string; port: number },
  proxy: OutgoingProxy,
  done: (error: ProxyError | null) => void,
): void {
  const authority = nameProxy(target);
  let arrived = Buffer.alloc(0);

  function finish(error: ProxyError | null): void {
    socket.off('readable', read);
    done(error);
  }

  function read(): void {
    for (;;) {
      const chunk = socket.read() as Buffer | null;
      if (chunk === null) return;
      arrived = Buffer.concat([arrived, chunk]);
      const head = readHead(arrived.toString('latin1'));
      if (head === 'unfinished') continue;
      if (head === 'not-http') finish(explainNotHttp(proxy, arrived.toString('latin1')));
      else {
        if (head.end < arrived.length) socket.unshift(arrived.subarray(head.end));
        finish(head.status < 300 ? null : explainRefusal(proxy, authority, head.status, head.text));
      }
      return;
    }
  }

  socket.on('readable', read);
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${writeLogin(proxy)}\r\n`);
}

function writeLogin({ login }: OutgoingProxy): string {
  if (login === null) return '';
  return `Proxy-Authorization: Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}\r\n`;
}

interface Head {
  status: number;
  text: string;
  /** Where what follows the head begins. */
  end: number;
}

/** The head of the final answer, behind informational ones. @param text one character for each byte */
function readHead(text: string): Head | 'unfinished' | 'not-http' {
  for (let start = 0; start < MOST_HEAD; ) {
    if (!BEGINNING.startsWith(text.slice(start, start + BEGINNING.length))) return 'not-http';
    const found = /\r?\n\r?\n/.exec(text.slice(start));
    if (found === null) return text.length > MOST_HEAD ? 'not-http' : 'unfinished';
    const head = text.slice(start, start + found.index);
    const status = Number(/^HTTP\/1\.\d ([1-9]\d\d)(?![^ \r\n])/.exec(head)?.[1]);
    if (Number.isNaN(status)) return 'not-http';
    const end = start + found.index + found[0].length;
    if (status >= 200) return { status, text: head, end };
    start = end;
  }
  return 'not-http';
}
