import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BreakerState, closedBreaker, stepBreaker } from '../../../src-main/engine/dispatch/breaker.ts';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import type { RetryRule } from '../../../src-preload/contract/retry.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openWire, type WireTest } from '../support/open-wire.ts';
import { type Answer, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const minute = 60_000;
const breaker = { failures: 3, openSeconds: 60, factor: 2, maximumSeconds: 240 };

describe('a breaker', () => {
  const run = (state: BreakerState, ...events: ('success' | 'failure' | 'time-up')[]): BreakerState =>
    events.reduce((before, event) => stepBreaker(breaker, before, event, 0), state);

  it('opens after so many failures in a row, tries one, and doubles its pause up to the maximum', () => {
    expect(run(closedBreaker, 'failure', 'failure', 'success', 'failure', 'failure')).toEqual({
      kind: 'closed',
      failures: 2,
    });
    let state = run(closedBreaker, 'failure', 'failure', 'failure');
    const pauses: number[] = [];
    for (let count = 0; count < 5 && state.kind === 'open'; count += 1) {
      pauses.push(state.until);
      state = run(state, 'time-up');
      expect(state.kind).toBe('probing');
      state = run(state, 'failure');
    }
    expect(pauses).toEqual([60_000, 120_000, 240_000, 240_000, 240_000]);
    expect(run(state, 'time-up', 'success')).toEqual(closedBreaker);
  });

  it('is not moved by attempts that were under way when it opened', () => {
    const open = run(closedBreaker, 'failure', 'failure', 'failure');
    expect(run(open, 'failure')).toEqual({ ...open, failures: 4 });
    expect(run(open, 'success')).toEqual(closedBreaker);
  });

  it('never pauses for longer than its maximum, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('success', 'failure', 'time-up'), { maxLength: 60 }), (events) => {
        const state = run(closedBreaker, ...(events as ('success' | 'failure' | 'time-up')[]));
        return state.kind !== 'open' || state.until <= 240_000;
      }),
    );
  });
});

/** A webhook that is retried every ten seconds, and an endpoint that fails until it is told otherwise. */
async function open(rest: Partial<RetryRule> = { breaker }, directory = makeTemporaryDirectory()) {
  const clock = createFakeClock();
  let answer: Answer = answerStatus(500);
  const receiver = await startReceiver((...given) => answer(...given));
  const engine = await openWire(directory, { clock });
  const rule = createRule('own', 'Own', { kind: 'fixed', count: 50, intervalSeconds: 10 }, rest);
  const webhook = await engine.createWebhook('callgoose', {
    url: receiver.url,
    signed: false,
    retryRule: { kind: 'own', rule },
  });
  const mend = (): void => {
    answer = answerOk;
  };
  const send = () => engine.send(engine.webhooks.get(webhook.id), webhook.events[0] ?? '');
  return { directory, clock, receiver, engine, webhook, send, mend };
}

const finished = (engine: WireTest): number => engine.events.filter(({ name }) => name === 'delivery.finished').length;
const untilFinished = (engine: WireTest, count: number) =>
  engine.waitFor('delivery.finished', () => finished(engine) >= count);

/** Lets what has become ready begin, and would see one that goes too early. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}

/** Fails one delivery as often as it takes to open the breaker. */
async function fail({ clock, engine, send }: Awaited<ReturnType<typeof open>>, count = 3): Promise<Delivery> {
  const delivery = await send();
  for (let attempt = 1; attempt <= count; attempt += 1) {
    await untilFinished(engine, attempt);
    if (attempt < count) clock.advance(10_000);
  }
  return delivery;
}

describe('an endpoint that fails again and again', () => {
  it('is left alone for a while, with the reason and the time of all that waits for it', async () => {
    const test = await open();
    const { clock, engine, receiver, webhook, send } = test;
    const first = await fail(test);
    const until = clock.now() + minute;
    expect(await engine.call['queue.state']({})).toMatchObject({
      pausedEndpoints: [{ webhookId: webhook.id, webhookName: webhook.name, failures: 3, until }],
    });
    const second = await send();
    expect(second).toMatchObject({ state: 'queued', nextAt: until });
    for (const delivery of await engine.call['deliveries.waiting']({})) {
      expect(delivery).toMatchObject({
        nextAt: until,
        reason: expect.stringMatching(/paused after 3 failed attempts/),
      });
    }
    expect(await engine.call['deliveries.get']({ id: first.id })).toMatchObject({ nextAt: until });
    clock.advance(minute - 1);
    await settle();
    expect(receiver.requests).toHaveLength(3);
  });

  it('gets one request when the time has come, and the rest when that succeeds', async () => {
    const test = await open();
    const { clock, engine, receiver, mend, send } = test;
    await fail(test);
    const others = await Promise.all([send(), send(), send()]);
    clock.advance(minute);
    await untilFinished(engine, 4);
    await settle();
    expect(receiver.requests).toHaveLength(4);
    expect((await engine.call['queue.state']({})).pausedEndpoints).toMatchObject([
      { until: clock.now() + 2 * minute, failures: 4 },
    ]);
    mend();
    clock.advance(2 * minute);
    for (const { id } of others) await engine.finished(id);
    expect((await engine.call['queue.state']({})).pausedEndpoints).toEqual([]);
    await untilFinished(engine, 8);
    expect(receiver.requests).toHaveLength(8);
  });

  it('is asked on by a rule without a breaker', async () => {
    const test = await open({});
    const { clock, engine, receiver, send } = test;
    await fail(test);
    await send();
    clock.advance(10_000);
    await untilFinished(engine, 5);
    expect(receiver.requests).toHaveLength(5);
  });

  it('holds up neither other webhooks nor tests of its own', async () => {
    const test = await open();
    const { engine, receiver, webhook } = test;
    await fail(test);
    const other = await engine.createWebhook('gridscale', { url: `${receiver.url}/other` });
    await engine.send(other, 'contract-signup');
    await engine.send(engine.webhooks.get(webhook.id), webhook.events[0] ?? '', 'test');
    await untilFinished(engine, 5);
    expect(receiver.requests).toHaveLength(5);
  });

  it('is sent to at once when a person resumes it', async () => {
    const test = await open();
    const { engine, webhook, mend, send } = test;
    await fail(test);
    const waiting = await send();
    mend();
    await engine.call['queue.resumeEndpoint']({ webhookId: webhook.id });
    expect((await engine.finished(waiting.id)).outcome).toBe('success');
    expect((await engine.call['queue.state']({})).pausedEndpoints).toEqual([]);
  });

  it('gets the very delivery that a person sends now, and nothing else before it is known how that went', async () => {
    const test = await open();
    const { engine, receiver, send } = test;
    await fail(test);
    await send();
    const chosen = await send();
    await engine.call['queue.sendNow']({ id: chosen.id });
    expect((await engine.finished(chosen.id)).outcome).toBe('failure');
    await settle();
    expect(receiver.requests).toHaveLength(4);
    expect((await engine.call['queue.state']({})).pausedEndpoints).toMatchObject([{ failures: 4 }]);
  });

  it('begins anew when the webhook points elsewhere', async () => {
    const test = await open();
    const { engine, webhook, send } = test;
    await fail(test);
    const waiting = await send();
    const other = await startReceiver();
    engine.saveDraft(webhook.id, { url: other.url });
    await engine.waitFor('queue.state', ({ pausedEndpoints }) => pausedEndpoints.length === 0);
    // The delivery was made for the old address, which is what its attempts are made from.
    expect((await engine.finished(waiting.id)).outcome).toBe('failure');
  });

  it.each([
    ['the time that is left', 20_000, 40_000],
    ['no longer than the pause after the clock was put back', -3_600_000, 60_000],
    ['no time after the clock was put a year on', 365 * 24 * 3_600_000, 0],
  ])('is left alone after a restart for %s', async (_name, jump, left) => {
    const test = await open();
    await fail(test);
    await test.engine.close();
    const clock = createFakeClock(test.clock.now() + jump);
    const again = await openWire(test.directory, { clock });
    const { pausedEndpoints } = await again.call['queue.state']({});
    expect(pausedEndpoints).toMatchObject([{ failures: 3 }]);
    if (left > 0) expect(pausedEndpoints[0]?.until).toBe(clock.now() + left);
    clock.advance(left);
    await untilFinished(again, 1);
  });
});

describe('the demo clock', () => {
  it('runs retries through in seconds, and changes neither the times of the log nor the timestamps', async () => {
    const clock = createFakeClock();
    const receiver = await startReceiver(answerStatus(500));
    const directory = makeTemporaryDirectory();
    const engine = await openWire(directory, { clock });
    const webhook = await engine.createWebhook('callgoose', {
      url: receiver.url,
      retryCount: 2,
      retryIntervalMinutes: 1,
      signed: true,
      signatureHeader: 'X-Signature',
    });
    engine.secrets.set(webhook.id, 'signing', 'top secret');
    const started = clock.now();
    const delivery = await engine.send(webhook, webhook.events[0] ?? '');
    await untilFinished(engine, 1);
    expect((await engine.call['deliveries.waiting']({}))[0]?.nextAt).toBe(started + minute);
    clock.advance(30_000);
    expect(await engine.call['queue.setDemo']({ on: true })).toMatchObject({ demo: true });
    expect((await engine.call['deliveries.waiting']({}))[0]?.nextAt).toBe(started + 30_500);
    clock.advance(500);
    await untilFinished(engine, 2);
    clock.advance(1000);
    await untilFinished(engine, 3);
    const { attempts, state } = await engine.call['deliveries.get']({ id: delivery.id });
    expect(state).toBe('exhausted');
    expect(attempts.map(({ startedAt }) => startedAt - started)).toEqual([0, 30_500, 31_500]);
    const stamps = receiver.requests.map(({ headers }) => Number(headers.get('x-signature')?.split(',')[0]));
    expect(stamps.map((stamp) => stamp - Math.floor(started / 1000))).toEqual([0, 30, 31]);
  });

  it('is off at the next start, and what waits has its real time again', async () => {
    const test = await open({});
    const { clock, engine, send } = test;
    await engine.call['queue.setDemo']({ on: true });
    await send();
    await untilFinished(engine, 1);
    expect((await engine.call['deliveries.waiting']({}))[0]?.nextAt).toBe(clock.now() + 167);
    await engine.close();
    const again = await openWire(test.directory, { clock });
    expect(await again.call['queue.state']({})).toMatchObject({ demo: false });
    expect((await again.call['deliveries.waiting']({}))[0]?.nextAt).toBe(clock.now() + 10_000);
  });

  it('paces the pause of an endpoint, too', async () => {
    const test = await open();
    const { clock, engine, receiver } = test;
    await fail(test);
    await engine.call['queue.setDemo']({ on: true });
    clock.advance(1000);
    await untilFinished(engine, 4);
    expect(receiver.requests).toHaveLength(4);
  });
});
