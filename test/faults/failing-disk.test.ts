import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src-main/engine/store/open-store.ts';
import { bundleProgram, type RunningProgram, runProgram } from '../engine/support/program.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { buildFaultyDisk, createFaultSwitch } from './support/faulty-disk.ts';
import { inspectCopy } from './support/inspect.ts';
import { openScene, postTo, type Scene } from './support/scene.ts';
import { waitUntil } from './support/workspace.ts';

let storeProgram = '';
beforeAll(async () => {
  buildFaultyDisk();
  storeProgram = await bundleProgram(join(import.meta.dirname, '../engine/store/programs/store.program.ts'));
});

const isDurable = (line: string): boolean => line.startsWith('durable');
const count = ({ lines }: RunningProgram): number => lines.filter(isDurable).length;

/** Ends the program and compares what it called durable with what is there. */
async function findLost(running: RunningProgram, directory: string): Promise<string[]> {
  running.child.kill('SIGKILL');
  await running.ended;
  const store = openStore({ directory });
  const keys = new Set(store.db.prepare('SELECT key FROM meta').pluck().all());
  expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
  store.close();
  return running.lines.filter((line) => isDurable(line) && !keys.has(`row ${line.slice(8)}`));
}

const failures: [what: string, order: string, code: string][] = [
  ['refuses to sync', 'fsync', 'database-failed'],
  ['refuses to write', 'write', 'database-failed'],
  ['is full', 'full', 'database-full'],
];

describe('a disk that fails under the running store', () => {
  test.each(failures)(
    '%s: writes are refused, nothing durable is lost, and it goes on by itself',
    async (_w, order, code) => {
      const directory = makeTemporaryDirectory();
      const fault = createFaultSwitch();
      const running = runProgram(process.execPath, [storeProgram, 'drip', directory], { env: fault.env });
      await running.waitForLine(isDurable);

      fault.order(order);
      await running.waitForLine((line) => line === `refused ${code}`);
      expect(running.lines.filter((line) => line.startsWith('trouble'))).toEqual([`trouble ${code}`]);

      fault.end();
      await running.waitForLine((line) => line === 'trouble over');
      const before = count(running);
      await running.waitForLine(() => count(running) > before);
      expect(await findLost(running, directory)).toEqual([]);
    },
  );

  test('refuses to sync at the start: says so, and the next start finds everything', async () => {
    const directory = makeTemporaryDirectory();
    openStore({ directory }).close();
    const fault = createFaultSwitch();
    fault.order('fsync');
    const fresh = runProgram(process.execPath, [storeProgram, 'close', makeTemporaryDirectory()], { env: fault.env });
    expect(await fresh.waitForLine(() => true)).toMatch(/^failed database-failed .*Check the disk/);
    openStore({ directory }).close();
  });
});

const waiting = async (scene: Scene): Promise<number> =>
  ((await scene.call('queue.state', {})) as { waiting: number }).waiting;

/** Resolves when the engine has told that writes are refused, or (null) that they are taken again. */
const untilTrouble = (scene: Scene, code: string | null): Promise<unknown> =>
  scene.happened('storage.trouble', (payload) => ((payload as { code: string } | null)?.code ?? null) === code);

describe.each(failures)('a disk that %s under the whole engine', (_what, order, code) => {
  test('what was not saved was not sent, captures are answered 507, and all goes on by itself', async () => {
    const scene = await openScene();
    const { port } = (await scene.call('capture.state', {})) as { port: number };
    expect(await postTo(port, '/before', 'body')).toBe(200);

    scene.fault.order(order);
    await expect(scene.call('deliveries.send', scene.event('again'))).rejects.toThrow(code);
    await untilTrouble(scene, code);
    expect(await postTo(port, '/meanwhile', 'body')).toBe(507);
    expect(scene.receiver.requests).toHaveLength(0);
    expect(inspectCopy(scene.directory)).toMatchObject({ targets: ['/before'], halves: [], check: 'ok' });

    scene.fault.end();
    await untilTrouble(scene, null);
    expect(await postTo(port, '/after', 'body')).toBe(200);
    await scene.call('deliveries.send', scene.event('again'));
    await waitUntil(async () => (await waiting(scene)) === 0);
    await scene.call('close', null);
    const end = inspectCopy(scene.directory);
    expect(end).toMatchObject({ targets: ['/before', '/after'], halves: [], check: 'ok' });
    expect([...end.deliveries.values()].map(({ state }) => state)).toEqual(['delivered']);
    expect(scene.receiver.requests).toHaveLength(1);
  });

  test('an attempt under way is not called done before its outcome is stored, and is not sent again', async () => {
    const scene = await openScene();
    scene.answer = (response) => {
      scene.fault.order(order);
      response.end();
    };
    const { id } = (await scene.call('deliveries.send', scene.event('again'))) as { id: string };
    await untilTrouble(scene, code);
    // What the engine says. In a copy of the files the outcome may stand: what was not synced is not gone.
    expect(await scene.call('deliveries.get', { id })).toMatchObject({
      state: 'in_flight',
      attempts: [{ outcome: 'in_flight' }],
    });
    expect(scene.running.lines.some((line) => line.includes('delivery.finished'))).toBe(false);

    scene.fault.end();
    await scene.happened('delivery.finished');
    expect(inspectCopy(scene.directory).deliveries.get(id)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(scene.receiver.requests).toHaveLength(1);
  });

  test('a retry that falls due waits for the disk, with the reason, and leaves when it is well', async () => {
    const scene = await openScene();
    // From the moment on in which the outcome of the first attempt is on the disk.
    scene.beforeFailure = () => scene.fault.order(`after-sync ${order}`);
    await scene.call('deliveries.send', scene.event('flaky'));
    await scene.happened('delivery.finished');
    await untilTrouble(scene, code);
    const reasons = async (): Promise<string> =>
      ((await scene.call('deliveries.waiting', {})) as { reason: string }[]).map(({ reason }) => reason).join();
    await waitUntil(async () => /disk/.test(await reasons()));
    expect(scene.receiver.requests).toHaveLength(1);

    scene.fault.end();
    await scene.happened('delivery.finished', (payload) => (payload as { outcome: string }).outcome === 'success');
    expect(scene.receiver.requests).toHaveLength(2);
  });

  test('killed meanwhile: nothing that was acknowledged is lost', async () => {
    const scene = await openScene();
    const { port } = (await scene.call('capture.state', {})) as { port: number };
    const { id } = (await scene.call('deliveries.send', scene.event('again'))) as { id: string };
    await scene.happened('delivery.finished');
    expect(await postTo(port, '/before', 'body')).toBe(200);
    scene.fault.order(order);
    expect(await postTo(port, '/meanwhile', 'body')).toBe(507);
    await scene.kill();
    const found = inspectCopy(scene.directory);
    expect(found).toMatchObject({ check: 'ok', halves: [], targets: expect.arrayContaining(['/before']) });
    expect(found.deliveries.get(id)?.state).toBe('delivered');
  });
});

describe('a file that may not grow (RLIMIT_FSIZE)', () => {
  test('captures are answered 507 from there on, and every one that was answered 200 is there', async () => {
    const scene = await openScene({ largestFile: 6000 });
    onTestFinished(() => scene.kill());
    const { port } = (await scene.call('capture.state', {})) as { port: number };
    const kept: string[] = [];
    for (let number = 0; ; number += 1) {
      const status = await postTo(port, `/${number}`, 'x'.repeat(100_000));
      if (status !== 200) {
        expect(status).toBe(507);
        break;
      }
      kept.push(`/${number}`);
    }
    await scene.kill();
    expect(kept.length).toBeGreaterThan(5);
    expect(inspectCopy(scene.directory)).toMatchObject({
      check: 'ok',
      halves: [],
      targets: expect.arrayContaining(kept),
    });
  });
});
