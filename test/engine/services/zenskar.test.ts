import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Scope, Webhook } from '../../../src-preload/contract/webhook.ts';
import { openService, type Service } from './support/open-service.ts';
import { type Answer, type Arrival, answerWith, startReceiver } from './support/receiver.ts';

const organisation: Scope = { id: 'organisation', target: null };
const secret = 'a random string with high entropy';

const open = (): Promise<Service> => openService('zenskar');

async function createWebhook(service: Service, url: string): Promise<Webhook> {
  const { id } = await service.engine.call('webhooks.create', {
    providerId: 'zenskar',
    channel: null,
    name: 'Billing',
  });
  await service.setSecret(id, 'signing', secret);
  return service.save(id, { url });
}

/** `verify_signature` of the document, with the header that its text names. */
function verify({ headers, body }: Arrival, secretToken: string): Answer {
  const signature = headers['x-signature'];
  if (signature === undefined) return { status: 403, body: 'X-Signature header is missing!' };
  const expected = `sha256=${createHmac('sha256', secretToken).update(body).digest('hex')}`;
  return expected === signature ? { status: 200 } : { status: 403, body: "Request signatures didn't match!" };
}

test('customer.updated arrives as the document shows it, signed', async () => {
  const service = await open();
  const receiver = await startReceiver((arrival) => verify(arrival, secret));
  const webhook = await createWebhook(service, receiver.origin);
  expect(webhook.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const dataText = await service.sample('zenskar-customer-updated');
  const [delivery] = await service.fireAndSettle('customer.updated', organisation, dataText);
  expect(delivery?.state).toBe('delivered');
  const [arrival] = receiver.arrivals;
  expect(arrival?.method).toBe('POST');
  const body = JSON.parse(arrival?.body.toString() ?? '');
  expect(Object.keys(body)).toEqual(['event_info', 'event_triggered']);
  expect(body.event_triggered).toBe('customer.updated');
  expect(Object.keys(body.event_info)).toEqual([
    'id',
    'email',
    'address',
    'tax_info',
    'created_at',
    'deleted_at',
    'updated_at',
    'custom_data',
    'external_id',
    'organisation',
    'phone_number',
    'customer_name',
    'ship_to_address',
    'auto_charge_enabled',
    'communications_enabled',
  ]);
  expect(arrival?.body.toString()).toBe(JSON.stringify(body));
  expect(arrival?.headers['x-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
});

test('a receiver with another secret answers 403, which is Failed', async () => {
  const service = await open();
  const receiver = await startReceiver((arrival) => verify(arrival, 'another secret'));
  await createWebhook(service, receiver.origin);
  const [delivery] = await service.fireAndSettle('customer.created', organisation);
  expect(delivery).toMatchObject({ state: 'exhausted', attempts: [{ response: { status: 403 } }] });
});

describe('only status 200 is Succeeded', () => {
  test.each([201, 202, 204, 301, 400, 500])('%i is Failed', async (status) => {
    const service = await open();
    const receiver = await startReceiver(answerWith(status));
    await createWebhook(service, receiver.origin);
    const [delivery] = await service.fireAndSettle('customer.updated', organisation);
    expect(delivery).toMatchObject({ state: 'exhausted', attemptCount: 1, attempts: [{ outcome: 'failure' }] });
    if (status < 300) {
      expect(delivery?.attempts[0]?.error?.message).toBe(
        `The receiver answered ${status}, and Zenskar counts only 200 as a success. Answer 200.`,
      );
    }
  });

  test('200 is Succeeded, and 201 is a success elsewhere', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(200, 201));
    await createWebhook(service, receiver.origin);
    expect((await service.fireAndSettle('customer.updated', organisation))[0]?.state).toBe('delivered');
    const elsewhere = await openService('y42');
    await elsewhere.create({ url: receiver.origin });
    const [delivery] = await elsewhere.fireAndSettle('job.failed', { id: 'space', target: 'Sales' });
    expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ response: { status: 201 } }] });
    const states = await service.engine.call('providers.list', {});
    expect(states.find(({ provider }) => provider.id === 'zenskar')?.provider.statusWords).toEqual({
      success: 'Succeeded',
      failure: 'Failed',
    });
  });
});

test('name, endpoint and secret are required, the description is not, and it is enabled at first', async () => {
  const service = await open();
  const { id } = await service.engine.call('webhooks.create', { providerId: 'zenskar', channel: null, name: null });
  const refusedAt = (path: string) => ({
    code: 'invalid',
    detail: { issues: expect.arrayContaining([expect.objectContaining({ path, severity: 'error' })]) },
  });
  await expect(service.save(id, {})).rejects.toMatchObject(refusedAt('secret.signing'));
  await service.setSecret(id, 'signing', secret);
  await expect(service.save(id, { name: '' })).rejects.toMatchObject(refusedAt('name'));
  await expect(service.save(id, { url: '' })).rejects.toMatchObject(refusedAt('url'));
  expect(await service.save(id, { description: '' })).toMatchObject({ status: 'active', method: 'POST' });
});

test('without its secret it is not called, and the plan says why', async () => {
  const service = await open();
  await service.engine.call('webhooks.create', { providerId: 'zenskar', channel: null, name: 'Bare' });
  const { called, notCalled } = await service.plan('customer.created', organisation);
  expect(called).toEqual([]);
  expect(notCalled).toMatchObject([
    { reason: 'cannot-be-sent', message: expect.stringMatching(/Secret key is missing/) },
  ]);
});

test('a disabled webhook is not called, and a failure is neither retried, counted against it nor mailed', async () => {
  const service = await open();
  const receiver = await startReceiver(answerWith(500));
  const { id } = await createWebhook(service, receiver.origin);
  for (let count = 0; count < 7; count += 1) await service.fireAndSettle('customer.updated', organisation);
  expect(await service.get(id)).toMatchObject({ status: 'active' });
  expect(await service.mails()).toEqual([]);
  await service.engine.call('webhooks.setActive', { id, active: false });
  expect((await service.plan('customer.updated', organisation)).notCalled).toMatchObject([{ reason: 'inactive' }]);
});

test('the test button answers with the exchange, and 201 is Failed for it too', async () => {
  const service = await open();
  const receiver = await startReceiver(answerWith(200, 201));
  const { id } = await createWebhook(service, receiver.origin);
  expect(await service.test(id, 'customer.updated')).toMatchObject({ kind: 'test', state: 'delivered' });
  expect(await service.test(id, 'customer.updated')).toMatchObject({ kind: 'test', state: 'exhausted' });
  expect(receiver.arrivals).toHaveLength(2);
});

test('the test button sends one request, enabled or not, and judges it by the same rule', async () => {
  const service = await open();
  const receiver = await startReceiver(answerWith(200, 204));
  const { id } = await createWebhook(service, receiver.origin);
  await service.engine.call('webhooks.setActive', { id, active: false });
  expect(await service.test(id, 'customer.created')).toMatchObject({ kind: 'test', state: 'delivered' });
  expect(await service.test(id, 'customer.created')).toMatchObject({
    kind: 'test',
    state: 'exhausted',
    attemptCount: 1,
  });
  expect(receiver.arrivals).toHaveLength(2);
});
