import { createHmac } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { openEngine } from '../../src-main/engine/engine.ts';
import { createRule } from '../../src-main/engine/providers/create-rule.ts';
import type { Provider } from '../../src-preload/contract/provider.ts';
import { answerOk, type Received, startReceiver } from '../engine/support/receiver.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { createFakeKeyring } from '../engine/vault/fake-keyring.ts';
import { amount } from './support/amounts.ts';
import { faultProvider } from './support/fault-provider.ts';
import { report } from './support/figures.ts';
import { eventFor, makeWebhook, signingKey, waitUntil } from './support/workspace.ts';

const DELIVERIES = amount(100, 2500);
const ATTEMPTS = 4;

/** Tried again at once, so that many attempts take little time. */
const impatient: Provider = {
  ...faultProvider,
  delivery: {
    ...faultProvider.delivery,
    retry: createRule('faults', 'Faults', { kind: 'fixed', count: ATTEMPTS - 1, intervalSeconds: 0.001 }),
  },
};

/** What a receiver computes itself, straight from the specification of Standard Webhooks. */
function signatureOf({ headers, body }: Received): string {
  const signed = `${headers.get('webhook-id')}.${headers.get('webhook-timestamp')}.`;
  return `v1,${createHmac('sha256', signingKey).update(signed).update(body).digest('base64')}`;
}

test(`each of ${ATTEMPTS} attempts of ${DELIVERIES} deliveries has the same id and body, and a signature of its own time`, {
  timeout: 600_000,
}, async () => {
  const byId = new Map<string, Received[]>();
  const receiver = await startReceiver((response, request, number) => {
    const seen = byId.get(request.headers.get('webhook-id') ?? '') ?? [];
    seen.push(request);
    byId.set(request.headers.get('webhook-id') ?? '', seen);
    if (seen.length === ATTEMPTS) return answerOk(response, request, number);
    response.writeHead(500);
    response.end();
  });
  const engine = await openEngine({
    directory: makeTemporaryDirectory(),
    capturePort: 0,
    sample: false,
    providers: [impatient],
    vault: { protector: createFakeKeyring('faults') },
  });
  onTestFinished(() => engine.close());
  const webhook = await makeWebhook(engine, { url: receiver.url });
  const texts = Array.from({ length: DELIVERIES }, (_none, index) => `${index} “é” 🦊 \\ "`);
  const made = await Promise.all(
    texts.map((text, index) => engine.call('deliveries.send', eventFor(webhook, `${index}`, text))),
  );
  await waitUntil(async () => (await engine.call('queue.state', {})).waiting === 0);

  const differences = made.filter(({ id }, index) => {
    const attempts = byId.get(id) ?? [];
    const body = JSON.stringify({ id: `${index}`, text: texts[index] });
    return attempts.length !== ATTEMPTS || attempts.some((request) => request.body.toString() !== body);
  });
  const unsigned = receiver.requests.filter(
    (request) => request.headers.get('webhook-signature') !== signatureOf(request),
  );
  report(
    4,
    'attempts compared by a receiver, differences in id or body, wrong signatures',
    `${receiver.requests.length}, ${differences.length}, ${unsigned.length}`,
  );
  expect(differences).toEqual([]);
  expect(unsigned).toEqual([]);
  expect(receiver.requests).toHaveLength(DELIVERIES * ATTEMPTS);
  // The control: one byte more in a body is seen.
  const [first] = receiver.requests as [Received];
  expect(signatureOf({ ...first, body: Buffer.concat([first.body, Buffer.from(' ')]) })).not.toBe(signatureOf(first));
});
