import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { connectRaw } from '../capture/support/raw-client.ts';
import { startRawServer } from '../dispatch/support/raw-server.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);

/** A request without what belongs to its connection. White space before a value is no part of it (RFC 9110, section 5.5). */
function normalise(raw: string): string {
  const end = raw.indexOf('\r\n\r\n');
  const [first = '', ...lines] = raw.slice(0, end).split('\r\n');
  const kept = lines.map((line) => line.replace(/:[ \t]*/, ': ')).filter((line) => !/^connection:/i.test(line));
  const isLength = (line: string): boolean => /^content-length:/i.test(line);
  // cURL writes the length behind the headers that it is given.
  return [first, ...kept.filter((line) => !isLength(line)), ...kept.filter(isLength), '', raw.slice(end + 4)].join(
    '\n',
  );
}

const message = (line: string, headers: string[], body = ''): string =>
  `${line} HTTP/1.1\r\n${['Host: HOST', ...headers, ...(body === '' ? [] : [`Content-Length: ${body.length}`])].join('\r\n')}\r\n\r\n${body}`;

const cases: [name: string, request: string][] = [
  [
    'a plain POST',
    message('POST /in?a=1', ['User-Agent: x', 'Accept: */*', 'Content-Type: application/json'], '{"a":1}'),
  ],
  ['no header but the body', message('POST /in', [], '{}')],
  ['HEAD', message('HEAD /in', ['X-A: 1'])],
  ['HEAD with a length', message('HEAD /in', ['X-A: 1', 'Content-Length: 0'])],
  ['GET without anything', message('GET /', [])],
  ['GET with a length of 0', message('GET /', ['Content-Length: 0'])],
  ['GET with a body', message('GET /', ['Content-Type: text/plain'], 'x')],
  ['OPTIONS', message('OPTIONS /', ['Accept: */*'])],
  ['an empty POST', message('POST /', ['Content-Length: 0'])],
  ['an empty POST with a type', message('POST /', ['Content-Type: text/plain', 'Content-Length: 0'])],
  ['a POST without a length', message('POST /', ['X-A: 1'])],
  ['dot segments', message('POST /a/../b/./c/..', ['Content-Length: 0'])],
  ['encoded dot segments', message('POST /a/%2e%2E/b', ['Content-Length: 0'])],
  ['a lone question mark', message('POST /a?', ['Content-Length: 0'])],
  ['a target with a hash', message('POST /a#b?c', ['Content-Length: 0'])],
  ['a target as for a proxy', message('POST http://other.example/x', ['Content-Length: 0'])],
  [
    'every sign in a target',
    message(`POST //a'"<>\\^\`{|}[1-3]{a,b}~!$&()*+,;=:@%zz?'"<>\\^\`{|}[]%`, ['Content-Length: 0']),
  ],
  ['repeated and empty headers', message('POST /', ['X-A: 1', 'x-b:', 'X-A: 2', 'Content-Length: 0'])],
  [
    'headers that are quoted',
    message('POST /', [`X-A: it's "$HOME" \`id\` \\n $(id) !!`, 'X-B: @/etc/passwd', 'Content-Length: 0']),
  ],
  ['UTF-8 in a header', message('POST /', ['X-A: \xc3\xbc \xe6\x97\xa5', 'Content-Length: 0'])],
  ['octets in a header', message('POST /', ["X-A: \xfc'\\ \x80\xff", 'Content-Length: 0'])],
  ['a body that names a file', message('POST /', ['Content-Type: a/b'], '@/etc/passwd')],
  [
    'a body with every octet',
    message('POST /', [], Buffer.from(Array.from({ length: 256 }, (_, code) => code)).toString('latin1')),
  ],
  ['a body with quotes and breaks', message('POST /', [], `it's\r\n^\n"$HOME" \\0101 %b %s`)],
  ['a body longer than an argument', message('POST /', ['Content-Type: a/b'], 'ab\\c%'.repeat(50_000))],
  ['a body for which cURL would ask first', message('POST /', ['Content-Type: a/b'], 'x'.repeat(1_200_000))],
  ['a long body that is no text', message('POST /', ['Content-Type: a/b'], '\xff\0'.repeat(100_000))],
];

it.each(cases)('the command of a capture puts the same bytes on the wire: %s', async (_name, pattern) => {
  const server = await startRawServer((socket, head) => {
    const length = Number(/^content-length: *(\d+)$/im.exec(head)?.[1] ?? 0);
    const answer = () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    const wait = (): void => {
      const received = server.received[0] ?? '';
      if (received.length - received.indexOf('\r\n\r\n') - 4 >= length) answer();
      else setTimeout(wait, 5);
    };
    wait();
  });
  const engine = await openWire(makeTemporaryDirectory());
  const request = pattern.replace('HOST', `127.0.0.1:${server.port}`);
  const client = await connectRaw(engine.capturePort());
  await client.write(Buffer.from(request, 'latin1'));
  await client.answers(1);
  const [row] = await engine.rows();
  const { text } = await engine.call['exports.line']({ seq: row?.seq ?? 0, format: 'curl' });
  const command = text.replaceAll('other.example', `127.0.0.1:${server.port}`);
  const script = join(makeTemporaryDirectory(), 'command.sh');
  writeFileSync(script, `set -o pipefail\n${command}\n`);
  await run('bash', [script]);
  const expected = request.replaceAll('other.example', `127.0.0.1:${server.port}`);
  expect(normalise(server.received[0] ?? '')).toBe(normalise(expected));
});
