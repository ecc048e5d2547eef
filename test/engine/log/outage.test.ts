import { describe, expect, it } from 'vitest';
import type { Transport, TransportResult } from '../../../src-main/engine/dispatch/transport-types.ts';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openWire } from '../support/open-wire.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const timings = { dns: null, connect: null, tls: null, firstByte: null, total: 0, reusedConnection: false };

function answer(status: number, headers: [string, string][] = []): TransportResult {
  return {
    response: { status, statusText: '', headers, body: Buffer.alloc(0), truncated: false },
    error: null,
    timings,
  };
}

function fail(code: 'refused' | 'deadline', total = 0): TransportResult {
  return { response: null, error: { code, phase: null, message: '', cause: null }, timings: { ...timings, total } };
}

/** A webhook without retries, of which one event a minute is sent; each meets the next answer. */
async function sendEachMinute(answers: readonly TransportResult[], delaysSeconds: number[] = []) {
  const clock = createFakeClock();
  const begin = clock.now();
  let next = 0;
  const transport: Transport = {
    send: async () => answers[next++] ?? answer(200),
    close: async () => {},
  };
  const retry = createRule('test', 'Test', { kind: 'schedule', delaysSeconds });
  const engine = await openWire(makeTemporaryDirectory(), {
    clock,
    transport,
    providers: [{ ...signedProvider, signing: null, delivery: { ...signedProvider.delivery, retry } }],
  });
  const webhook = await engine.createWebhook('signed', { url: 'http://127.0.0.1:9/' });
  const send = async (): Promise<string> => {
    const count = engine.events.filter(({ name }) => name === 'delivery.finished').length;
    const { id } = await engine.send(webhook, 'made');
    await engine.waitFor(
      'delivery.finished',
      () => engine.events.filter(({ name }) => name === 'delivery.finished').length > count,
    );
    clock.advance(60_000);
    return id;
  };
  const read = (deliveryId: string | null = null, from: number | null = null, to: number | null = null) =>
    engine.wire.readOutage({ webhookId: webhook.id, deliveryId, from, to });
  return { engine, clock, begin, send, read };
}

describe('an outage from the log', () => {
  it('begins with the first failure of a run and ends when the next success begins', async () => {
    const { begin, send, read } = await sendEachMinute([answer(200), answer(503), answer(503), answer(200)]);
    for (let count = 0; count < 4; count += 1) await send();
    expect(read()).toEqual({
      startsAt: begin + 60_000,
      spans: [
        {
          span: { fromMs: 0, toMs: 120_000, receiver: { kind: 'status', status: 503, retryAfterSeconds: null } },
          failures: 2,
          firstFailureAt: begin + 60_000,
          lastFailureAt: begin + 120_000,
          successBefore: begin,
          successAfter: begin + 180_000,
        },
      ],
      attempts: 4,
      isCut: false,
      delivery: null,
    });
  });

  it('is one span for each thing that the receiver did, with what it asked for', async () => {
    const { send, read } = await sendEachMinute([
      fail('refused'),
      fail('deadline', 30_000),
      answer(429, [['retry-after', '120']]),
      answer(429),
      answer(200),
      answer(500),
    ]);
    for (let count = 0; count < 6; count += 1) await send();
    const { spans } = read();
    expect(
      spans.map(({ span, failures }) => [span.fromMs / 1000, span.toMs / 1000, span.receiver.kind, failures]),
    ).toEqual([
      [0, 60, 'refused', 1],
      [60, 120, 'time-out', 1],
      [120, 240, 'status', 2],
      [300, 301, 'status', 1],
    ]);
    expect(spans[2]?.span.receiver).toEqual({ kind: 'status', status: 429, retryAfterSeconds: 120 });
  });

  it('ends with the last failure, and says so, where nothing was sent after it', async () => {
    const { send, read } = await sendEachMinute([fail('refused'), fail('deadline', 30_000)]);
    await send();
    await send();
    expect(read().spans.at(-1)).toMatchObject({ span: { fromMs: 60_000, toMs: 90_000 }, successAfter: null });
  });

  it('is looked for between two instants', async () => {
    const { begin, send, read } = await sendEachMinute([answer(500), answer(200), answer(502), answer(200)]);
    for (let count = 0; count < 4; count += 1) await send();
    expect(read(null, begin + 60_000, null)).toMatchObject({ startsAt: begin + 120_000, attempts: 3 });
    expect(read(null, null, begin + 60_000)).toMatchObject({ startsAt: begin, attempts: 2 });
  });

  it('of a delivery begins with its event, also where the receiver was down before', async () => {
    const { begin, clock, engine, send, read } = await sendEachMinute(
      [answer(503), answer(503), answer(503), answer(200)],
      [600],
    );
    await send();
    const id = await send();
    const more = engine.waitFor(
      'delivery.finished',
      () => engine.events.filter(({ name }) => name === 'delivery.finished').length >= 4,
    );
    clock.advance(1_200_000);
    await more;
    const outage = read(id);
    expect(outage.startsAt).toBe(begin + 60_000);
    expect(outage.spans).toMatchObject([{ span: { fromMs: 0, toMs: 600_000 }, failures: 3 }]);
    expect(outage.delivery?.attempts.map(({ startMs, outcome }) => [startMs, outcome])).toEqual([
      [0, 'failure'],
      [600_000, 'success'],
    ]);
  });

  it('is nothing where nothing failed, and an unknown delivery is refused', async () => {
    const { send, read } = await sendEachMinute([answer(200)]);
    await send();
    expect(read()).toMatchObject({ spans: [], attempts: 1 });
    expect(() => read('msg_unknown')).toThrow(/not in the log/);
  });
});
