import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWire } from '../support/open-wire.ts';
import { bundleProgram, runProgram } from '../support/program.ts';
import { answerOk, startReceiver } from '../support/receiver.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

let program = '';
beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, 'programs/crash.program.ts'));
});

const bodyHash = createHash('sha256').update('{"id":"1"}').digest('hex');

async function crash(point: string, atMostOnce = false) {
  const directory = makeTemporaryDirectory();
  const receiver = await startReceiver(answerOk);
  const running = runProgram('node', [program, directory, receiver.url, point, atMostOnce ? 'yes' : 'no']);
  const code = await running.ended;
  return { directory, receiver, code, signal: running.child.signalCode, lines: running.lines };
}

const open = (directory: string) =>
  openWire(directory, { providers: [signedProvider], settings: { captureOn: false } });

describe('a crash', () => {
  it('does not happen by itself (the control)', async () => {
    const { code, lines, receiver } = await crash('nowhere');
    expect([code, lines]).toEqual([0, ['not killed']]);
    expect(receiver.requests).toHaveLength(1);
  });

  it.each(['marker-unwritten', 'marker-written'])('at %s leaves nothing, and nothing was sent', async (point) => {
    const { directory, receiver, signal } = await crash(point);
    expect(signal).toBe('SIGKILL');
    const engine = await open(directory);
    expect(engine.recovered).toEqual({ unknown: 0, requeued: 0 });
    expect(await engine.rows()).toEqual([]);
    expect(receiver.requests).toHaveLength(0);
  });

  it.each([
    ['marker-durable', 0],
    ['socket-open', 0],
    ['answer-there', 1],
    ['outcome-written', 1],
  ])('at %s shows the attempt as unknown, and sends it once more with the same id and body', async (point, before) => {
    const { directory, receiver, signal } = await crash(point);
    expect(signal).toBe('SIGKILL');
    expect(receiver.requests).toHaveLength(before);
    const engine = await open(directory);
    expect(engine.recovered).toEqual({ unknown: 1, requeued: 1 });
    await engine.waitFor('delivery.finished');
    const [row] = await engine.rows({ outcome: 'success' });
    const detail = await engine.call['deliveries.get']({ id: row?.sent?.deliveryId ?? '' });
    expect(detail).toMatchObject({ state: 'delivered', attemptCount: 2 });
    expect(detail.attempts.map(({ outcome, request }) => [outcome, request.bodySha256])).toEqual([
      ['unknown', bodyHash],
      ['success', bodyHash],
    ]);
    expect(detail.attempts[0]?.error).toMatchObject({
      code: 'outcome-unknown',
      message: expect.stringContaining('may have been delivered'),
    });
    expect(receiver.requests).toHaveLength(before + 1);
    expect(new Set(receiver.requests.map(({ headers }) => headers.get('webhook-id')))).toEqual(new Set([detail.id]));
    expect(receiver.requests.every(({ body }) => body.toString() === '{"id":"1"}')).toBe(true);
    await engine.close();
    // Told once: the next start knows of nothing.
    expect((await open(directory)).recovered).toEqual({ unknown: 0, requeued: 0 });
  });

  it('with at most once stays unknown and is never sent again', async () => {
    const { directory, receiver } = await crash('answer-there', true);
    const engine = await open(directory);
    expect(engine.recovered).toEqual({ unknown: 1, requeued: 0 });
    const [row] = await engine.rows();
    expect(row?.sent).toMatchObject({ outcome: 'unknown', deliveryState: 'unknown' });
    expect(await engine.call['deliveries.waiting']({})).toEqual([]);
    await engine.close();
    await open(directory);
    expect(receiver.requests).toHaveLength(1);
  });

  it('after the outcome was written changes nothing', async () => {
    const { directory, receiver } = await crash('outcome-durable');
    const engine = await open(directory);
    expect(engine.recovered).toEqual({ unknown: 0, requeued: 0 });
    expect((await engine.rows())[0]?.sent).toMatchObject({ outcome: 'success', deliveryState: 'delivered' });
    expect(receiver.requests).toHaveLength(1);
  });
});
