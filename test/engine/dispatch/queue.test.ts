import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openWire, type WireTest } from '../support/open-wire.ts';
import { answerInTurn, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

/** Holds every answer back until it is told to give them. */
function holdAnswers() {
  const held: ServerResponse[] = [];
  return {
    answer: (response: ServerResponse) => void held.push(response),
    release(count = held.length) {
      for (const response of held.splice(0, count)) response.end('ok');
    },
  };
}

async function sendMany(engine: WireTest, webhookId: string, count: number): Promise<Delivery[]> {
  const webhook = engine.webhooks.get(webhookId);
  return Promise.all(Array.from({ length: count }, () => engine.send(webhook, 'contract-signup')));
}

const allFinished = (engine: WireTest, count: number) =>
  engine.waitFor(
    'delivery.finished',
    () => engine.events.filter(({ name }) => name === 'delivery.finished').length >= count,
  );

describe('the queue', () => {
  it('lets four requests to one endpoint go at once, and shows why the others wait', async () => {
    const { answer, release } = holdAnswers();
    const receiver = await startReceiver(answer);
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook('gridscale', { url: receiver.url });
    const deliveries = await sendMany(engine, webhook.id, 7);
    await receiver.arrived(4);
    await new Promise(setImmediate);
    expect(receiver.requests).toHaveLength(4);
    const waiting = await engine.call['deliveries.waiting']({});
    expect(waiting.filter(({ state }) => state === 'queued')).toHaveLength(3);
    expect(waiting.find(({ state }) => state === 'queued')?.reason).toContain('turn');
    release();
    await receiver.arrived(7);
    release();
    await allFinished(engine, 7);
    for (const { id } of deliveries) expect(engine.wireState(id)).toBe('delivered');
  });

  it('lets 32 go overall', async () => {
    const { answer, release } = holdAnswers();
    const receiver = await startReceiver(answer);
    const engine = await openWire(makeTemporaryDirectory());
    const ids: string[] = [];
    for (let index = 0; index < 10; index += 1) {
      ids.push((await engine.createWebhook('gridscale', { url: receiver.url, name: `Hook ${index}` })).id);
    }
    await Promise.all(ids.map((id) => sendMany(engine, id, 4)));
    await receiver.arrived(32);
    await new Promise(setImmediate);
    expect(receiver.requests).toHaveLength(32);
    release();
    await receiver.arrived(40);
    release();
    await allFinished(engine, 40);
  });

  it('keeps the order of an ordered webhook, also while its head is being retried', async () => {
    const clock = createFakeClock();
    const receiver = await startReceiver(answerInTurn(answerStatus(500), answerOk));
    const engine = await openWire(makeTemporaryDirectory(), { clock });
    const webhook = await engine.createWebhook('callgoose', {
      url: receiver.url,
      ordered: true,
      retryCount: 1,
      retryIntervalMinutes: 1,
      signed: false,
    });
    const eventType = webhook.events[0] ?? '';
    const first = await engine.send(webhook, eventType);
    const second = await engine.send(webhook, eventType);
    const third = await engine.send(webhook, eventType);
    await allFinished(engine, 1);
    await new Promise(setImmediate);
    expect(receiver.requests).toHaveLength(1);
    const waiting = await engine.call['deliveries.waiting']({});
    expect(waiting.map(({ id, state }) => [id, state])).toEqual([
      [first.id, 'failed_will_retry'],
      [second.id, 'queued'],
      [third.id, 'queued'],
    ]);
    expect(waiting[1]?.reason).toContain('ordered');
    clock.advance(60_000);
    await allFinished(engine, 4);
    const seqs = await engine.rows({ side: 'sent' });
    expect(seqs.reverse().map(({ sent }) => sent?.deliveryId)).toEqual([first.id, first.id, second.id, third.id]);
  });

  it('does not let events hold up a test', async () => {
    const { answer, release } = holdAnswers();
    const receiver = await startReceiver(answer);
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook('gridscale', { url: receiver.url });
    await sendMany(engine, webhook.id, 6);
    await receiver.arrived(4);
    await engine.send(webhook, 'contract-signup', 'test');
    await receiver.arrived(5);
    release();
    await receiver.arrived(7);
    release();
    await allFinished(engine, 7);
  });

  it('is taken up again after a restart, with what was waiting and how long', async () => {
    const directory = makeTemporaryDirectory();
    const clock = createFakeClock();
    const receiver = await startReceiver(answerInTurn(answerStatus(500), answerOk));
    const first = await openWire(directory, { clock });
    const webhook = await first.createWebhook('callgoose', {
      url: receiver.url,
      retryCount: 1,
      retryIntervalMinutes: 2,
      signed: false,
    });
    const delivery = await first.send(webhook, webhook.events[0] ?? '');
    await allFinished(first, 1);
    await first.close();
    clock.advance(60_000);
    const second = await openWire(directory, { clock });
    expect(second.recovered).toEqual({ unknown: 0, requeued: 0 });
    expect(await second.call['deliveries.waiting']({})).toMatchObject([
      { id: delivery.id, state: 'failed_will_retry' },
    ]);
    clock.advance(60_000);
    await second.finished(delivery.id);
    expect(await second.call['deliveries.get']({ id: delivery.id })).toMatchObject({
      state: 'delivered',
      attemptCount: 2,
    });
  });

  it.each([
    ['an hour back', -3_600_000],
    ['a year on', 365 * 24 * 3_600_000],
  ])('waits no longer than its rule after the clock was put %s', async (_name, jump) => {
    const directory = makeTemporaryDirectory();
    const start = Date.UTC(2026, 0, 15, 12);
    const receiver = await startReceiver(answerInTurn(answerStatus(500), answerOk));
    const before = createFakeClock(start);
    const first = await openWire(directory, { clock: before });
    const webhook = await first.createWebhook('callgoose', {
      url: receiver.url,
      retryCount: 1,
      retryIntervalMinutes: 5,
      signed: false,
    });
    const delivery = await first.send(webhook, webhook.events[0] ?? '');
    await allFinished(first, 1);
    await first.close();
    const after = createFakeClock(start + jump);
    const second = await openWire(directory, { clock: after });
    const row = second.store.db.prepare('SELECT next_at AS nextAt FROM delivery').get() as { nextAt: number | null };
    expect(row.nextAt ?? 0).toBeLessThanOrEqual(after.now() + 5 * 60_000);
    after.advance(5 * 60_000);
    await second.finished(delivery.id);
    expect(receiver.requests).toHaveLength(2);
  });
});

describe('while the disk is full', () => {
  /** Makes the database as full as it is now; SQLite then says so like a full disk. */
  function fill(engine: WireTest): void {
    engine.store.db.pragma(`max_page_count = ${engine.store.db.pragma('page_count', { simple: true })}`);
  }
  function empty(engine: WireTest): void {
    engine.store.db.pragma('max_page_count = 1000000');
  }
  const large = `{"account":{"email":"${'x'.repeat(60_000)}"}}`;

  it('nothing is sent without its marker, and the caller is told', async () => {
    const receiver = await startReceiver();
    const engine = await openWire(makeTemporaryDirectory());
    const webhook = await engine.createWebhook('gridscale', { url: receiver.url });
    fill(engine);
    const { draft, ...rest } = { draft: engine.draft(webhook.id), eventType: 'contract-signup', dataText: large };
    const order = { draft, ...rest, kind: 'event' as const, confirmed: [] };
    await expect(engine.call['deliveries.send'](order)).rejects.toMatchObject({ code: 'database-full' });
    expect(receiver.requests).toHaveLength(0);
    empty(engine);
    await engine.untilWritable();
    const delivery = await engine.call['deliveries.send'](order);
    expect((await engine.finished(delivery.id)).outcome).toBe('success');
    expect(receiver.requests).toHaveLength(1);
  });

  it('an outcome is kept until it can be written, and the queue goes on by itself', async () => {
    const { answer, release } = holdAnswers();
    const receiver = await startReceiver(answerInTurn(answer, answerOk));
    const engine = await openWire(makeTemporaryDirectory(), { limits: { perLane: 1, overall: 1 } });
    const webhook = await engine.createWebhook('gridscale', { url: receiver.url });
    const first = await engine.send(webhook, 'contract-signup');
    const second = await engine.send(webhook, 'contract-signup');
    await receiver.arrived(1);
    engine.breakWrites(true);
    release();
    await engine.untilTrouble();
    expect(engine.wireState(first.id)).toBe('in_flight');
    expect(engine.wireState(second.id)).toBe('queued');
    expect(receiver.requests).toHaveLength(1);
    engine.breakWrites(false);
    await engine.finished(first.id);
    await engine.finished(second.id);
    expect(engine.wireState(first.id)).toBe('delivered');
    expect(engine.wireState(second.id)).toBe('delivered');
    expect(receiver.requests).toHaveLength(2);
  });
});

describe('closing', () => {
  it('waits five seconds for what is under way, then cuts it off and calls it unknown', async () => {
    const directory = makeTemporaryDirectory();
    const clock = createFakeClock();
    const receiver = await startReceiver(answerInTurn(() => {}, answerOk));
    const first = await openWire(directory, { clock });
    const webhook = await first.createWebhook('gridscale', { url: receiver.url });
    const delivery = await first.send(webhook, 'contract-signup');
    await receiver.arrived(1);
    let closed = false;
    const closing = first.close().then(() => {
      closed = true;
    });
    await expect(first.send(webhook, 'contract-signup')).rejects.toMatchObject({ code: 'closing' });
    clock.advance(4999);
    await new Promise(setImmediate);
    expect(closed).toBe(false);
    clock.advance(1);
    await closing;
    const second = await openWire(directory, { clock });
    await second.finished(delivery.id);
    const { state, attempts } = await second.call['deliveries.get']({ id: delivery.id });
    expect(state).toBe('delivered');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'success']);
    expect(attempts[0]?.error?.code).toBe('outcome-unknown');
  });

  it('lets what is under way end in order', async () => {
    const directory = makeTemporaryDirectory();
    const { answer, release } = holdAnswers();
    const receiver = await startReceiver(answer);
    const first = await openWire(directory);
    const webhook = await first.createWebhook('gridscale', { url: receiver.url });
    const delivery = await first.send(webhook, 'contract-signup');
    await receiver.arrived(1);
    const closing = first.close();
    release();
    await closing;
    const second = await openWire(directory);
    expect(second.wireState(delivery.id)).toBe('delivered');
    expect(second.recovered).toEqual({ unknown: 0, requeued: 0 });
  });
});
