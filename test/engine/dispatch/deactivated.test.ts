import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import { openWire } from '../support/open-wire.ts';
import { startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

/** Twelve events at once to a receiver that holds its answers back. */
async function sendTwelve(directory = makeTemporaryDirectory()) {
  const held: ServerResponse[] = [];
  let status: number | null = null;
  const receiver = await startReceiver((response) => {
    if (status === null) held.push(response);
    else response.writeHead(status).end();
  });
  const engine = await openWire(directory);
  const webhook = await engine.createWebhook('callgoose', { url: receiver.url, signed: false, name: 'Pager' });
  const deliveries: Delivery[] = [];
  for (let count = 0; count < 12; count += 1) {
    deliveries.push(await engine.send(webhook, webhook.events[0] ?? ''));
  }
  await receiver.arrived(4);
  const answer = (code: number, count = held.length): void => {
    for (const response of held.splice(0, count)) response.writeHead(code).end();
  };
  const answerAll = (code: number): void => {
    status = code;
    answer(code);
  };
  const states = (): Record<string, number> => {
    const all: Record<string, number> = {};
    for (const { id } of deliveries) {
      const state = engine.wireState(id) ?? 'none';
      all[state] = (all[state] ?? 0) + 1;
    }
    return all;
  };
  const untilOver = () => engine.waitFor('log.changed', () => !('queued' in states()) && !('in_flight' in states()));
  const get = () => engine.webhooks.get(webhook.id);
  return { engine, receiver, webhook, deliveries, answer, answerAll, states, untilOver, get };
}

describe('twelve events at once to an endpoint that fails', () => {
  it('count to six; what is under way ends, and the rest is dropped with the reason', async () => {
    const test = await sendTwelve();
    test.answerAll(500);
    await test.untilOver();
    expect(test.get()).toMatchObject({
      status: 'deactivated',
      consecutiveFailures: 6,
      deactivatedBecause: '6 deliveries in a row failed',
    });
    const sent = test.receiver.requests.length;
    expect(sent).toBeGreaterThanOrEqual(6);
    expect(sent).toBeLessThanOrEqual(9);
    expect(test.states()).toEqual({ exhausted: sent, cancelled: 12 - sent });
    const dropped = test.deliveries.filter(({ id }) => test.engine.wireState(id) === 'cancelled');
    for (const { id } of dropped) {
      expect(await test.engine.call['deliveries.get']({ id })).toMatchObject({
        reason:
          'The webhook “Pager” was deactivated, because 6 deliveries in a row failed, before this was sent. ' +
          'Activate it, then replay this.',
        attempts: [{ outcome: 'failure', response: null, error: { code: 'cancelled' }, timings: null }],
      });
    }
    // Each has its line in the log, so that it can be found and replayed.
    expect(await test.engine.rows()).toHaveLength(12);
    expect(await test.engine.call['deliveries.waiting']({})).toEqual([]);
  });

  it('a success that was under way changes nothing about why', async () => {
    const test = await sendTwelve();
    test.answer(500);
    await test.receiver.arrived(8);
    test.answer(500, 2);
    await test.engine.waitFor('webhooks.changed', () => test.get().status === 'deactivated');
    test.answerAll(200);
    await test.untilOver();
    expect(test.get()).toMatchObject({ status: 'deactivated', consecutiveFailures: 6 });
    expect(test.states().delivered).toBeGreaterThanOrEqual(2);
  });
});

describe('what was dropped', () => {
  it('stays dropped after a restart and when the webhook is active again, and can be replayed', async () => {
    const directory = makeTemporaryDirectory();
    const test = await sendTwelve(directory);
    test.engine.webhooks.setActive(test.webhook.id, false);
    test.engine.wire.webhooksChanged([test.webhook.id]);
    await test.engine.waitFor('log.changed', () => test.states().cancelled === 8);
    expect(test.states()).toEqual({ in_flight: 4, cancelled: 8 });
    test.answerAll(200);
    await test.untilOver();
    expect(test.states()).toEqual({ delivered: 4, cancelled: 8 });
    await test.engine.close();
    const engine = await openWire(directory);
    engine.webhooks.setActive(test.webhook.id, true);
    engine.wire.webhooksChanged([test.webhook.id]);
    await new Promise(setImmediate);
    expect(test.receiver.requests).toHaveLength(4);
    const last = test.deliveries.at(-1)?.id ?? '';
    const order = { deliveryId: last, attemptId: null, target: { to: 'original' as const }, bodyText: null };
    const replay = await engine.call['replay.send']({ ...order, mode: 'resigned', confirmed: [] });
    await engine.finished(replay.id);
    expect(engine.wireState(replay.id)).toBe('delivered');
    expect(test.receiver.requests.at(-1)?.body).toEqual(test.receiver.requests[0]?.body);
  });

  it('is dropped at the start where the app ended before it could be', async () => {
    const directory = makeTemporaryDirectory();
    const test = await sendTwelve(directory);
    test.answerAll(200);
    await test.untilOver();
    test.engine.webhooks.setActive(test.webhook.id, false);
    const last = test.deliveries.at(-1)?.id ?? '';
    test.engine.store.db.exec('DELETE FROM exchange; DELETE FROM attempt');
    test.engine.store.db.prepare("UPDATE delivery SET state = 'queued', attempt_count = 0 WHERE id = ?").run(last);
    await test.engine.close();
    const engine = await openWire(directory);
    await engine.waitFor('log.changed', () => engine.wireState(last) === 'cancelled');
    expect(await engine.rows()).toMatchObject([{ sent: { deliveryId: last, error: 'cancelled' } }]);
    expect(test.receiver.requests).toHaveLength(12);
  });
});
