import { describe, expect, test } from 'vitest';
import type { Scope } from '../../../src-preload/contract/webhook.ts';
import { toDraft } from '../support/to-draft.ts';
import { openService, type Service } from './support/open-service.ts';
import { type Answer, type Arrival, answerWith, startReceiver } from './support/receiver.ts';

const MINUTE = 60_000;
const dashboard: Scope = { id: 'dashboard', target: null };
const event = 'site-plan-change';

const open = (): Promise<Service> => openService('casesolved');
const validate = (service: Service, webhookId: string) => service.engine.call('deliveries.validate', { webhookId });
const activate = (service: Service, id: string) => service.engine.call('webhooks.setActive', { id, active: true });

/** The flask app of the document. */
function backend(secret: string | null): (arrival: Arrival) => Answer {
  return ({ headers }) => {
    if (secret !== null && headers['x-webhook-secret'] !== secret) return { status: 401, body: 'Unauthorized' };
    return { status: 200, body: 'OK' };
  };
}

async function createActive(service: Service, url: string): Promise<string> {
  const { id } = await service.create({ url });
  await validate(service, id);
  await activate(service, id);
  return id;
}

describe('the life cycle', () => {
  test('added, validated by the real request, activated', async () => {
    const service = await open();
    const receiver = await startReceiver(backend(null));
    const { id, status } = await service.create({ url: receiver.origin });
    expect(status).toBe('inactive');
    await expect(activate(service, id)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/Validate it first/),
    });
    const delivery = await validate(service, id);
    expect(delivery).toMatchObject({ kind: 'validate', state: 'delivered' });
    const [arrival] = receiver.arrivals;
    expect(arrival).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    expect(arrival?.body.toString()).toBe('{"event": "Webhook Validate", "data": {}}');
    expect(await service.get(id)).toMatchObject({ status: 'inactive', validatedAt: service.clock.now() });
    expect(await activate(service, id)).toMatchObject({ status: 'active' });
    await service.fireAndSettle(event, dashboard);
    expect(receiver.arrivals).toHaveLength(2);
  });

  test('an answer other than 2xx does not validate, is not retried, and shows the exchange', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(404));
    const { id } = await service.create({ url: receiver.origin });
    const { id: deliveryId, state } = await validate(service, id);
    expect(state).toBe('exhausted');
    const { attempts } = await service.delivery(deliveryId);
    expect(attempts).toMatchObject([{ response: { status: 404 }, error: { code: 'status' } }]);
    expect(await service.get(id)).toMatchObject({ status: 'inactive', validatedAt: null, consecutiveFailures: 0 });
    await expect(activate(service, id)).rejects.toMatchObject({ code: 'refused' });
    service.clock.advance(60 * MINUTE);
    expect(receiver.arrivals).toHaveLength(1);
  });

  test('events go to no webhook that is not active, and it says what to do', async () => {
    const service = await open();
    const receiver = await startReceiver(backend(null));
    const { id } = await service.create({ url: receiver.origin });
    expect((await service.plan(event, dashboard)).notCalled).toMatchObject([
      { reason: 'not-validated', message: 'It is inactive. Validate it, then activate it.' },
    ]);
    await validate(service, id);
    expect((await service.plan(event, dashboard)).notCalled).toMatchObject([{ reason: 'inactive' }]);
    expect((await service.fire(event, dashboard)).results).toEqual([]);
  });

  test('a changed URL takes it back to inactive, and it has to be validated again', async () => {
    const service = await open();
    const receiver = await startReceiver(backend(null));
    const id = await createActive(service, receiver.origin);
    await service.save(id, { name: 'Only the name' });
    expect(await service.get(id)).toMatchObject({ status: 'active' });
    await service.save(id, { url: `${receiver.origin}/moved` });
    expect(await service.get(id)).toMatchObject({ status: 'inactive', validatedAt: null });
    await expect(activate(service, id)).rejects.toMatchObject({ code: 'refused' });
  });

  test('a validation that ends after the URL was changed validates nothing', async () => {
    const service = await open();
    const receiver = await startReceiver(() => null);
    const { id } = await service.create({ url: receiver.origin });
    const validation = validate(service, id);
    await receiver.arrival(1);
    service.clock.advance(1000);
    const elsewhere = await startReceiver(answerWith(500));
    receiver.behave(() => ({ status: 200 }));
    await service.save(id, { url: elsewhere.origin });
    receiver.release();
    expect(await validation).toMatchObject({ state: 'delivered' });
    expect(await service.get(id)).toMatchObject({ validatedAt: null });
  });

  test('a webhook that was renamed while its validation ran is validated', async () => {
    const service = await open();
    const receiver = await startReceiver(() => null);
    const { id } = await service.create({ url: receiver.origin });
    const validation = validate(service, id);
    await receiver.arrival(1);
    service.clock.advance(1000);
    await service.save(id, { name: 'Renamed meanwhile' });
    receiver.release();
    await validation;
    expect(await service.get(id)).toMatchObject({ name: 'Renamed meanwhile', validatedAt: service.clock.now() });
  });

  test('a validation that ends after the secret was replaced validates nothing', async () => {
    const service = await open();
    const receiver = await startReceiver(() => null);
    const { id } = await service.create({ url: receiver.origin });
    await service.setSecret(id, 'signing', 'the-old-secret');
    const validation = validate(service, id);
    await receiver.arrival(1);
    service.clock.advance(1000);
    await service.setSecret(id, 'signing', 'the-new-secret');
    receiver.release();
    await validation;
    expect(await service.get(id)).toMatchObject({ validatedAt: null });
  });

  test('a replaced secret takes it back to inactive, the same one entered again does not', async () => {
    const service = await open();
    const receiver = await startReceiver(backend(null));
    const { id } = await service.create({ url: receiver.origin });
    await service.setSecret(id, 'signing', 'super-secret-key');
    await validate(service, id);
    await activate(service, id);
    expect(await service.setSecret(id, 'signing', 'super-secret-key')).toMatchObject({ status: 'active' });
    expect(await service.setSecret(id, 'signing', 'another-secret')).toMatchObject({
      status: 'inactive',
      validatedAt: null,
    });
  });

  test('an event is not sent to an address that is typed and not validated; a test is', async () => {
    const service = await open();
    const receiver = await startReceiver(backend(null));
    const elsewhere = await startReceiver(backend(null));
    const id = await createActive(service, receiver.origin);
    const draft = { ...toDraft(await service.get(id)), url: elsewhere.origin };
    const send = (kind: 'event' | 'test') =>
      service.engine.call('deliveries.send', { draft, eventType: event, dataText: '{}', kind, confirmed: [] });
    await expect(send('event')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('Save and validate it first, or send a test'),
    });
    await service.settled((await send('test')).id);
    expect(elsewhere.arrivals).toHaveLength(1);
    expect(receiver.arrivals).toHaveLength(1);
  });

  test('a duplicate has to be validated for itself', async () => {
    const service = await open();
    const receiver = await startReceiver(backend(null));
    const id = await createActive(service, receiver.origin);
    expect(await service.engine.call('webhooks.duplicate', { id })).toMatchObject({
      status: 'inactive',
      validatedAt: null,
    });
  });
});

test('the body is written as Python writes it, beyond ASCII included', async () => {
  const service = await open();
  const receiver = await startReceiver(backend(null));
  await createActive(service, receiver.origin);
  const data = '{"data": {"site":"bücher.example",  "plan": null,\n "price": 10.50, "tags": ["a","b"], "note": "🚀"}}';
  await service.fireAndSettle(event, dashboard, data);
  expect(receiver.arrivals[1]?.body.toString('latin1')).toBe(
    '{"event": "Site Plan Change", "data": {"site": "b\\u00fccher.example", "plan": null, "price": 10.50, ' +
      '"tags": ["a", "b"], "note": "\\ud83d\\ude80"}}',
  );
});

describe('the secret', () => {
  test('is sent in clear in X-Webhook-Secret with every request, the validation included', async () => {
    const service = await open();
    const receiver = await startReceiver(backend('super-secret-key'));
    const { id } = await service.create({ url: receiver.origin });
    await service.setSecret(id, 'signing', 'super-secret-key');
    expect((await validate(service, id)).state).toBe('delivered');
    await activate(service, id);
    const [delivery] = await service.fireAndSettle(event, dashboard);
    expect(delivery?.state).toBe('delivered');
    expect(receiver.arrivals.map(({ headers }) => headers['x-webhook-secret'])).toEqual([
      'super-secret-key',
      'super-secret-key',
    ]);
    expect(JSON.stringify(delivery)).not.toContain('super-secret-key');
  });

  test('a wrong one is answered 401 Unauthorized, and without one no header is sent', async () => {
    const service = await open();
    const receiver = await startReceiver(backend('super-secret-key'));
    const { id } = await service.create({ url: receiver.origin });
    const none = await service.delivery((await validate(service, id)).id);
    expect(receiver.arrivals[0]?.headers['x-webhook-secret']).toBeUndefined();
    await service.setSecret(id, 'signing', 'guessed');
    const wrong = await service.delivery((await validate(service, id)).id);
    for (const delivery of [none, wrong]) {
      expect(delivery.attempts[0]).toMatchObject({ response: { status: 401, statusText: 'Unauthorized' } });
    }
    expect(await service.get(id)).toMatchObject({ validatedAt: null });
  });
});

test.each([
  ['white space around it', ' secret', /begins or ends with white space/],
  ['a line break in it', 'sec\r\nX-Evil: 1', /control character/],
  ['a NUL in it', 'sec\0ret', /control character/],
  ['an emoji in it', '🚒', /beyond Latin-1/],
  ['half of a character', 'a\ud83d', /half of a character/],
  ['nothing in it', '', /is empty/],
])(
  'a secret with %s cannot go in a header: it is refused at its field, and the one before stays',
  async (_what, value, words) => {
    const service = await open();
    const receiver = await startReceiver(backend('super-secret-key'));
    const { id } = await service.create({ url: receiver.origin });
    await service.setSecret(id, 'signing', 'super-secret-key');
    await expect(service.setSecret(id, 'signing', value)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(words),
      detail: { issues: [{ path: 'secret.signing', severity: 'error' }] },
    });
    expect((await validate(service, id)).state).toBe('delivered');
  },
);

test('a webhook without a secret that is answered 401 is told that none is set', async () => {
  const service = await open();
  const receiver = await startReceiver(backend('super-secret-key'));
  const { id } = await service.create({ url: receiver.origin });
  const message = async (): Promise<string | undefined> =>
    (await service.test(id, event)).attempts.at(-1)?.error?.message;
  expect(await message()).toContain('carried no credentials and no secret, because none is set');
  await service.setSecret(id, 'signing', 'another-secret');
  expect(await message()).toContain('Check the signing secret at both ends');
});

test('a failed event is repeated after 2, 4 and 8 minutes, then it has failed', async () => {
  const service = await open();
  const receiver = await startReceiver(backend(null));
  await createActive(service, receiver.origin);
  receiver.behave(() => ({ status: 500 }));
  const { results } = await service.fire(event, dashboard);
  const id = results[0]?.delivery?.id ?? '';
  for (const [index, minutes] of [2, 4, 8].entries()) {
    expect(await service.settled(id, index + 1)).toMatchObject({
      state: 'failed_will_retry',
      nextAt: service.clock.now() + minutes * MINUTE,
    });
    service.clock.advance(minutes * MINUTE);
  }
  expect(await service.settled(id, 4)).toMatchObject({ state: 'exhausted', attemptCount: 4 });
  expect(receiver.arrivals).toHaveLength(5);
  expect(await service.mails()).toEqual([]);
});

test('the test button sends one request, to a webhook that is not active too', async () => {
  const service = await open();
  const receiver = await startReceiver(answerWith(500, 204));
  const { id } = await service.create({ url: receiver.origin });
  expect(await service.test(id, event)).toMatchObject({ kind: 'test', state: 'exhausted', attemptCount: 1 });
  expect(await service.test(id, event)).toMatchObject({ kind: 'test', state: 'delivered' });
  expect(receiver.arrivals).toHaveLength(2);
  expect(await service.get(id)).toMatchObject({ status: 'inactive', consecutiveFailures: 0 });
});

test('a backend that does not answer is given up after 5 s', async () => {
  const service = await open();
  const receiver = await startReceiver(backend(null));
  await createActive(service, receiver.origin);
  receiver.behave(() => null);
  const { results } = await service.fire(event, dashboard);
  await receiver.arrival(2);
  service.clock.advance(5000);
  const delivery = await service.settled(results[0]?.delivery?.id ?? '');
  expect(delivery.attempts[0]?.error).toMatchObject({ code: 'deadline', message: expect.stringMatching(/After 5 s/) });
});

describe('events', () => {
  test('there must be at least one', async () => {
    const service = await open();
    const { id } = await service.create();
    await expect(service.save(id, { events: [] })).rejects.toMatchObject({
      code: 'invalid',
      detail: { issues: expect.arrayContaining([expect.objectContaining({ path: 'events' })]) },
    });
  });

  test('one of the user’s own is fired by the name that was given to it', async () => {
    const service = await open();
    const receiver = await startReceiver(backend(null));
    const id = await createActive(service, receiver.origin);
    const state = await service.engine.call('providers.addEventType', {
      providerId: 'casesolved',
      wireName: 'Site Suspended',
      description: '',
    });
    const own = state.eventTypes.find(({ wireName }) => wireName === 'Site Suspended')?.id ?? '';
    await service.save(id, { events: [event, own] });
    await service.fireAndSettle(own, dashboard, '{"data": {}}');
    expect(receiver.arrivals[1]?.body.toString()).toBe('{"event": "Site Suspended", "data": {}}');
    await expect(
      service.engine.call('providers.removeEventType', { providerId: 'casesolved', eventType: own }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  test('the validation is not an event that could be fired or subscribed to', async () => {
    const service = await open();
    const { id } = await service.create();
    await expect(service.plan('webhook-validate', dashboard)).rejects.toMatchObject({ code: 'invalid' });
    await expect(service.save(id, { events: ['webhook-validate'] })).rejects.toMatchObject({ code: 'invalid' });
  });
});
