import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ReplayMode, ReplayOrder, ReplayTarget } from '../../../src-preload/contract/replay.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { draftOf, openWire, type WireTest } from '../support/open-wire.ts';
import { answerOk, answerStatus, type Received, startReceiver } from '../support/receiver.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const day = 86_400_000;
const signing = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const original: ReplayTarget = { to: 'original' };

/** Every stored byte of a delivery: its rows, its request, its attempts and their answers. */
function hashRows({ store }: WireTest, id: string): string {
  const hash = createHash('sha256');
  const number = store.db.prepare<[string], number>('SELECT number FROM delivery WHERE id = ?').pluck().get(id) ?? 0;
  const tables = [
    'delivery WHERE number = ?',
    'delivery_request WHERE delivery = ?',
    'attempt WHERE delivery = ?',
    'exchange WHERE delivery = ?',
    'response_body WHERE seq IN (SELECT seq FROM attempt WHERE delivery = ?)',
  ];
  for (const table of tables) hash.update(JSON.stringify(store.db.prepare(`SELECT * FROM ${table}`).all(number)));
  return hash.digest('hex');
}

/** A signed webhook with odd headers, whose first event failed three days ago. */
async function failOnce(changes: { url?: string } = {}) {
  const clock = createFakeClock();
  let answer = answerStatus(500);
  const receiver = await startReceiver((...parts) => answer(...parts));
  const engine = await openWire(makeTemporaryDirectory(), { clock, providers: [signedProvider] });
  const webhook = await engine.createWebhook(
    'signed',
    {
      url: changes.url ?? `${receiver.url}/hooks/in?a=b%20c`,
      headers: [
        { name: 'X-Zebra', value: '1' },
        { name: 'x-apple', value: 'two  words' },
      ],
    },
    { signing },
  );
  const delivery = await engine.send(webhook, 'made');
  await engine.finished(delivery.id);
  clock.advance(3 * day);
  answer = answerOk;
  const order = (mode: ReplayMode, target = original, bodyText: string | null = null): ReplayOrder => ({
    deliveryId: delivery.id,
    attemptId: null,
    mode,
    target,
    bodyText,
  });
  async function replay(mode: ReplayMode, target = original, confirmed: string[] = [], bodyText: string | null = null) {
    const made = await engine.call['replay.send']({ ...order(mode, target, bodyText), confirmed });
    await engine.finished(made.id);
    return made;
  }
  return { clock, receiver, engine, webhook, delivery, order, replay };
}

const header = (request: Received | undefined, name: string): string => request?.headers.get(name.toLowerCase()) ?? '';

describe('a replay of exact bytes', () => {
  it('repeats the request line, every header with its case and place, and the body', async () => {
    const { receiver, replay } = await failOnce();
    await replay('exact');
    const [first, second] = receiver.requests;
    expect(second?.rawHeaders).toEqual(first?.rawHeaders);
    expect(second?.rawHeaders).toEqual(expect.arrayContaining(['X-Zebra', 'x-apple', 'webhook-signature']));
    expect([second?.method, second?.url]).toEqual([first?.method, first?.url]);
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
  });

  it('is predicted to fail by its age, and then fails so', async () => {
    const { engine, order, replay } = await failOnce();
    const preview = await engine.call['replay.preview'](order('exact'));
    expect(preview.verdict).toMatchObject({ result: 'invalid', reason: 'too-old' });
    expect(preview.verdict?.message).toContain('3 days old and the tolerance is 300 s');
    const made = await replay('exact', { to: 'capture' });
    const rows = await engine.rows();
    const row = rows.find(({ sent }) => sent?.deliveryId === made.id);
    expect(row?.captured).toMatchObject({ verdict: 'invalid', reason: 'too-old', target: '/hooks/in?a=b%20c' });
  });
});

describe('a replay signed anew', () => {
  it('has the same body and a signature of now, and verifies', async () => {
    const { engine, receiver, order, replay } = await failOnce();
    const preview = await engine.call['replay.preview'](order('resigned'));
    expect(preview.verdict?.result).toBe('valid');
    await replay('resigned');
    const [first, second] = receiver.requests;
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    const age = Number(header(second, 'webhook-timestamp')) - Number(header(first, 'webhook-timestamp'));
    expect(Math.abs(age)).toBeGreaterThanOrEqual(3 * 86_400);
    expect(header(second, 'webhook-signature')).not.toBe(header(first, 'webhook-signature'));
  });
});

describe('the message id', () => {
  it.each([
    ['exact', true],
    ['resigned', true],
    ['new-id', false],
  ] as const)('of a replay that is %s is the old one: %s', async (mode, same) => {
    const { receiver, delivery, replay } = await failOnce();
    const made = await replay(mode);
    expect(header(receiver.requests[0], 'webhook-id')).toBe(delivery.id);
    expect(header(receiver.requests[1], 'webhook-id')).toBe(same ? delivery.id : made.id);
  });

  it('stays the first one when a replay of a replay is signed anew', async () => {
    const { engine, receiver, delivery, replay } = await failOnce();
    const exact = await replay('exact');
    await engine.call['replay.send']({
      deliveryId: exact.id,
      attemptId: null,
      mode: 'resigned',
      target: original,
      bodyText: null,
      confirmed: [],
    });
    await receiver.arrived(3);
    expect(header(receiver.requests[2], 'webhook-id')).toBe(delivery.id);
    expect(receiver.requests[2]?.rawHeaders.filter((name) => name === 'webhook-signature')).toHaveLength(1);
  });
});

describe('the original', () => {
  it('is not changed by any replay, and the family is known from both ends', async () => {
    const { engine, delivery, replay } = await failOnce();
    const before = hashRows(engine, delivery.id);
    const exact = await replay('exact');
    const resigned = await replay('resigned');
    const again = await engine.call['replay.send']({
      deliveryId: resigned.id,
      attemptId: null,
      mode: 'new-id',
      target: original,
      bodyText: null,
      confirmed: [],
    });
    await engine.finished(again.id);
    expect(hashRows(engine, delivery.id)).toBe(before);
    const family = await engine.call['replay.lineage']({ deliveryId: again.id });
    expect(family.map(({ id, replayOf, mode }) => [id, replayOf, mode])).toEqual([
      [delivery.id, null, null],
      [exact.id, delivery.id, 'exact'],
      [resigned.id, delivery.id, 'resigned'],
      [again.id, resigned.id, 'new-id'],
    ]);
    expect(await engine.call['replay.lineage']({ deliveryId: delivery.id })).toEqual(family);
    // The control: the hash sees one more space.
    engine.store.db.prepare("UPDATE attempt SET status_text = status_text || ' ' WHERE seq = 1").run();
    expect(hashRows(engine, delivery.id)).not.toBe(before);
  });

  it('gives its body to be edited, and what is sent is the edited one, signed', async () => {
    const { engine, receiver, delivery, order, replay } = await failOnce();
    const { text } = await engine.call['replay.body']({ deliveryId: delivery.id, attemptId: null });
    expect(text).toBe(receiver.requests[0]?.body.toString('utf8'));
    const edited = `${text} `;
    expect((await engine.call['replay.preview'](order('edited', original, edited))).verdict?.result).toBe('valid');
    await replay('edited', original, [], edited);
    expect(receiver.requests[1]?.body.toString('utf8')).toBe(edited);
  });
});

describe('another target', () => {
  it('on a host that no webhook points at needs a yes', async () => {
    const { engine, order } = await failOnce();
    const other = await startReceiver();
    const target: ReplayTarget = { to: 'url', url: `${other.url}/elsewhere` };
    const { confirmations, notes } = await engine.call['replay.preview'](order('resigned', target));
    expect(confirmations.map(({ id }) => id)).toEqual([`new-host:127.0.0.1:${other.port}`]);
    expect(notes.join(' ')).toContain('not retried');
    const refused = engine.call['replay.send']({ ...order('resigned', target), confirmed: [] });
    await expect(refused).rejects.toMatchObject({ code: 'confirm' });
    expect(other.requests).toEqual([]);
    await engine.call['replay.send']({ ...order('resigned', target), confirmed: confirmations.map(({ id }) => id) });
    await other.arrived(1);
    expect(other.requests[0]?.url).toBe('/elsewhere');
  });

  it('is not counted against the webhook and not retried', async () => {
    const { engine, webhook, order } = await failOnce();
    const other = await startReceiver(answerStatus(500));
    const target: ReplayTarget = { to: 'url', url: other.url };
    const failures = engine.webhooks.get(webhook.id).consecutiveFailures;
    const made = await engine.call['replay.send']({
      ...order('resigned', target),
      confirmed: [`new-host:127.0.0.1:${other.port}`],
    });
    await engine.finished(made.id);
    expect(engine.wireState(made.id)).toBe('exhausted');
    expect(engine.webhooks.get(webhook.id).consecutiveFailures).toBe(failures);
  });

  it('that is another webhook gets the body with that webhook’s own headers and signature', async () => {
    const { engine, delivery, order, replay } = await failOnce();
    const receiver = await startReceiver();
    const other = await engine.createWebhook(
      'signed',
      { name: 'Other', url: `${receiver.url}/other`, headers: [{ name: 'X-Other', value: 'yes' }] },
      { signing: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' },
    );
    const target: ReplayTarget = { to: 'webhook', webhookId: other.id };
    expect((await engine.call['replay.preview'](order('resigned', target))).verdict?.result).toBe('valid');
    const made = await replay('resigned', target);
    expect(made).toMatchObject({ webhookId: other.id, replayOf: delivery.id, kind: 'replay' });
    expect(receiver.requests[0]?.rawHeaders).toEqual(expect.arrayContaining(['X-Other', 'webhook-signature']));
    expect(receiver.requests[0]?.rawHeaders).not.toContain('X-Zebra');
  });
});

describe('a paused queue', () => {
  it('sends nothing, says so, stays paused after a restart, and goes on', async () => {
    const directory = makeTemporaryDirectory();
    const receiver = await startReceiver();
    const engine = await openWire(directory);
    const webhook = await engine.createWebhook('gridscale', { url: receiver.url });
    await engine.call['queue.pause']({});
    const delivery = await engine.call['deliveries.send']({
      draft: draftOf(webhook),
      eventType: 'contract-signup',
      dataText: '{}',
      kind: 'event',
      confirmed: [],
    });
    expect(delivery.state).toBe('queued');
    expect((await engine.call['deliveries.waiting']({}))[0]?.reason).toContain('paused');
    await engine.close();
    const later = await openWire(directory);
    expect(await later.call['queue.state']({})).toMatchObject({ paused: true, waiting: 1 });
    expect(receiver.requests).toEqual([]);
    expect(() => later.call['queue.sendNow']({ id: delivery.id })).toThrowError('paused');
    await later.call['queue.resume']({});
    await receiver.arrived(1);
    await later.finished(delivery.id);
  });

  it('is not needed to send now what waits for its time', async () => {
    const clock = createFakeClock();
    let answer = answerStatus(500);
    const receiver = await startReceiver((...parts) => answer(...parts));
    const engine = await openWire(makeTemporaryDirectory(), { clock });
    const webhook = await engine.createWebhook('callgoose', {
      url: receiver.url,
      retryCount: 2,
      retryIntervalMinutes: 5,
    });
    const delivery = await engine.send(webhook, webhook.events[0] ?? '');
    await engine.finished(delivery.id);
    answer = answerOk;
    await engine.call['queue.sendNow']({ id: delivery.id });
    await engine.waitFor('delivery.finished', ({ outcome }) => outcome === 'success');
    expect(receiver.requests).toHaveLength(2);
    expect(engine.wireState(delivery.id)).toBe('delivered');
  });
});
