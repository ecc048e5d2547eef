import { describe, expect, it } from 'vitest';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import type { RetryRule } from '../../../src-preload/contract/retry.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openWire } from '../support/open-wire.ts';
import { type Answer, answerInTurn, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

/** One delivery over a real socket, failed once. */
async function failOnce(rest: Partial<RetryRule>, answer: Answer) {
  const clock = createFakeClock(Date.UTC(2026, 0, 15, 12));
  const receiver = await startReceiver(answer);
  const engine = await openWire(makeTemporaryDirectory(), { clock });
  const rule = createRule('own', 'Own', { kind: 'schedule', delaysSeconds: [5, 60] }, rest);
  const webhook = await engine.createWebhook('callgoose', {
    url: receiver.url,
    signed: false,
    timeoutMs: 2000,
    retryRule: { kind: 'own', rule },
  });
  const { id } = await engine.send(webhook, webhook.events[0] ?? '');
  const finished = (count: number) =>
    engine.waitFor(
      'delivery.finished',
      () => engine.events.filter(({ name }) => name === 'delivery.finished').length >= count,
    );
  const read = () => engine.call['deliveries.get']({ id });
  const dueIn = async (): Promise<number> => ((await read()).nextAt ?? 0) - clock.now();
  return { clock, receiver, finished, read, dueIn };
}

describe('the queue follows the rule of its webhook', () => {
  it('waits as Retry-After asks, to the millisecond and not before', async () => {
    const busy = answerStatus(503, { 'Retry-After': 'Thu, 15 Jan 2026 12:10:00 GMT' });
    const test = await failOnce({ honoursRetryAfter: true }, answerInTurn(busy, answerOk));
    await test.finished(1);
    expect(await test.dueIn()).toBe(600_000);
    expect((await test.read()).reason).toContain('at the time that the receiver asked for');
    test.clock.advance(599_999);
    await new Promise(setImmediate);
    expect(test.receiver.requests).toHaveLength(1);
    test.clock.advance(1);
    await test.finished(2);
    expect((await test.read()).state).toBe('delivered');
  });

  it.each([
    ['abc', 5000, /Its Retry-After, “abc”, is not a time and was ignored/],
    ['999999999', 24 * 3_600_000, /longer than may be \(Retry-After “999999999”\)/],
  ])('says what became of Retry-After: %s', async (value, delay, reason) => {
    const test = await failOnce({ honoursRetryAfter: true }, answerStatus(503, { 'Retry-After': value }));
    await test.finished(1);
    expect(await test.dueIn()).toBe(delay);
    expect((await test.read()).reason).toMatch(reason);
  });

  it('gives an overloaded receiver time, and one that ran out of it, too', async () => {
    const test = await failOnce({ overloadFloorSeconds: 60 }, answerStatus(429));
    await test.finished(1);
    expect(await test.dueIn()).toBe(60_000);
    expect((await test.read()).reason).toContain('too much to do');
    const silent = await failOnce({ overloadFloorSeconds: 60 }, () => {});
    await silent.receiver.arrived(1);
    silent.clock.advance(2000);
    await silent.finished(1);
    expect((await silent.read()).attempts[0]?.error?.code).toBe('deadline');
    expect(await silent.dueIn()).toBe(60_000);
  });

  it.each([
    ['a status', { givesUpOn: { statuses: [403], header: null } }, answerStatus(403), /403 is not followed/],
    [
      'a header',
      { givesUpOn: { statuses: [], header: { name: 'webhook-delivery', value: 'abort-message' } } },
      answerStatus(500, { 'Webhook-Delivery': 'abort-message' }),
      /asked for no more attempts/,
    ],
  ])('gives up on %s that it names', async (_name, rest, answer, reason) => {
    const test = await failOnce(rest, answer);
    await test.finished(1);
    expect(await test.read()).toMatchObject({ state: 'exhausted', reason: expect.stringMatching(reason) });
    // The control: without the rule it is tried again.
    const plain = await failOnce({}, answer);
    await plain.finished(1);
    expect((await plain.read()).state).toBe('failed_will_retry');
  });

  it('adds jitter within its bounds and takes none away', async () => {
    for (let count = 0; count < 20; count += 1) {
      const test = await failOnce({ jitter: { kind: 'share', upTo: 0.2 } }, answerStatus(500));
      await test.finished(1);
      const dueIn = await test.dueIn();
      expect(dueIn).toBeGreaterThanOrEqual(5000);
      expect(dueIn).toBeLessThanOrEqual(6000);
    }
  });
});
