// An engine at work, for tests that cut it off: it sends, captures and saves for as long as it lives, and prints what it was told is
// safe in the very moment in which it was told. `traffic.program <directory> [rounds]`; without a number it never ends.
import { writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { toDraft } from '../../engine/support/to-draft.ts';
import { countUnknown, eventFor, openFaultEngine } from '../support/workspace.ts';

const [directory = '', rounds = 'Infinity'] = process.argv.slice(2);

/** Not by way of process.stdout, which may write later. */
function print(...words: (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

const started = performance.now();
const engine = await openFaultEngine(directory);
print('open', Math.round(performance.now() - started), countUnknown(engine.notices));
engine.on((events) => {
  for (const { name, payload } of events) {
    if (name === 'delivery.finished' && payload.outcome === 'success') print('finished', payload.deliveryId);
  }
});

const { port } = (await engine.call('capture.state', {})) as { port: number };
const webhooks = await engine.call('webhooks.list', {});
const find = (name: string): Webhook => webhooks.find((webhook) => webhook.name.startsWith(name)) as Webhook;
const [again, once, flaky] = ['again', 'once', 'flaky'].map(find) as [Webhook, Webhook, Webhook];
// Each capture on a connection of its own: its port tells it from the others.
const agent = new Agent({ keepAlive: false });

async function send(webhook: Webhook, id: string): Promise<void> {
  const delivery = await engine.call('deliveries.send', eventFor(webhook, id, 'x'.repeat(600)));
  print('stored', delivery.id, webhook === once ? 'once' : 'again');
}

function capture(token: string): Promise<void> {
  return new Promise((done) => {
    const posting = request({ port, agent, host: '127.0.0.1', method: 'POST', path: `/${token}` }, (response) => {
      if (response.statusCode === 200) print('captured', token);
      response.resume().on('close', done);
    });
    posting.on('error', () => done());
    posting.end('y'.repeat(600));
  });
}

async function save(): Promise<void> {
  const webhook = await engine.call('webhooks.get', { id: again.id });
  const { revision } = await engine.call('webhooks.save', { draft: toDraft(webhook), revision: webhook.revision });
  print('saved', revision);
}

for (let round = 0; round < Number(rounds); round += 1) {
  const name = `${process.pid}-${round}`;
  await Promise.all([
    send(again, `${name}-a`),
    send(once, `${name}-b`),
    ...(round % 4 === 0 ? [send(flaky, `${name}-c`)] : []),
    capture(`${name}-d`),
    capture(`${name}-e`),
    ...(round % 5 === 0 ? [save()] : []),
  ]);
}
await engine.close();
print('closed');
