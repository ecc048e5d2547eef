import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

it('composes, signs, sends, captures and verifies a gridscale webhook', async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const webhook = await engine.createWebhook('gridscale', { name: 'Billing' });
  const delivery = await engine.send(webhook, 'contract-signup');
  expect(delivery).toMatchObject({ state: 'in_flight', attemptCount: 1, kind: 'event', eventType: 'contract-signup' });
  const { seq, outcome } = await engine.finished(delivery.id);
  expect(outcome).toBe('success');
  const detail = await engine.call['log.detail']({ seq });
  expect(detail.row).toMatchObject({
    webhookName: 'Billing',
    sent: { outcome: 'success', status: 200, deliveryState: 'delivered', target: '/gridscale/billing' },
    captured: { verdict: 'valid', reason: 'valid', responseStatus: 200, target: '/gridscale/billing' },
  });
  expect(detail.capture?.headers.map(([name]) => name)).toEqual(
    detail.delivery?.attempts[0]?.request.headers.map(([name]) => name),
  );
  const [sent, captured] = await Promise.all([
    engine.call['log.body']({ of: 'request', id: `a${seq}`, offset: 0, length: 700_000 }),
    engine.call['log.body']({ of: 'capture', id: `c${seq}`, offset: 0, length: 700_000 }),
  ]);
  expect(captured).toEqual(sent);
  const headers = new Map(detail.capture?.headers);
  const secret = engine.directory.readSecret(webhook.id, 'signing');
  // Straight from the document: HMAC-SHA256 over the timestamp immediately followed by the body.
  const expected = createHmac('sha256', secret.state === 'set' ? secret.bytes : '')
    .update(`${headers.get('X-Auth-Timestamp')}${Buffer.from(captured.base64, 'base64').toString('utf8')}`)
    .digest('hex');
  expect(headers.get('X-Auth-Signature')).toBe(expected);
});
