import { describe, expect, it } from 'vitest';
import type { BulkOptions, BulkProgress } from '../../../src-preload/contract/replay.ts';
import { draftOf, everything, openWire, type WireTest } from '../support/open-wire.ts';
import { type Answer, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const options: BulkOptions = {
  mode: 'new-id',
  target: { to: 'original' },
  skipSucceeded: true,
  ratePerSecond: null,
  parallel: 8,
};
const limits = { perLane: 16, overall: 32 };
const failed = { ...everything, outcome: 'failure' as const };

/** An active webhook behind whose endpoint so many events failed. */
async function failMany(count: number, directory = makeTemporaryDirectory()) {
  let answer: Answer = answerStatus(500);
  const receiver = await startReceiver((...parts) => answer(...parts));
  const engine = await openWire(directory, { limits, providers: [signedProvider] });
  const webhook = await engine.createWebhook(
    'signed',
    { url: `${receiver.url}/in` },
    { signing: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  );
  const draft = draftOf(webhook);
  const eventType = 'made';
  const made = await Promise.all(
    Array.from({ length: count }, (_none, index) =>
      engine.call['deliveries.send']({
        draft,
        eventType,
        dataText: `{"thing":{"id":"${index}"}}`,
        kind: 'event',
        confirmed: [],
      }),
    ),
  );
  await receiver.arrived(count);
  await Promise.all(made.map(({ id }) => engine.finished(id)));
  receiver.requests.length = 0;
  answer = answerOk;
  return {
    engine,
    receiver,
    webhook,
    ids: made.map(({ id }) => id),
    directory,
    setAnswer: (next: Answer) => {
      answer = next;
    },
  };
}

async function start(engine: WireTest, changes: Partial<BulkOptions> = {}): Promise<BulkProgress> {
  const order = { filter: failed, options: { ...options, ...changes } };
  const { upTo } = await engine.call['replay.plan'](order);
  return engine.call['replay.start']({ ...order, upTo, confirmed: [] });
}

const over = (engine: WireTest, id: string, state: BulkProgress['state'] = 'done') =>
  engine.waitFor('replay.progress', (progress) => progress.id === id && progress.state === state);

const countReplays = ({ store }: WireTest) =>
  store.db
    .prepare<[], { all: number; different: number }>(
      'SELECT count(*) AS "all", count(DISTINCT replay_of) AS different FROM delivery WHERE replay_of IS NOT NULL',
    )
    .get();

describe('a bulk replay', () => {
  it('replays 1,000 that match the filter, each once', async () => {
    const { engine, receiver } = await failMany(1000);
    const plan = await engine.call['replay.plan']({ filter: failed, options });
    expect(plan).toMatchObject({ lines: 1000, deliveries: 1000, sends: 1000, skipped: [], refused: [] });
    const { id } = await start(engine, { parallel: 16 });
    const end = await over(engine, id);
    expect(end).toMatchObject({ total: 1000, done: 1000, delivered: 1000, failed: 0, underWay: 0 });
    expect(receiver.requests).toHaveLength(1000);
    expect(countReplays(engine)).toEqual({ all: 1000, different: 1000 });
    // What was delivered since is not counted again.
    const again = await engine.call['replay.plan']({ filter: failed, options });
    expect(again).toMatchObject({ sends: 0, skipped: [{ reason: 'It was delivered since.', count: 1000 }] });
    const all = await engine.call['replay.plan']({ filter: failed, options: { ...options, skipSucceeded: false } });
    expect(all.sends).toBe(1000);
  });

  it('rests when it is paused, ends when it is cancelled, and leaves the rest alone', async () => {
    const { engine, receiver } = await failMany(60);
    const { id } = await start(engine, { parallel: 1, ratePerSecond: 200 });
    await receiver.arrived(5);
    await engine.call['replay.pause']({ id });
    const paused = receiver.requests.length;
    await new Promise((done) => setTimeout(done, 60));
    expect(receiver.requests.length).toBeLessThanOrEqual(paused + 1);
    await engine.call['replay.resume']({ id });
    await receiver.arrived(15);
    const cancelled = await engine.call['replay.cancel']({ id });
    expect(cancelled.state).toBe('cancelled');
    expect(receiver.requests.length).toBeLessThan(60);
    await expect(engine.call['replay.resume']({ id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('tells of what ends after it was paused', async () => {
    const { engine, receiver, setAnswer } = await failMany(3);
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    setAnswer(async (...parts) => {
      await opened;
      return answerOk(...parts);
    });
    const { id } = await start(engine, { parallel: 1 });
    await receiver.arrived(1);
    await engine.call['replay.pause']({ id });
    open();
    const last = await engine.waitFor('replay.progress', ({ state, done }) => state === 'paused' && done === 1);
    expect(last).toMatchObject({ delivered: 1, underWay: 0 });
  });

  it('goes on after a restart where it was, and sends nothing twice', async () => {
    const { engine, receiver, directory } = await failMany(80);
    const { id } = await start(engine, { parallel: 4, ratePerSecond: 300 });
    await receiver.arrived(20);
    await engine.close();
    expect(receiver.requests.length).toBeLessThan(80);
    const later = await openWire(directory, { limits, providers: [signedProvider] });
    const found = await later.call['replay.current']({});
    expect(found).toMatchObject({ id, state: 'paused', total: 80 });
    expect(found?.reason).toContain('stopped');
    await later.call['replay.resume']({ id });
    await over(later, id);
    expect(countReplays(later)).toEqual({ all: 80, different: 80 });
    expect(receiver.requests).toHaveLength(80);
  });

  it('refuses a second sending of one item, whatever asks for it', async () => {
    const { engine } = await failMany(3);
    const { id } = await start(engine);
    await over(engine, id);
    const insert =
      "INSERT INTO replay_item (job, source, state) SELECT job, source, 'waiting' FROM replay_item LIMIT 1";
    expect(() => engine.store.db.exec(insert)).toThrowError('UNIQUE');
  });

  it('tells what failed and why', async () => {
    const { engine, setAnswer } = await failMany(6);
    setAnswer((response, request, number) => (number % 2 ? answerStatus(503) : answerOk)(response, request, number));
    const { id } = await start(engine, { parallel: 1 });
    await over(engine, id);
    const summary = await engine.call['replay.current']({});
    expect(summary).toMatchObject({ delivered: 3, failed: 3 });
    expect(summary?.failures).toEqual([{ reason: expect.stringContaining('It answered 503: 127.0.0.1'), count: 3 }]);
  });

  it('counts what cannot be replayed, and why', async () => {
    const { engine, webhook } = await failMany(4);
    await engine.webhooks.setActive(webhook.id, false);
    const plan = await engine.call['replay.plan']({ filter: failed, options });
    expect(plan).toMatchObject({ sends: 0, refused: [{ count: 4 }] });
    expect(plan.refused[0]?.reason).toContain('not active');
    await expect(start(engine)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is one at a time', async () => {
    const { engine } = await failMany(10);
    const { id } = await start(engine, { parallel: 1, ratePerSecond: 5 });
    await expect(start(engine)).rejects.toMatchObject({ code: 'conflict' });
    await engine.call['replay.cancel']({ id });
  });
});
