import { describe, expect, it } from 'vitest';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openWire } from '../support/open-wire.ts';
import { answerInTurn, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const hour = 3_600_000;

/** A delivery that failed once, in a workspace that was closed then. */
async function failAndClose(headers: Record<string, string> = {}) {
  const clock = createFakeClock();
  const directory = makeTemporaryDirectory();
  const receiver = await startReceiver(answerInTurn(answerStatus(503, headers), answerOk));
  const engine = await openWire(directory, { clock });
  const schedule = { kind: 'schedule' as const, delaysSeconds: [3, 600] };
  const rule = createRule('own', 'Own', schedule, { honoursRetryAfter: true });
  const webhook = await engine.createWebhook('callgoose', {
    url: receiver.url,
    signed: false,
    retryRule: { kind: 'own', rule },
  });
  const { id } = await engine.send(webhook, webhook.events[0] ?? '');
  await engine.finished(id);
  await engine.close();
  return { directory, clock, receiver, id };
}

describe('a retry that waits while the app is closed', () => {
  it.each([
    ['as long as was decided, where the clock was put back by an hour', -hour, {}, 3000],
    ['what is left of it', 1000, {}, 2000],
    ['no time, where the clock was put on', hour, {}, 0],
    ['as long as the receiver asked, where the clock was put back', -hour, { 'Retry-After': '90' }, 90_000],
  ])('waits %s', async (_name, jump, headers, left) => {
    const { directory, clock, receiver, id } = await failAndClose(headers);
    const later = createFakeClock(clock.now() + jump);
    const engine = await openWire(directory, { clock: later });
    if (left > 0) {
      const [waiting] = await engine.call['deliveries.waiting']({});
      expect(waiting?.nextAt).toBe(later.now() + left);
      later.advance(left - 1);
      await new Promise(setImmediate);
      expect(receiver.requests).toHaveLength(1);
      later.advance(1);
    }
    await engine.waitFor('delivery.finished');
    expect(engine.wireState(id)).toBe('delivered');
  });

  it('waits at most as long as its rule could ask, where an earlier version decided it', async () => {
    const { directory, clock } = await failAndClose();
    const between = await openWire(directory, { clock, start: false });
    between.store.db.exec('UPDATE delivery SET delay_ms = NULL');
    await between.close();
    const later = createFakeClock(clock.now() - 100 * hour);
    const engine = await openWire(directory, { clock: later });
    const [waiting] = await engine.call['deliveries.waiting']({});
    expect(waiting?.nextAt).toBe(later.now() + 24 * hour);
  });
});
