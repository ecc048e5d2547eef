import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../src-main/engine/store/migrations/list.ts';
import { openStore } from '../../src-main/engine/store/open-store.ts';
import type { BulkProgress } from '../../src-preload/contract/replay.ts';
import { runProgram } from '../engine/support/program.ts';
import { answerOk } from '../engine/support/receiver.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { findBrokenPromises } from './support/counting-receiver.ts';
import { buildFaultyDisk, createFaultSwitch } from './support/faulty-disk.ts';
import { report } from './support/figures.ts';
import { inspectCopy } from './support/inspect.ts';
import { finishEverything, openScene, postTo, programOf, type Scene } from './support/scene.ts';
import { countUnknown, everyLine, openFaultEngine, waitUntil } from './support/workspace.ts';

beforeAll(() => {
  buildFaultyDisk();
  report(
    2,
    'named points of a kill within an attempt, each at least once and at most once; others',
    `${sendPoints.length}; 14`,
  );
});

const WAL = 'hookwright.db-wal';

/** Where an attempt is cut off, and what is left. */
interface SendPoint {
  name: string;
  /** Sends, and returns when the process is dead or about to be. */
  run(scene: Scene, webhook: 'again' | 'once'): Promise<void> | void;
  /** Requests that arrived whole before the kill. */
  arrived: 0 | 1;
  /** What the workspace knows of the delivery afterwards. */
  left: 'nothing' | 'unknown' | 'delivered';
}

/** The process ends in the next call of that kind that belongs to the attempt. */
const beforeAnswer =
  (order: string) =>
  (scene: Scene, webhook: 'again' | 'once'): void => {
    scene.fault.order(order);
    scene.say('deliveries.send', scene.event(webhook));
  };

/** The order is given when the request has arrived, so that what it meets comes after the answer. */
const afterAnswer =
  (order: string) =>
  (scene: Scene, webhook: 'again' | 'once'): void => {
    scene.answer = (...parts) => {
      scene.fault.order(order);
      answerOk(...parts);
    };
    scene.say('deliveries.send', scene.event(webhook));
  };

const sendPoints: SendPoint[] = [
  { name: 'before the marker is written', run: beforeAnswer(`kill pwrite 1 ${WAL}`), arrived: 0, left: 'nothing' },
  { name: 'with half of the marker written', run: beforeAnswer(`kill pwrite 6 ${WAL}`), arrived: 0, left: 'nothing' },
  {
    name: 'with the marker written and not synced',
    run: beforeAnswer(`kill fsync 1 ${WAL}`),
    arrived: 0,
    left: 'unknown',
  },
  {
    name: 'with the marker durable, and nobody told',
    run: beforeAnswer(`kill-after fsync 1 ${WAL}`),
    arrived: 0,
    left: 'unknown',
  },
  { name: 'before the connection opens', run: beforeAnswer('kill connect 1'), arrived: 0, left: 'unknown' },
  { name: 'connected, before the first byte', run: beforeAnswer('kill send 1'), arrived: 0, left: 'unknown' },
  {
    name: 'with half of the request written',
    // The shim sends half, so that the second send comes whatever room the kernel has.
    run: beforeAnswer('kill send 2'),
    arrived: 0,
    left: 'unknown',
  },
  {
    name: 'with the request written and no answer',
    async run(scene, webhook) {
      scene.answer = () => {};
      scene.say('deliveries.send', scene.event(webhook));
      await scene.receiver.arrived(1);
      await scene.kill();
    },
    arrived: 1,
    left: 'unknown',
  },
  {
    name: 'with the beginning of the answer there',
    async run(scene, webhook) {
      scene.answer = (response) => {
        response.writeHead(200, { 'content-length': '10' });
        response.write('begin', () => setImmediate(() => scene.running.child.kill('SIGKILL')));
      };
      scene.say('deliveries.send', scene.event(webhook));
      await scene.receiver.arrived(1);
    },
    arrived: 1,
    left: 'unknown',
  },
  {
    name: 'with the answer there, before the outcome is written',
    run: afterAnswer(`kill pwrite 1 ${WAL}`),
    arrived: 1,
    left: 'unknown',
  },
  { name: 'with half of the outcome written', run: afterAnswer(`kill pwrite 4 ${WAL}`), arrived: 1, left: 'unknown' },
  {
    name: 'with the outcome written and not synced',
    run: afterAnswer(`kill fsync 1 ${WAL}`),
    arrived: 1,
    left: 'delivered',
  },
  {
    name: 'with the outcome durable, and nobody told',
    run: afterAnswer(`kill-after fsync 1 ${WAL}`),
    arrived: 1,
    left: 'delivered',
  },
];

/** Everything that holds after whatever kill. */
async function lookAfterwards(scene: Scene) {
  await scene.running.ended;
  expect(scene.running.child.signalCode, scene.running.errors()).toBe('SIGKILL');
  scene.fault.end();
  scene.answer = answerOk;
  const found = inspectCopy(scene.directory);
  expect({ check: found.check, halves: found.halves }).toEqual({ check: 'ok', halves: [] });
  expect(findBrokenPromises(scene.receiver.arrivals, found)).toEqual([]);
  return found;
}

async function finish(scene: Scene) {
  const end = await finishEverything(scene.directory);
  expect({ check: end.check, halves: end.halves }).toEqual({ check: 'ok', halves: [] });
  expect(findBrokenPromises(scene.receiver.arrivals, end)).toEqual([]);
  return end;
}

describe('an attempt that is cut off by a kill', () => {
  test.each(sendPoints)('$name, at least once: $left, and it arrives in the end', async ({ run, arrived, left }) => {
    const scene = await openScene();
    await run(scene, 'again');
    const found = await lookAfterwards(scene);
    expect(scene.receiver.requests).toHaveLength(arrived);
    expect([...found.deliveries.values()].map(({ state }) => state)).toEqual(
      { nothing: [], unknown: ['in_flight'], delivered: ['delivered'] }[left],
    );
    const end = await finish(scene);
    expect(countUnknown(end.notices)).toBe(left === 'unknown' ? 1 : 0);
    expect([...end.deliveries.values()].map(({ state }) => state)).toEqual(left === 'nothing' ? [] : ['delivered']);
    expect(scene.receiver.requests).toHaveLength(arrived + (left === 'unknown' ? 1 : 0));
  });

  test.each(sendPoints)('$name, at most once: it never arrives again', async ({ run, arrived, left }) => {
    const scene = await openScene();
    await run(scene, 'once');
    await lookAfterwards(scene);
    const end = await finish(scene);
    expect(countUnknown(end.notices)).toBe(left === 'unknown' ? 1 : 0);
    expect([...end.deliveries.values()].map(({ state }) => state)).toEqual(left === 'nothing' ? [] : [left]);
    expect(scene.receiver.requests).toHaveLength(arrived);
    // A start later still, nobody sends it either.
    await finishEverything(scene.directory);
    expect(scene.receiver.requests).toHaveLength(arrived);
  });

  test('control: without an order nothing is cut off', async () => {
    const scene = await openScene();
    await scene.call('deliveries.send', scene.event('again'));
    await scene.happened('delivery.finished');
    await scene.call('close', null);
    expect((await finish(scene)).notices).toEqual([]);
    expect(scene.receiver.requests).toHaveLength(1);
  });

  test('in the wait before a retry: the retry is made by the next start', async () => {
    const scene = await openScene();
    scene.beforeFailure = () => scene.fault.order(`kill-after fsync 1 ${WAL}`);
    scene.say('deliveries.send', scene.event('flaky'));
    const found = await lookAfterwards(scene);
    expect([...found.deliveries.values()]).toMatchObject([{ state: 'failed_will_retry', attempts: 1 }]);
    const end = await finish(scene);
    expect([...end.deliveries.values()]).toMatchObject([{ state: 'delivered', attempts: 2, unknown: 0 }]);
  });

  test('with the marker of a retry written: one outcome is unknown, and it is sent once more', async () => {
    const scene = await openScene();
    scene.beforeFailure = () => scene.fault.order(`kill fsync 2 ${WAL}`);
    scene.say('deliveries.send', scene.event('flaky'));
    await lookAfterwards(scene);
    const end = await finish(scene);
    expect([...end.deliveries.values()]).toMatchObject([{ state: 'delivered', attempts: 3, unknown: 1 }]);
    expect(scene.receiver.requests).toHaveLength(2);
  });

  test('and again while the next start writes that it is unknown: the start after that says it', async () => {
    const scene = await openScene();
    scene.answer = () => {};
    scene.say('deliveries.send', scene.event('again'));
    await scene.receiver.arrived(1);
    await scene.kill();
    scene.fault.order(`kill pwrite 4 ${WAL}`);
    await scene.restart().catch(() => {});
    const found = await lookAfterwards(scene);
    expect([...found.deliveries.values()]).toMatchObject([{ state: 'in_flight' }]);
    const end = await finish(scene);
    expect(countUnknown(end.notices)).toBe(1);
    expect(scene.receiver.requests).toHaveLength(2);
  });
});

describe('a capture that is cut off by a kill', () => {
  test.each([
    ['before its row is written', `kill pwrite 1 ${WAL}`, []],
    ['with half of its row written', `kill pwrite 4 ${WAL}`, []],
    ['with its row durable and nobody told', `kill-after fsync 1 ${WAL}`, ['/hook']],
    ['before the first byte of the answer', 'kill send 1', ['/hook']],
  ])('%s: nobody was told that it arrived', async (_name, order, rows) => {
    const scene = await openScene();
    const { port } = (await scene.call('capture.state', {})) as { port: number };
    scene.fault.order(order);
    expect(await postTo(port, '/hook', 'body')).toBeNull();
    expect((await lookAfterwards(scene)).targets).toEqual(rows);
    expect((await finish(scene)).targets).toEqual(rows);
  });
});

describe('everything else that is cut off by a kill', () => {
  test.each([
    ['with an item half written', `kill pwrite 4 ${WAL}`],
    ['with an item written and not synced', `kill fsync 2 ${WAL}`],
    ['with an item durable and nobody told', `kill-after fsync 3 ${WAL}`],
  ])('a bulk replay %s: it rests, goes on where it was, and sends none twice', async (_name, order) => {
    const scene = await openScene();
    for (let count = 0; count < 6; count += 1) scene.say('deliveries.send', scene.event('again'));
    await scene.receiver.arrived(6);
    await waitUntil(() => inspectCopy(scene.directory).attempts.size === 6);
    await scene.call('queue.state', {});
    await waitUntil(async () => ((await scene.call('queue.state', {})) as { waiting: number }).waiting === 0);
    const options = {
      mode: 'new-id',
      target: { to: 'original' },
      skipSucceeded: false,
      ratePerSecond: null,
      parallel: 2,
    };
    const { upTo } = (await scene.call('replay.plan', { filter: everyLine, options })) as { upTo: number };
    scene.answer = (...parts) => {
      scene.fault.order(order);
      answerOk(...parts);
    };
    scene.say('replay.start', { filter: everyLine, options, upTo, confirmed: [] });
    await lookAfterwards(scene);
    const engine = await openFaultEngine(scene.directory);
    onTestFinished(() => engine.close());
    const rested = await engine.call('replay.current', {});
    expect(rested).toMatchObject({ state: 'paused', total: 6 });
    await engine.call('replay.resume', { id: rested?.id ?? '' });
    await waitUntil(async () => (await engine.call('replay.current', {}))?.state === 'done');
    expect((await engine.call('replay.current', {})) as BulkProgress).toMatchObject({
      total: 6,
      done: 6,
      delivered: 6,
    });
    await engine.close();
    const end = await finish(scene);
    expect(end.deliveries.size).toBe(12);
    expect([...end.deliveries.values()].every(({ state }) => state === 'delivered')).toBe(true);
  });

  test.each([
    ['before it is written', `kill pwrite 1 ${WAL}`, false],
    ['with it durable and nobody told', `kill-after fsync 1 ${WAL}`, true],
  ])('pausing, %s: the next start is the one or the other', async (_name, order, paused) => {
    const scene = await openScene();
    scene.fault.order(order);
    scene.say('queue.pause', {});
    expect((await lookAfterwards(scene)).paused).toBe(paused);
  });

  test('a pause that was confirmed: the next start sends nothing until it is resumed', async () => {
    const scene = await openScene();
    await scene.call('queue.pause', {});
    await scene.call('deliveries.send', scene.event('again'));
    await scene.kill();
    await lookAfterwards(scene);
    const engine = await openFaultEngine(scene.directory);
    onTestFinished(() => engine.close());
    expect(await engine.call('queue.state', {})).toMatchObject({ paused: true, waiting: 1 });
    expect(scene.receiver.requests).toHaveLength(0);
    await engine.call('queue.resume', {});
    await waitUntil(async () => (await engine.call('queue.state', {})).waiting === 0);
    await engine.close();
    expect(scene.receiver.requests).toHaveLength(1);
  });

  test.each([1, 3])('the move of the log into the database, at page %i: everything is there', async (page) => {
    const scene = await openScene();
    await scene.call('deliveries.send', scene.event('again'));
    await scene.happened('delivery.finished');
    expect(await scene.post('/hook')).toBe(200);
    scene.fault.order(`kill pwrite ${page} hookwright.db`);
    scene.say('close', null);
    const found = await lookAfterwards(scene);
    expect([...found.deliveries.values()]).toMatchObject([{ state: 'delivered' }]);
    expect(found.targets).toEqual(['/hook']);
  });

  test('a start that brings an older workspace up to date: the next one finds the version before or after a step', async () => {
    const directory = makeTemporaryDirectory();
    openStore({ directory, migrations: migrations.slice(0, 1) }).close();
    const fault = createFaultSwitch();
    const seen: number[] = [];
    for (let sync = 1; ; sync += 1) {
      fault.order(`kill fsync ${sync} ${WAL}`);
      const running = runProgram(process.execPath, [await programOf('engine'), directory], { env: fault.env });
      await running.waitForLine((line) => line.startsWith('{"open"')).catch(() => {});
      if (running.child.exitCode === null && running.child.signalCode === null) {
        running.child.kill('SIGKILL');
        await running.ended;
        break;
      }
      await running.ended;
      seen.push(sync);
    }
    expect(seen.length).toBeGreaterThanOrEqual(1);
    const end = inspectCopy(directory);
    expect({ check: end.check, halves: end.halves }).toEqual({ check: 'ok', halves: [] });
  });
});
