import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type RawServer, startRawServer } from '../engine/dispatch/support/raw-server.ts';
import { amount } from './support/amounts.ts';
import { report } from './support/figures.ts';
import { openScene, type Scene } from './support/scene.ts';

const MEGABYTE = 1024 * 1024;
const MOST_GROWTH = 50 * MEGABYTE;
const bomb = gzipSync(Buffer.alloc(200 * MEGABYTE));

const startEndless = (): Promise<RawServer> =>
  startRawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const piece = `10000\r\n${'y'.repeat(65_536)}\r\n`;
    const next = (): void => void (socket.destroyed || socket.write(piece, () => setImmediate(next)));
    next();
  });

const startPlain = (): Promise<RawServer> =>
  startRawServer((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${MEGABYTE}\r\n\r\n${'y'.repeat(MEGABYTE)}`);
  });

const startBomb = (): Promise<RawServer> =>
  startRawServer((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
    socket.write(bomb);
  });

/** The most memory that the process has had since it was last asked to forget, in bytes (proc(5)). */
function readPeak(scene: Scene): number {
  const status = readFileSync(`/proc/${scene.running.child.pid}/status`, 'utf8');
  return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) * 1024;
}

const forgetPeak = (scene: Scene): void => writeFileSync(`/proc/${scene.running.child.pid}/clear_refs`, '5');

/** Sends to a receiver, and answers what was kept of the answer. */
async function send(scene: Scene, url: string): Promise<{ bodyBytes: number; truncated: boolean }> {
  const event = scene.event('again');
  const delivery = (await scene.call('deliveries.send', {
    ...event,
    draft: { ...event.draft, url },
    kind: 'test',
  })) as {
    id: string;
  };
  await scene.happened(
    'delivery.finished',
    (payload) => (payload as { deliveryId: string }).deliveryId === delivery.id,
  );
  const { attempts } = (await scene.call('deliveries.get', { id: delivery.id })) as {
    attempts: { response: { bodyBytes: number; truncated: boolean } }[];
  };
  return attempts[0]?.response ?? { bodyBytes: 0, truncated: false };
}

/** By how much the engine's memory grows, at most, while it takes such answers, after as many that are whole and as large. */
async function measureGrowth(scene: Scene, url: string, times: number): Promise<number> {
  const plain = await startPlain();
  // What a program takes once, for its first work: compiled code, room for young objects, threads.
  for (let count = 0; count < 30; count += 1) await send(scene, plain.url);
  forgetPeak(scene);
  const before = readPeak(scene);
  for (let count = 0; count < times; count += 1) await send(scene, url);
  return readPeak(scene) - before;
}

async function openQuietScene(responseBodyLimit: number): Promise<Scene> {
  const scene = await openScene();
  onTestFinished(() => scene.kill());
  await scene.call('settings.save', { responseBodyLimit });
  return scene;
}

describe('the memory of the engine', () => {
  test.each([
    ['a body without end', startEndless, { bodyBytes: MEGABYTE, truncated: true }],
    ['200 MB packed into 200 KB', startBomb, { bodyBytes: bomb.length, truncated: false }],
  ])('grows by at most 50 MB on %s, and keeps at most 1 MiB of it', async (name, start, kept) => {
    const scene = await openQuietScene(MEGABYTE);
    const server = await start();
    expect(await send(scene, server.url)).toMatchObject(kept);
    const growth = await measureGrowth(scene, server.url, amount(10, 50));
    report(7, `${name}: growth in MB (at most 50)`, (growth / MEGABYTE).toFixed(1));
    expect(growth).toBeLessThan(MOST_GROWTH);
  });

  test('control: with a limit of 100 MB it grows by more on a body without end', async () => {
    const scene = await openQuietScene(100_000_000);
    const growth = await measureGrowth(scene, (await startEndless()).url, 1);
    report(7, 'control, limit of 100 MB: growth in MB', (growth / MEGABYTE).toFixed(1));
    expect(growth).toBeGreaterThan(MOST_GROWTH);
  });
});
