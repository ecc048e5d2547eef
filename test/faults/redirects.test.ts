import { describe, expect, onTestFinished, test } from 'vitest';
import { startRawServer } from '../engine/dispatch/support/raw-server.ts';
import { answerStatus, startReceiver } from '../engine/support/receiver.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { report } from './support/figures.ts';
import { eventFor, makeWebhook, openFaultEngine, waitUntil } from './support/workspace.ts';

const codes = [301, 302, 303, 307, 308];
const apiKey = 'sk_live_0123456789abcdef';

/** Somebody else's place: anything that arrives there is a leak. */
const startElsewhere = () =>
  startRawServer((socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));

describe('a redirect is not followed, and nothing reaches the other place', () => {
  test.each(codes)('%i: the attempt fails, and says where it was led', async (code) => {
    const elsewhere = await startElsewhere();
    const engine = await openFaultEngine(makeTemporaryDirectory());
    onTestFinished(() => engine.close());
    let sent = 0;
    for (const location of [`${elsewhere.url}/stolen`, `//127.0.0.1:${elsewhere.port}/stolen`, '/again']) {
      const receiver = await startReceiver(answerStatus(code, { location }));
      const webhook = await makeWebhook(engine, {
        name: location,
        url: receiver.url,
        headers: [{ name: 'X-Api-Key', value: apiKey }],
      });
      const { id } = await engine.call('deliveries.send', { ...eventFor(webhook, '1'), kind: 'test' });
      await waitUntil(async () => (await engine.call('deliveries.get', { id })).state !== 'in_flight');
      const delivery = await engine.call('deliveries.get', { id });
      expect(delivery).toMatchObject({
        state: 'exhausted',
        attempts: [{ outcome: 'failure', error: { code: 'redirect' } }],
      });
      expect(delivery.attempts[0]?.error?.message).toContain(location);
      // Not even to the same place under another path.
      expect(receiver.requests).toHaveLength(1);
      expect(receiver.requests[0]?.headers.get('x-api-key')).toBe(apiKey);
      sent += 1;
    }
    expect({ connections: elsewhere.connections(), bytes: elsewhere.received.join('') }).toEqual({
      connections: 0,
      bytes: '',
    });
    report(8, `${code}: redirects answered, connections and bytes at the other place`, `${sent}, 0, 0`);
  });

  test('control: a client that follows takes the key and the signature there', async () => {
    const elsewhere = await startElsewhere();
    const receiver = await startReceiver(answerStatus(307, { location: `${elsewhere.url}/stolen` }));
    await fetch(receiver.url, {
      method: 'POST',
      headers: { 'X-Api-Key': apiKey, 'Webhook-Signature': 'v1,x' },
      body: 'body',
    });
    expect(elsewhere.received.join('')).toContain(apiKey);
  });
});
