import { describe, expect, onTestFinished, test } from 'vitest';
import { answerOk, answerStatus, type Receiver, startReceiver } from '../engine/support/receiver.ts';
import { toDraft } from '../engine/support/to-draft.ts';
import { createClockSwitch } from './support/clock-switch.ts';
import { report } from './support/figures.ts';
import { openScene, type Scene } from './support/scene.ts';
import { makeWebhook, openFaultEngine, waitUntil } from './support/workspace.ts';

const HOUR = 3600;
const YEAR = 365 * 24 * HOUR;
const jumps: [name: string, seconds: number][] = [
  ['an hour back', -HOUR],
  ['a year ahead', YEAR],
];

/** How far the engine's wall clock is from ours, in seconds, by the newest attempt. */
async function readOffset(scene: Scene, id: string): Promise<number> {
  const { attempts } = (await scene.call('deliveries.get', { id })) as { attempts: { startedAt: number }[] };
  return ((attempts.at(-1)?.startedAt ?? 0) - Date.now()) / 1000;
}

describe.each(jumps)('the wall clock is put %s', (_name, seconds) => {
  test('during the wait before a retry: the retry comes when it was planned', async () => {
    const clock = createClockSwitch();
    const scene = await openScene({ env: clock.env });
    let failed = 0;
    scene.beforeFailure = () => {
      failed = performance.now();
    };
    let waited = 0;
    // The control: the clock was put before the retry, so a wait by it would have lasted an hour, or no time at all. A machine that
    // is too slow to put it within the second tries again.
    for (let isPut = false; !isPut; ) {
      clock.put(0);
      const before = scene.receiver.requests.length;
      const { id } = (await scene.call('deliveries.send', scene.event('flaky'))) as { id: string };
      const finished = (outcome: string) =>
        scene.happened('delivery.finished', (payload) => {
          const event = payload as { deliveryId: string; outcome: string };
          return event.deliveryId === id && event.outcome === outcome;
        });
      await finished('failure');
      clock.put(seconds);
      await scene.receiver.arrived(before + 2);
      waited = (performance.now() - failed) / 1000;
      await finished('success');
      isPut = Math.abs((await readOffset(scene, id)) - seconds) < HOUR / 2;
    }
    // The rule says one second.
    expect(waited).toBeGreaterThan(0.9);
    report(19, `retry planned for 1 s, clock put by ${seconds} s meanwhile: waited`, `${waited.toFixed(1)} s`);
  });

  test('across a restart: no delivery waits longer than its rule says, and no more go at once than may', async () => {
    const clock = createClockSwitch();
    const scene = await openScene({ env: clock.env });
    scene.answer = answerStatus(503);
    const sent = 24;
    // The queue is paused before and after: each delivery fails once, and none is retried yet, however slow the machine is.
    await scene.call('queue.pause', {});
    for (let count = 0; count < sent; count += 1)
      await scene.call('deliveries.send', scene.event('again', String(count)));
    await scene.call('queue.resume', {});
    await waitUntil(() => scene.receiver.arrivals.size === sent);
    await scene.call('queue.pause', {});
    await waitUntil(async () => (await statesOf(scene)).every((state) => state === 'failed_will_retry'));
    expect(await statesOf(scene)).toHaveLength(sent);
    await scene.kill();
    clock.put(seconds);
    const before = scene.receiver.requests.length;
    let open = 0;
    let most = 0;
    scene.answer = (...parts) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        answerOk(...parts);
      }, 20);
    };
    await scene.restart();
    await waitUntil(async () => (await statesOf(scene)).length === 0);
    expect(scene.receiver.requests.length - before).toBeGreaterThanOrEqual(sent);
    expect(most).toBeLessThanOrEqual(4);
    report(19, `${sent} retries after a restart, clock put by ${seconds} s: most at once (at most 4)`, most);
  });
});

test('a year ahead across a restart, with deliveries for many endpoints: never more than 32 at once', async () => {
  const clock = createClockSwitch();
  const scene = await openScene({ env: clock.env });
  await scene.kill();
  const receivers = await Promise.all(Array.from({ length: 12 }, () => startHoldingReceiver()));
  const engine = await openFaultEngine(scene.directory);
  onTestFinished(() => engine.close());
  await engine.call('queue.pause', {});
  for (const receiver of receivers) {
    const webhook = await makeWebhook(engine, { name: receiver.url, url: receiver.url });
    for (let count = 0; count < 6; count += 1) {
      await engine.call('deliveries.send', { ...scene.event('again'), draft: toDraft(webhook) });
    }
  }
  await engine.close();
  clock.put(YEAR);
  // It also resumes the queue.
  await scene.restart();
  await waitUntil(() => openAt(receivers) === 32);
  // All that could have come has come: whatever is sent later waits for an answer to one of these.
  await scene.call('queue.state', {});
  expect(openAt(receivers)).toBe(32);
  expect(Math.max(...receivers.map(({ requests }) => requests.length))).toBeLessThanOrEqual(4);
  report(19, 'requests at once to 12 endpoints after a year (at most 32, 4 each)', openAt(receivers));
});

async function statesOf(scene: Scene): Promise<string[]> {
  return ((await scene.call('deliveries.waiting', {})) as { state: string }[]).map(({ state }) => state);
}

/** Takes requests and never answers. */
const startHoldingReceiver = (): Promise<Receiver> => startReceiver(() => {});

const openAt = (receivers: readonly Receiver[]): number =>
  receivers.reduce((sum, { requests }) => sum + requests.length, 0);
