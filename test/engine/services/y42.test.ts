import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Scope } from '../../../src-preload/contract/webhook.ts';
import { openService, type Service } from './support/open-service.ts';
import { answerWith, startReceiver } from './support/receiver.ts';

const sales: Scope = { id: 'space', target: 'Sales' };
const nightly: Scope = { id: 'status-alert', target: 'Sales / Nightly models' };

const open = (): Promise<Service> => openService('y42');

/** "Y42 will use that token + the message body … HMAC-SHA256 keyed hash and adds sha256= at the beginning." */
const sign = (body: Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

test.each(['job.failed', 'job.succeeded', 'orchestration.finished'])(
  '%s is posted as JSON and signed',
  async (event) => {
    const service = await open();
    const receiver = await startReceiver();
    const webhook = await service.create({ url: receiver.origin });
    await service.setSecret(webhook.id, 'signing', '6d0c8e4bd5b0d7f8');
    const [delivery] = await service.fireAndSettle(event, sales);
    expect(delivery).toMatchObject({ state: 'delivered', eventType: event });
    const [arrival] = receiver.arrivals;
    expect(arrival).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(arrival?.body.toString() ?? '')).toMatchObject({ event, space: 'Sales' });
    expect(arrival?.headers['x-y42-signature']).toBe(sign(arrival!.body, '6d0c8e4bd5b0d7f8'));
    expect(arrival?.headers['x-y42-signature']).not.toBe(sign(arrival!.body, 'another'));
  },
);

test('without a secret there is no signature, and the preview says why', async () => {
  const service = await open();
  const receiver = await startReceiver();
  const { id } = await service.create({ url: receiver.origin });
  const preview = await service.preview(id, 'job.failed');
  expect(preview).toMatchObject({ signing: null, unsignedBecause: expect.stringMatching(/secret/i) });
  await service.fireAndSettle('job.failed', sales);
  expect(receiver.arrivals[0]?.headers['x-y42-signature']).toBeUndefined();
});

test('an event of a status alert fires its webhooks and those of its space; an event of the space not those of the alert', async () => {
  const service = await open();
  const receiver = await startReceiver();
  await service.settings({ spaces: ['Sales', 'Finance'] });
  await service.create({ name: 'Space', scope: sales, url: receiver.origin });
  await service.create({ name: 'Alert', scope: nightly, url: receiver.origin });
  await service.create({ name: 'Elsewhere', scope: { id: 'space', target: 'Finance' }, url: receiver.origin });
  expect((await service.plan('job.failed', nightly)).called.map(({ name }) => name)).toEqual(['Space', 'Alert']);
  expect((await service.plan('job.failed', sales)).called.map(({ name }) => name)).toEqual(['Space']);
  await service.fireAndSettle('job.failed', nightly);
  expect(receiver.arrivals).toHaveLength(2);
});

test('an event says the space and the alert where it is fired, and null where there is no alert', async () => {
  const service = await open();
  const receiver = await startReceiver();
  await service.settings({ spaces: ['Ops'], statusAlerts: ['Ops / X'] });
  await service.create({ scope: { id: 'space', target: 'Ops' }, url: receiver.origin });
  const atAlert: Scope = { id: 'status-alert', target: 'Ops / X' };
  expect((await service.plan('job.failed', atAlert)).placed).toEqual([
    { path: 'space.name', value: 'Ops' },
    { path: 'alert.name', value: 'X' },
  ]);
  await service.fireAndSettle('job.failed', atAlert);
  await service.fireAndSettle('job.failed', { id: 'space', target: 'Ops' });
  const bodies = receiver.arrivals.map(({ body }) => JSON.parse(body.toString()));
  expect(bodies).toMatchObject([
    { space: 'Ops', alert: 'X', job: { id: 'job_5f1c' } },
    { space: 'Ops', alert: null, job: { id: 'job_5f1c' } },
  ]);
});

test('any 2xx is a success, and nothing is retried, counted or mailed', async () => {
  const service = await open();
  const receiver = await startReceiver(answerWith(202, 500));
  const { id, status } = await service.create({ url: receiver.origin });
  expect(status).toBe('active');
  expect((await service.fireAndSettle('job.failed', sales))[0]?.state).toBe('delivered');
  for (let count = 0; count < 7; count += 1) {
    expect((await service.fireAndSettle('job.failed', sales))[0]).toMatchObject({
      state: 'exhausted',
      attemptCount: 1,
    });
  }
  expect(await service.get(id)).toMatchObject({ status: 'active' });
  expect(await service.mails()).toEqual([]);
});

test('its payload is marked as ours, because the document gives none', async () => {
  const service = await open();
  const states = await service.engine.call('providers.list', {});
  const y42 = states.find(({ provider }) => provider.id === 'y42')?.provider;
  expect(y42?.payload.invented).toBe(true);
  expect(y42?.assumptions.join(' ')).toMatch(/gives no payload/);
});

test('the test button sends one request with the present event', async () => {
  const service = await open();
  const receiver = await startReceiver();
  const { id } = await service.create({ url: receiver.origin, events: [] });
  expect(await service.test(id, 'job.succeeded')).toMatchObject({ kind: 'test', state: 'delivered' });
  expect((await service.plan('job.succeeded', sales)).notCalled).toMatchObject([{ reason: 'not-subscribed' }]);
});
