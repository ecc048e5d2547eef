import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEngine } from '../../../src-main/engine/engine.ts';
import type { LogFilter } from '../../../src-preload/contract/log.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { bundleProgram, runProgram } from '../support/program.ts';
import { callEngine } from '../support/serve-calls.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';

const everything: LogFilter = {
  text: '',
  providerId: null,
  webhookId: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  side: null,
  from: null,
  to: null,
};

/** A receiver that takes requests and does not answer while it is told to. */
async function startReceiver() {
  const bodies: string[] = [];
  const state = { silent: true };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      if (!state.silent) response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies, state };
}

test('killed while a request is under way: told once at the next start, and sent again with the same body', async () => {
  const directory = makeTemporaryDirectory();
  const receiver = await startReceiver();
  const program = await bundleProgram(join(import.meta.dirname, 'programs/engine.program.ts'));
  const running = runProgram(process.execPath, [program, directory]);
  await running.waitForLine((line) => line.startsWith('{"open"'));
  const [, slack] = (await callEngine(running, 'webhooks.list', {})) as Webhook[];
  await callEngine(running, 'deliveries.send', {
    draft: { ...toDraft(slack!), url: receiver.url },
    eventType: 'contract-signup',
    dataText: '{ "account": { "email": "ada@example.com" } }',
    kind: 'event',
    confirmed: ['missing-value'],
  });
  while (receiver.bodies.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  running.child.kill('SIGKILL');
  await running.ended;

  receiver.state.silent = false;
  const engine = await openEngine({ directory, capturePort: 0 });
  onTestFinished(() => engine.close());
  expect(engine.notices).toEqual([
    {
      kind: 'interrupted',
      count: 1,
      requeued: 1,
      message: expect.stringMatching(/ended while 1 request was under way.*sent again/),
    },
  ]);
  while (receiver.bodies.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(receiver.bodies[1]).toBe(receiver.bodies[0]);
  const { rows } = await engine.call('log.page', { filter: everything, before: null, after: null, limit: 10 });
  expect(rows.at(-1)?.sent).toMatchObject({ outcome: 'unknown', error: 'outcome-unknown' });
  await engine.close();
  const again = await openEngine({ directory, capturePort: 0 });
  onTestFinished(() => again.close());
  expect(again.notices).toEqual([]);
  expect(receiver.bodies).toHaveLength(2);
});
