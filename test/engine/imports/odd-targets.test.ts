import { expect, it } from 'vitest';
import type { ReadItem } from '../../../src-main/engine/imports/imported-request.ts';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { createStripper } from '../../../src-main/engine/imports/strip-credentials.ts';
import { targetOf } from '../../../src-main/engine/request-target.ts';
import { exportFormats } from '../../../src-preload/contract/exports.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { importText } from './support/import-text.ts';
import { startOctetServer } from './support/octet-server.ts';

function readOne(name: string, bytes: Buffer, format: Parameters<typeof readSource>[1]): ReadItem {
  const [item] = readSource([{ name, bytes }], format);
  if (item === undefined) throw new Error('nothing was read');
  return item;
}

const requestOf = (item: ReadItem) => {
  if (!item.ok) throw new Error(item.message);
  return item.request;
};

it('a target with bytes beyond ASCII is sent, shown and exported as it was', async () => {
  const server = await startOctetServer();
  const engine = await openWire(makeTemporaryDirectory());
  const url = `http://127.0.0.1:${server.port}/a?q=`;
  await importText(engine, 'Pasted text', `curl $'${url}\\xc3\\xbc'\ncurl $'${url}\\xfc'`, { owner: { by: 'none' } });
  const targets = ['/a?q=\xc3\xbc', '/a?q=\xfc'];
  for (const [index, row] of (await engine.rows()).reverse().entries()) {
    const target = targets[index] ?? '';
    const order = {
      deliveryId: row.sent?.deliveryId ?? '',
      attemptId: null,
      mode: 'exact' as const,
      target: { to: 'original' as const },
      bodyText: null,
    };
    const preview = await engine.call['replay.preview'](order);
    expect(preview.notes).toContain(`The request target is ${index === 0 ? '/a?q=ü' : target}, as it was.`);
    const made = await engine.call['replay.send']({ ...order, confirmed: preview.confirmations.map(({ id }) => id) });
    await engine.finished(made.id);
    expect(server.take('127.0.0.1').map(({ line }) => line)).toEqual([`GET ${target} HTTP/1.1`]);
    for (const format of exportFormats) {
      const { text } = await engine.call['exports.line']({ seq: row.seq, format });
      expect([format, targetOf(requestOf(readOne('exported', Buffer.from(text), format)))]).toEqual([format, target]);
    }
  }
});

it('a raw message keeps the bytes of its target', () => {
  const message = (target: string) => Buffer.from(`GET ${target} HTTP/1.1\r\nHost: a.example\r\n\r\n`, 'latin1');
  for (const target of ['/\xc3\xbc?\xfc', '/a#b', '/a?', '/it\'s?"<']) {
    expect(targetOf(requestOf(readOne('a.http', message(target), 'raw-http')))).toBe(target);
  }
});

it('a raw message whose target is no path is refused, and not sent to a path', () => {
  for (const target of ['*', 'a/b']) {
    const item = readOne('a.http', Buffer.from(`POST ${target} HTTP/1.1\r\nHost: a.example\r\n\r\n`), 'raw-http');
    expect(item.ok ? '' : item.message).toBe(
      `Its request target is “${target}”. Only a path or an http address is sent.`,
    );
  }
});

it.each(['POST /a HTTP/1.1\r\n', 'POST http://one.example/a\r\n'])(
  'a raw message with two different Host headers is refused: %j',
  (line) => {
    const read = (hosts: string[]) =>
      readOne('a.http', Buffer.from(`${line}${hosts.map((host) => `Host: ${host}\r\n`).join('')}\r\n`), 'raw-http');
    expect(read(['one.example', 'two.example'])).toMatchObject({
      ok: false,
      place: 'a.http, line 3',
      message: 'There are two Host headers, one.example and two.example. Leave only the one that is meant.',
    });
    expect(requestOf(read(['one.example', 'One.example'])).url).toBe(
      `${line.includes('http:') ? 'http' : 'https'}://one.example/a`,
    );
  },
);

it('a header of an archive that holds U+FFFD is named, since its bytes are lost', () => {
  const notesOf = (value: string): string => {
    const request = { method: 'POST', url: 'http://a.example/', headers: [{ name: 'X-Name', value }] };
    const bytes = Buffer.from(JSON.stringify({ log: { entries: [{ request }] } }));
    return requestOf(readOne('a.har', bytes, 'har')).notes.join(' ');
  };
  expect(notesOf('M\ufffdller')).toContain(
    'Headers hold U+FFFD: bytes may have been lost when they were recorded: X-Name.',
  );
  expect(notesOf('Müller')).not.toContain('U+FFFD');
});

it('credentials are taken out of a request target too', () => {
  const target = 'http://proxied.example/a?token=token-of-a-proxy&x=1';
  const command = `curl http://127.0.0.1:1/b --request-target '${target}' -H 'X-Same: token-of-a-proxy'`;
  const request = requestOf(readOne('a.sh', Buffer.from(command), 'curl'));
  expect(request.credentials).toEqual(['token in the address']);
  const stripped = createStripper([request])(request);
  expect(stripped.target).toBe('http://proxied.example/a?token=redacted&x=1');
  expect(JSON.stringify(stripped.headers)).not.toContain('token-of-a-proxy');
});

it.each([
  ['curl http://a.example/x?a=1&b=2 -d y', '/x?a=1', 'b=2'],
  ["curl -d 'x' http://a.example/x?a=ü&ü=2", '/x?a=%C3%BC', 'ü=2'],
  ['curl "http://a.example/x?a=1"&b=2', '/x?a=1', 'b=2'],
])('says at the request that an & cut it off: %s', (command, target, rest) => {
  for (const name of ['a.sh', 'a.cmd']) {
    const request = requestOf(readOne(name, Buffer.from(command), 'curl'));
    expect(request.notes).toContain(
      `The command ends at the & before “${rest}”. If that belongs to it, put the text in quotes.`,
    );
    if (name === 'a.sh') expect(request.url).toBe(`http://a.example${target}`);
  }
});

it.each(['curl http://a.example/x & curl http://a.example/', 'curl http://a.example/x?a=1&curl http://b.example/'])(
  'says nothing of an & between two commands: %s',
  (command) => {
    expect(requestOf(readOne('a.sh', Buffer.from(command), 'curl')).notes.join()).not.toContain('&');
  },
);
