import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { openWire } from '../support/open-wire.ts';
import { answerInTurn, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const minute = 60_000;

/** A delivery that failed once and waits a minute for its second attempt. */
async function openWaiting(directory = makeTemporaryDirectory()) {
  const clock = createFakeClock();
  const receiver = await startReceiver(answerInTurn(answerStatus(500), answerOk));
  const engine = await openWire(directory, { clock });
  const webhook = await engine.createWebhook(
    'callgoose',
    {
      url: receiver.url,
      retryCount: 1,
      retryIntervalMinutes: 1,
      signed: true,
      signatureHeader: 'X-Sig',
      authorization: { type: 'bearer' },
      headers: [{ name: 'X-Note', value: 'by hand t0p/secret' }],
    },
    { signing: 'signing secret', bearer: 't0p/secret' },
  );
  const delivery = await engine.send(webhook, webhook.events[0] ?? '');
  await engine.finished(delivery.id);
  return { directory, clock, receiver, engine, webhook, delivery };
}

const untilState = (engine: Awaited<ReturnType<typeof openWaiting>>['engine'], id: string, state: string) =>
  engine.waitFor('log.changed', () => engine.wireState(id) === state);

describe('what waits for a webhook that was deleted', () => {
  it('goes on when deleting is taken back', async () => {
    const { clock, receiver, engine, webhook, delivery } = await openWaiting();
    engine.webhooks.delete(webhook.id);
    clock.advance(minute);
    await untilState(engine, delivery.id, 'blocked');
    expect(receiver.requests).toHaveLength(1);
    engine.webhooks.restore(webhook.id);
    engine.wire.webhooksChanged([webhook.id]);
    await untilState(engine, delivery.id, 'delivered');
    expect(receiver.requests).toHaveLength(2);
  });

  it('is cancelled at the next start, when it cannot be taken back any more', async () => {
    const { directory, clock, receiver, engine, webhook, delivery } = await openWaiting();
    engine.webhooks.delete(webhook.id);
    await engine.close();
    const next = await openWire(directory, { clock });
    expect(next.wireState(delivery.id)).toBe('cancelled');
    clock.advance(60 * minute);
    expect(await next.call['deliveries.waiting']({})).toEqual([]);
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('while the vault cannot be opened', () => {
  it('what was sealed waits, and says for what', async () => {
    const { directory, clock, receiver, engine, delivery } = await openWaiting();
    await engine.close();
    const locked = await openWire(directory, { clock, keyring: false });
    clock.advance(minute);
    await untilState(locked, delivery.id, 'blocked');
    expect((await locked.call['deliveries.waiting']({}))[0]?.reason).toMatch(/keyring|unlock/i);
    expect(receiver.requests).toHaveLength(1);
    await locked.close();
    const unlocked = await openWire(directory, { clock });
    await untilState(unlocked, delivery.id, 'delivered');
    expect(receiver.requests[1]?.headers.get('x-note')).toBe('by hand t0p/secret');
    expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
  });

  it('a new delivery is refused, and a capture is kept as far as it may be', async () => {
    const { directory, clock, engine, webhook } = await openWaiting();
    await engine.close();
    const locked = await openWire(directory, { clock, keyring: false });
    await expect(locked.send(webhook, webhook.events[0] ?? '')).rejects.toMatchObject({ code: 'secret-locked' });
    const answer = await fetch(locked.captureUrl('/x'), {
      method: 'POST',
      headers: { 'X-Api-Key': 'credential' },
      body: 'x',
    });
    expect(answer.status).toBe(200);
    const [row] = await locked.rows({ side: 'captured' });
    const { capture } = await locked.call['log.detail']({ seq: row?.seq ?? 0 });
    expect(capture?.redacted).toBe(true);
    expect(JSON.stringify(capture)).not.toContain('credential');
  });
});
