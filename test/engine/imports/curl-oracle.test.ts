import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { curlCommands } from './support/curl-commands.ts';
import { listImportable, readImport } from './support/import-text.ts';
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

function runBash(command: string): Promise<void> {
  const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent', LC_ALL: 'C.UTF-8' };
  const order = `sudo() { "$@"; }\nset +H\ncurl() { /usr/bin/env curl -q -s -o /dev/null --max-time 10 "$@"; }\nexport -f curl\n${command}`;
  return new Promise((done) => {
    const child = execFile('/bin/bash', ['-c', order], { env, timeout: 20_000 }, () => done());
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
  timeout: 120_000,
}, async () => {
  expect(curlCommands.length).toBeGreaterThanOrEqual(150);
  const server = await startOctetServer();
  const engine = await openWire(makeTemporaryDirectory());
  const addressOf = (index: number): string => `127.1.${index >> 8}.${(index & 255) + 1}`;
  const place = (command: string, index: number): string =>
    command
      .replaceAll('U/', `http://${addressOf(index)}:${server.port}/`)
      .replaceAll('HOST', `${addressOf(index)}:${server.port}`);

  const sent: WireRequest[][] = [];
  await each(curlCommands, async ([command], index) => {
    await runBash(place(command, index));
    sent[index] = server.take(addressOf(index));
  });

  const wrong: string[] = [];
  for (const [index, [command, wanted]] of curlCommands.entries()) {
    const report = (what: string): number => wrong.push(`${command}\n  ${what}`);
    const plan = await readImport(engine, [{ name: 'Pasted text', content: place(command, index) }]);
    const refusals = [
      ...plan.items.map(({ problem }) => problem),
      ...plan.problems.map(({ message }) => message),
    ].filter((problem) => problem !== null);
    if (wanted !== 'same' && wanted.refused !== undefined) {
      if (!refusals.some((problem) => wanted.refused?.test(problem)))
        report(`is not refused so: ${refusals.join(' | ')}`);
      continue;
    }
    if (refusals.length > 0) {
      report(`is refused: ${refusals.join(' | ')}`);
      continue;
    }
    const before = (await engine.rows()).length;
    await engine.call['imports.apply']({
      id: plan.id,
      chosen: listImportable(plan),
      keepCredentials: true,
      owner: { by: 'none' },
    });
    const rows = (await engine.rows()).slice(0, (await engine.rows()).length - before).reverse();
    for (const row of rows) {
      const made = await engine.call['replay.send']({
        deliveryId: row.sent?.deliveryId ?? '',
        attemptId: null,
        mode: 'exact',
        target: { to: 'original' },
        bodyText: null,
        confirmed: [`new-host:${addressOf(index)}:${server.port}`],
      });
      await engine.finished(made.id);
    }
    const got = server.take(addressOf(index)).map(describe);
    const want = (sent[index] ?? []).map(describe);
    const notes = plan.items.flatMap((item) => item.notes).join(' ');
    if (wanted !== 'same') {
      if (!wanted.noted.test(notes)) report(`has no such note: ${notes}`);
      if (JSON.stringify(got) === JSON.stringify(want)) report('is the same, although a note says that it is not');
    } else if (want.length === 0) report('was not sent by cURL');
    else if (JSON.stringify(got) !== JSON.stringify(want)) {
      report(`cURL: ${JSON.stringify(want)}\n  here: ${JSON.stringify(got)}`);
    }
  }
  expect(wrong.join('\n')).toBe('');
});
