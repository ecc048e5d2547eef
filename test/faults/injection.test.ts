import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toPairs } from '../../src-main/engine/compose/types.ts';
import { compose, providerOf } from '../engine/compose/support/compose.ts';
import { startRawServer } from '../engine/dispatch/support/raw-server.ts';
import { openTransport } from '../engine/dispatch/support/send.ts';
import { amount } from './support/amounts.ts';
import { report } from './support/figures.ts';

const callgoose = providerOf('callgoose');

const SETS = amount(3000, 100_000);

const nasty = fc.oneof(
  fc.string({ maxLength: 10 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'Z',
      ':',
      ' ',
      '\r',
      '\n',
      '\r\n',
      '\0',
      '\t',
      'é',
      '🦊',
      '%0d%0a',
      '/',
      '?',
      '#',
      '@',
      '\\',
    ),
    maxLength: 8,
  }),
);

/** How many lines a sender that checks nothing would write. */
function countLines(set: {
  method: string;
  path: string;
  headers: readonly { name: string; value: string }[];
}): number {
  const lines = set.headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return `${set.method} /${set.path} HTTP/1.1\r\n${lines}\r\n`.split(/\r\n|\r|\n/).length - 1;
}

it('puts no line on the wire that was not composed, and the shown URL is the one that is asked for', {
  timeout: 1_800_000,
}, async () => {
  const server = await startRawServer((socket) => {
    socket.write('HTTP/1.1 204 No Content\r\n\r\n');
  });
  const transport = openTransport();
  let sent = 0;
  let dangerous = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name: nasty, value: nasty }), { maxLength: 3 }),
      nasty,
      nasty,
      fc.constantFrom('POST', 'GET', 'DELETE'),
      async (headers, path, value, method) => {
        if (countLines({ headers, path, method }) !== 2 + headers.length) dangerous += 1;
        const { finished, planned } = compose({
          provider: callgoose,
          changes: {
            method: method as 'POST',
            url: `${server.url}/${path}`,
            headers,
            send: 'query',
            query: [{ name: value, value }],
          },
        });
        if (planned.problems.length > 0 || finished.problems.length > 0) return;
        const { request } = finished;
        const result = await transport.send({
          method: request.method,
          url: request.url,
          headers: toPairs(request.headers.filter(({ source }) => source !== 'transport')),
          body: request.body,
          timeoutMs: 10_000,
          responseLimit: 1000,
          allowLinkLocal: false,
        });
        expect(result.error).toBeNull();
        // Everything that arrived on any connection: one that is idle for too long is closed, and another one opens.
        const text = server.received.join('');
        server.received.fill('');
        sent += 1;
        expect(request.url.startsWith(`${server.url}/`)).toBe(true);
        const lines = toPairs(request.headers).map(([name, line]) => `${name}: ${line}\r\n`);
        expect(text).toBe(`${method} ${request.url.slice(server.url.length)} HTTP/1.1\r\n${lines.join('')}\r\n`);
      },
    ),
    { numRuns: SETS, seed: 11 },
  );
  // The controls: enough of them were sent for this to mean something, and who writes them down as they are writes other lines.
  expect(sent).toBeGreaterThan(SETS / 10);
  expect(dangerous).toBeGreaterThan(SETS / 10);
  report(
    9,
    'sets of headers and URL, sent, refused, lines that were not composed',
    `${SETS}, ${sent}, ${SETS - sent}, 0`,
  );
});
