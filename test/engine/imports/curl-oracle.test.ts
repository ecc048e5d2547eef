import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { curlCommands } from './support/curl-commands.ts';
import { importText } from './support/import-text.ts';
import { startOctetServer, type WireRequest } from './support/octet-server.ts';

/** Headers of a connection: cURL and Hookwright write them each for itself. Their values are in the body and the address. */
const ofConnection = /^(?:connection|content-length|keep-alive):/i;

/** What an import promises of a request: the line, every other header in its order, and the body, byte for byte. */
function describe({ line, headers, body }: WireRequest): string {
  const kept = headers
    .filter((header) => !ofConnection.test(header))
    // cURL's own name and version is left out, and a note says so.
    .filter((header) => !/^User-Agent: curl\/[\d.]+$/.test(header))
    // White space around a value is no part of it (RFC 9110, section 5.5), and Host has no case of its own here.
    .map((header) => header.replace(/^host:/i, 'Host:').replace(/:[ \t]*(.*?)[ \t]*$/s, ': $1'));
  return [line, ...kept, '', body].join('\n');
}

/** From a file, since what an argument can hold ends at 128 KiB. */
function runBash(command: string, file: string): Promise<void> {
  const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent', LC_ALL: 'C.UTF-8' };
  const order = `sudo() { "$@"; }\nset +H\ncurl() { /usr/bin/env curl -q -s -o /dev/null --max-time 10 "$@"; }\nexport -f curl\n${command}`;
  writeFileSync(file, order);
  return new Promise((done) => {
    const child = execFile('/bin/bash', [file], { env, timeout: 100_000 }, () => done());
    child.stdin?.end();
  });
}

/** Work on all of a list, a few at a time. */
async function each<T>(list: readonly T[], work: (one: T, index: number) => Promise<void>): Promise<void> {
  const waiting = [...list.entries()];
  const run = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: 6 }, run));
}

test(`${curlCommands.length} commands send what the real cURL sends, or are refused with the reason`, {
  timeout: 600_000,
}, async () => {
  expect(curlCommands.length).toBeGreaterThanOrEqual(150);
  const server = await startOctetServer();
  const engine = await openWire(makeTemporaryDirectory());
  const scripts = makeTemporaryDirectory();
  const addressOf = (index: number): string => `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`;
  const place = (command: string, index: number): string =>
    command
      .replaceAll('U/', `http://${addressOf(index)}:${server.port}/`)
      .replaceAll('HOST', `${addressOf(index)}:${server.port}`);

  const sent: WireRequest[][] = [];
  await each(curlCommands, async ([command], index) => {
    await runBash(place(command, index), join(scripts, `${index}.sh`));
    sent[index] = server.take(addressOf(index));
  });

  const wrong: string[] = [];
  const sendable: number[] = [];
  const notes: string[] = [];
  for (const [index, [command, wanted]] of curlCommands.entries()) {
    const items = [...readSource([{ name: 'Pasted text', bytes: Buffer.from(place(command, index)) }], 'curl')];
    const refusals = items.flatMap((item) => (item.ok ? [] : [item.message]));
    notes[index] = items.flatMap((item) => (item.ok ? item.request.notes : [])).join(' ');
    const reason = wanted === 'same' ? undefined : wanted.refused;
    const isRight = reason === undefined ? refusals.length === 0 : refusals.some((each) => reason.test(each));
    if (!isRight) wrong.push(`${command}\n  is refused: ${refusals.join(' | ')}`);
    else if (reason === undefined) sendable.push(index);
  }

  // A few at a time, as one text: commands keep to themselves.
  for (let from = 0; from < sendable.length; from += 25) {
    const chosen = sendable.slice(from, from + 25);
    const text = chosen.map((index) => place(curlCommands[index]?.[0] ?? '', index)).join('\n');
    const before = (await engine.rows())[0]?.seq ?? 0;
    await importText(engine, 'Pasted text', text, { keepCredentials: true, owner: { by: 'none' } });
    const rows = (await engine.rows()).filter(({ seq }) => seq > before).reverse();
    for (const row of rows) {
      const made = await engine.call['replay.send']({
        deliveryId: row.sent?.deliveryId ?? '',
        attemptId: null,
        mode: 'exact',
        target: { to: 'original' },
        bodyText: null,
        confirmed: [`new-host:${row.sent?.host}`],
      });
      await engine.finished(made.id);
    }
  }
  for (const index of sendable) {
    const [command, wanted] = curlCommands[index] ?? ['', 'same'];
    const got = JSON.stringify(server.take(addressOf(index)).map(describe));
    const want = JSON.stringify((sent[index] ?? []).map(describe));
    if (wanted === 'same' ? got !== want || want === '[]' : got === want) {
      wrong.push(`${command}\n  cURL: ${want}\n  here: ${got}`);
    }
    if (wanted !== 'same' && wanted.noted?.test(notes[index] ?? '') !== true) {
      wrong.push(`${command}\n  has no such note: ${notes[index]}`);
    }
  }
  expect(wrong.join('\n')).toBe('');
});

test.each(["curl 'U/a'", "curl -g 'U/a?x=[1]' -d y", 'curl U/a/../b', "curl 'U/[1-2]' -H 'X-A: 1'"])(
  'an address of IPv6 is sent as the real cURL sends it: %s',
  async (pattern) => {
    const server = await startOctetServer('::1');
    const engine = await openWire(makeTemporaryDirectory());
    const command = pattern.replace('U/', `http://[::1]:${server.port}/`);
    await runBash(command, join(makeTemporaryDirectory(), 'command.sh'));
    const wanted = server.take('::1').map(describe);
    expect(wanted).not.toEqual([]);
    await importText(engine, 'Pasted text', command, { keepCredentials: true, owner: { by: 'none' } });
    for (const row of (await engine.rows()).reverse()) {
      const made = await engine.call['replay.send']({
        deliveryId: row.sent?.deliveryId ?? '',
        attemptId: null,
        mode: 'exact',
        target: { to: 'original' },
        bodyText: null,
        confirmed: [`new-host:${row.sent?.host}`],
      });
      await engine.finished(made.id);
    }
    expect(server.take('::1').map(describe)).toEqual(wanted);
  },
);
