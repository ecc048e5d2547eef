import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { draftOf, openWire } from '../support/open-wire.ts';
import { answerInTurn, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const minute = 60_000;

describe('a delivery', () => {
  it('puts on the wire exactly what the preview shows', async () => {
    const clock = createFakeClock();
    const receiver = await startReceiver();
    const engine = await openWire(makeTemporaryDirectory(), { clock });
    const webhook = await engine.createWebhook('callgoose', {
      url: `${receiver.url}/in?a=b%20c`,
      headers: [
        { name: 'X-Zebra', value: '1' },
        { name: 'x-apple', value: 'two  words' },
        { name: 'X-Zebra', value: '3' },
      ],
      signed: true,
      signatureHeader: 'X-Signature',
    });
    engine.secrets.set(webhook.id, 'signing', 'top secret');
    const eventType = webhook.events[0] ?? '';
    const dataText = engine.providers.listSamples('callgoose')[0]?.dataText ?? '{}';
    const input = { draft: draftOf(webhook), eventType, dataText };
    const preview = await engine.call['compose.preview'](input);
    expect(preview.blockers).toEqual([]);
    const delivery = await engine.call['deliveries.send']({ ...input, kind: 'event', confirmed: [] });
    await engine.finished(delivery.id);
    const [request] = receiver.requests;
    expect(request?.rawHeaders).toEqual(preview.headers.flatMap(({ name, value }) => [name, value]));
    expect(`${receiver.url}${request?.url}`).toBe(preview.url);
    expect(request?.method).toBe(preview.method);
    expect(request?.body.toString('utf8')).toBe(preview.body);
    const detail = await engine.call['deliveries.get']({ id: delivery.id });
    expect(detail.attempts[0]?.request.headers).toEqual(preview.headers.map(({ name, value }) => [name, value]));
  });

  it.each([
    ['gridscale', 204, 'delivered'],
    ['gridscale', 299, 'delivered'],
    ['zenskar', 200, 'delivered'],
    ['zenskar', 201, 'exhausted'],
    ['gridscale', 304, 'exhausted'],
    ['gridscale', 500, 'exhausted'],
  ])('to %s that is answered %s is %s', async (providerId, status, state) => {
    const receiver = await startReceiver(answerStatus(status));
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook(providerId, { url: receiver.url, name: 'Hook' }, { signing: 'a key' });
    const delivery = await engine.send(webhook, webhook.events[0] ?? 'contract-signup');
    await engine.finished(delivery.id);
    const { state: after, attempts } = await engine.call['deliveries.get']({ id: delivery.id });
    expect(after).toBe(state);
    if (status === 201) expect(attempts[0]?.error?.message).toContain('counts only 200');
  });

  it('that is refused does not exist', async () => {
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook('gridscale');
    const input = { draft: draftOf(webhook), eventType: 'contract-signup', dataText: '{}', confirmed: [] };
    const send = async (changes: object) => engine.call['deliveries.send']({ ...input, kind: 'event', ...changes });
    await expect(send({ draft: { ...input.draft, url: 'http://exa mple/' } })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(send({ draft: { ...input.draft, id: 'gone' } })).rejects.toMatchObject({ code: 'not-found' });
    const templates = { 'custom-url/contract-signup': '{"a":"{{who.knows}}"}' };
    const asked = await send({ draft: { ...input.draft, templates } }).catch((error) => error);
    expect(asked).toMatchObject({ code: 'confirm', detail: { confirmations: [{ message: expect.any(String) }] } });
    engine.webhooks.setActive(webhook.id, false);
    await expect(send({})).rejects.toMatchObject({ code: 'refused' });
    expect(await engine.rows()).toEqual([]);
    const confirmed = asked.detail.confirmations.map(({ id }: { id: string }) => id);
    // The control: with the yes, and as a test, it goes.
    const sent = await send({ draft: { ...input.draft, templates }, kind: 'test', confirmed });
    expect((await engine.finished(sent.id)).outcome).toBe('success');
  });

  it('keeps what was answered: status, headers, body, times', async () => {
    const receiver = await startReceiver((response) => {
      response.writeHead(
        503,
        'Busy',
        [
          ['Retry-After', '7'],
          ['X-B', '1'],
          ['x-b', '2'],
        ].flat(),
      );
      response.end('come back later');
    });
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook('gridscale', { url: receiver.url });
    const delivery = await engine.send(webhook, 'contract-signup');
    const { seq } = await engine.finished(delivery.id);
    const { attempts } = await engine.call['deliveries.get']({ id: delivery.id });
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject({
      outcome: 'failure',
      response: { status: 503, statusText: 'Busy', bodyBytes: 15, truncated: false },
      error: { code: 'status', message: expect.stringContaining('503 Busy') },
      timings: { reusedConnection: false, total: expect.any(Number) },
    });
    expect(attempts[0]?.response?.headers.slice(0, 3)).toEqual([
      ['Retry-After', '7'],
      ['X-B', '1'],
      ['x-b', '2'],
    ]);
    const body = await engine.call['log.body']({ of: 'response', id: `a${seq}`, offset: 5, length: 4 });
    expect(body).toEqual({ base64: Buffer.from('back').toString('base64'), totalBytes: 15 });
  });
});

describe('retries', () => {
  async function openFailing(answer = answerStatus(500)) {
    const clock = createFakeClock();
    const receiver = await startReceiver(answer);
    const engine = await openWire(makeTemporaryDirectory(), { clock });
    const webhook = await engine.createWebhook('callgoose', {
      url: receiver.url,
      retryCount: 2,
      retryIntervalMinutes: 3,
      signed: true,
      signatureHeader: 'X-Signature',
    });
    engine.secrets.set(webhook.id, 'signing', 'top secret');
    const attempted = (count: number) =>
      engine.waitFor(
        'delivery.finished',
        () => engine.events.filter(({ name }) => name === 'delivery.finished').length >= count,
      );
    return { clock, receiver, engine, webhook, attempted };
  }

  it('come at the rule’s times, with the same id and body and a new signature, and then end', async () => {
    const { clock, receiver, engine, webhook, attempted } = await openFailing();
    const delivery = await engine.send(webhook, webhook.events[0] ?? '');
    await attempted(1);
    const waiting = await engine.call['deliveries.waiting']({});
    expect(waiting).toMatchObject([
      {
        id: delivery.id,
        state: 'failed_will_retry',
        nextAt: clock.now() + 3 * minute,
        reason: expect.stringContaining('1 of 3'),
      },
    ]);
    clock.advance(3 * minute - 1);
    await new Promise(setImmediate);
    expect(receiver.requests).toHaveLength(1);
    clock.advance(1);
    await attempted(2);
    clock.advance(3 * minute);
    await attempted(3);
    clock.advance(60 * minute);
    const { state, attempts, reason } = await engine.call['deliveries.get']({ id: delivery.id });
    expect({ state, reason }).toEqual({ state: 'exhausted', reason: expect.stringContaining('All 3 attempts') });
    expect(receiver.requests).toHaveLength(3);
    expect(new Set(attempts.map(({ request }) => request.bodySha256)).size).toBe(1);
    expect(new Set(receiver.requests.map(({ body }) => body.toString('hex'))).size).toBe(1);
    const stamps = receiver.requests.map(({ headers }) => Number(headers.get('x-signature')?.split(',')[0]));
    expect(stamps.map((stamp) => stamp - (stamps[0] ?? 0))).toEqual([0, 180, 360]);
    expect(await engine.call['deliveries.waiting']({})).toEqual([]);
    expect(engine.webhooks.get(webhook.id).consecutiveFailures).toBe(1);
  });

  it('end with the first success, which sets the failures in a row back', async () => {
    const { clock, engine, webhook, attempted } = await openFailing(answerInTurn(answerStatus(500), answerOk));
    const delivery = await engine.send(webhook, webhook.events[0] ?? '');
    await attempted(1);
    clock.advance(3 * minute);
    await attempted(2);
    expect(await engine.call['deliveries.get']({ id: delivery.id })).toMatchObject({
      state: 'delivered',
      attemptCount: 2,
    });
    expect(engine.webhooks.get(webhook.id).consecutiveFailures).toBe(0);
  });

  it('are not made of tests, which are not counted either', async () => {
    const { clock, receiver, engine, webhook, attempted } = await openFailing();
    const delivery = await engine.send(webhook, webhook.events[0] ?? '', 'test');
    await attempted(1);
    clock.advance(60 * minute);
    expect(await engine.call['deliveries.get']({ id: delivery.id })).toMatchObject({
      state: 'exhausted',
      reason: expect.stringContaining('test is not retried'),
    });
    expect(receiver.requests).toHaveLength(1);
    expect(engine.webhooks.get(webhook.id).consecutiveFailures).toBe(0);
  });

  it('are dropped when the webhook is deactivated by hand, and stay so when it is activated', async () => {
    const { clock, receiver, engine, webhook, attempted } = await openFailing(
      answerInTurn(answerStatus(500), answerOk),
    );
    const delivery = await engine.send(webhook, webhook.events[0] ?? '');
    await attempted(1);
    engine.webhooks.setActive(webhook.id, false);
    engine.wire.webhooksChanged([webhook.id]);
    await engine.waitFor('log.changed', () => engine.wireState(delivery.id) === 'cancelled');
    expect(await engine.call['deliveries.waiting']({})).toEqual([]);
    expect(await engine.call['deliveries.get']({ id: delivery.id })).toMatchObject({
      state: 'cancelled',
      reason: expect.stringMatching(
        /was deactivated by hand, before this was tried again. Activate it, then replay this/,
      ),
      attemptCount: 1,
    });
    engine.webhooks.setActive(webhook.id, true);
    engine.wire.webhooksChanged([webhook.id]);
    clock.advance(60 * minute);
    expect(receiver.requests).toHaveLength(1);
  });

  it('are cancelled on demand, while waiting and while under way', async () => {
    const { clock, receiver, engine, webhook, attempted } = await openFailing(
      answerInTurn(answerStatus(500), () => {}),
    );
    const delivery = await engine.send(webhook, webhook.events[0] ?? '');
    await attempted(1);
    expect(await engine.call['deliveries.cancel']({ id: delivery.id })).toMatchObject({ state: 'cancelled' });
    clock.advance(60 * minute);
    expect(receiver.requests).toHaveLength(1);
    await expect(engine.call['deliveries.cancel']({ id: delivery.id })).rejects.toMatchObject({ code: 'conflict' });
    await expect(engine.call['deliveries.cancel']({ id: 'nothing' })).rejects.toMatchObject({ code: 'not-found' });
    const hanging = await engine.send(webhook, webhook.events[0] ?? '');
    await receiver.arrived(2);
    const cancelled = await engine.call['deliveries.cancel']({ id: hanging.id });
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: expect.stringContaining('may have got it') });
    const { attempts } = await engine.call['deliveries.get']({ id: hanging.id });
    expect(attempts).toMatchObject([{ outcome: 'unknown', error: { code: 'cancelled' } }]);
  });

  it('deactivate the webhook after the sixth failed delivery in a row', async () => {
    const { engine, webhook } = await openFailing();
    engine.saveDraft(webhook.id, { retryCount: 0 });
    for (let count = 1; count <= 6; count += 1) {
      expect(engine.webhooks.get(webhook.id)).toMatchObject({ status: 'active', consecutiveFailures: count - 1 });
      const delivery = await engine.send(webhook, webhook.events[0] ?? '');
      await engine.finished(delivery.id);
    }
    expect(engine.webhooks.get(webhook.id)).toMatchObject({ status: 'deactivated', consecutiveFailures: 6 });
    await expect(engine.send(webhook, webhook.events[0] ?? '')).rejects.toMatchObject({ code: 'refused' });
  });
});
