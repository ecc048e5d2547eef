import { onTestFinished } from 'vitest';
import { createLogHandlers } from '../../../../src-main/engine/log/create-log.ts';
import { createAttemptRepository } from '../../../../src-main/engine/store/attempt-repository.ts';
import { createCaptureRepository } from '../../../../src-main/engine/store/capture-repository.ts';
import { createDeliveryRepository } from '../../../../src-main/engine/store/delivery-repository.ts';
import { createExchangeCleaner } from '../../../../src-main/engine/store/exchange-cleaner.ts';
import { createExchangeHistogram } from '../../../../src-main/engine/store/exchange-histogram.ts';
import { createExchangeQuery } from '../../../../src-main/engine/store/exchange-query.ts';
import { createExchangeRepository } from '../../../../src-main/engine/store/exchange-repository.ts';
import { openStore } from '../../../../src-main/engine/store/open-store.ts';
import type { DeliveryState } from '../../../../src-preload/contract/delivery.ts';
import type { EngineEvent } from '../../../../src-preload/contract/events.ts';
import type { LogFilter, LogRow } from '../../../../src-preload/contract/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts';

export const start = Date.UTC(2026, 0, 15, 12);

export interface Line {
  at?: number;
  webhookId?: string;
  providerId?: string;
  eventType?: string;
  channel?: string;
  outcome?: 'success' | 'failure' | 'unknown' | 'in_flight';
  verdict?: 'valid' | 'invalid' | 'unsigned' | 'unverifiable' | null;
  sides?: 'sent' | 'captured' | 'paired';
  state?: DeliveryState;
  body?: string;
  headers?: [string, string][];
  response?: string;
  malformed?: boolean;
}

export const all: LogFilter = {
  text: '',
  providerId: null,
  webhookId: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  side: null,
  from: null,
  to: null,
};

/** A log over a real database, filled without the network. */
export function openLog(directory = makeTemporaryDirectory()) {
  const clock = createFakeClock(start);
  const store = openStore({ directory, clock });
  onTestFinished(() => store.close());
  const deliveries = createDeliveryRepository(store.db);
  const attempts = createAttemptRepository(store.db);
  const captures = createCaptureRepository(store.db);
  const exchanges = createExchangeRepository(store.db);
  const query = createExchangeQuery(store.db, exchanges.time);
  const events: EngineEvent[] = [];
  const handlers = createLogHandlers({
    store,
    exchanges,
    query,
    histogram: createExchangeHistogram(store.db),
    cleaner: createExchangeCleaner(store.db, exchanges.time),
    deliveries,
    attempts,
    captures,
    clock,
    emit: (event) => void events.push(event),
  });

  function write(line: Line, index: number): number {
    const { at = start + index * 1000, sides = 'paired', outcome = 'success', verdict = 'valid' } = line;
    const subject = {
      at,
      providerId: line.providerId ?? 'gridscale',
      webhookId: line.webhookId ?? 'w1',
      webhookName: `Hook ${line.webhookId ?? 'w1'}`,
      eventType: sides === 'captured' ? null : (line.eventType ?? 'made'),
      channel: line.channel ?? 'custom-url',
    };
    const body = Buffer.from(line.body ?? `{"n":${index}}`);
    const side = {
      method: 'POST',
      target: `/t/${index}`,
      bodyBytes: body.length,
      responseStatus: 200,
      verdict,
      reason: verdict === 'valid' ? ('valid' as const) : ('wrong-signature' as const),
      malformed: line.malformed ?? false,
    };
    const capture = (seq: number): void =>
      captures.insert({
        seq,
        receivedAt: at,
        method: 'POST',
        target: side.target,
        httpVersion: '1.1',
        headers: JSON.stringify(line.headers ?? []),
        trailers: null,
        bodyBytes: body.length,
        truncated: false,
        complete: true,
        malformed: null,
        remoteAddress: '127.0.0.1',
        remotePort: 1,
        origin: 'plain',
        webhookId: subject.webhookId,
        verdict: null,
        responseStatus: 200,
        responseBody: 'ok',
        redacted: false,
        sealed: null,
        sameBody: false,
        body,
      });
    if (sides === 'captured') {
      const seq = exchanges.insertCaptured({ ...subject, ...side });
      capture(seq);
      return seq;
    }
    const number = deliveries.takeNumber();
    deliveries.insert(
      {
        ...subject,
        number,
        id: `msg_${number}`,
        eventType: subject.eventType ?? '',
        kind: 'event',
        state: line.state ?? 'delivered',
        reason: null,
        createdAt: at,
        nextAt: null,
        attemptCount: 1,
        replayOf: null,
      },
      { plan: '{}', body, sealed: null },
    );
    const seq = exchanges.insertSent({
      ...subject,
      delivery: number,
      attemptNumber: 1,
      method: 'POST',
      target: side.target,
      host: 'hooks.example.com',
      kind: 'event',
      bodyBytes: body.length,
    });
    attempts.insert({
      seq,
      delivery: number,
      number: 1,
      boot: 'b',
      startedAt: at,
      deadlineMs: 1000,
      method: 'POST',
      url: `https://hooks.example.com${side.target}`,
      headers: JSON.stringify(line.headers ?? []),
      bodyBytes: body.length,
      bodySha256: Buffer.alloc(32),
      body: null,
      redacted: false,
      sealed: null,
      unverified: false,
    });
    if (outcome !== 'in_flight') {
      const response = Buffer.from(line.response ?? 'ok');
      attempts.finish(seq, {
        outcome,
        finishedAt: at + 5,
        response: {
          status: outcome === 'success' ? 200 : 500,
          statusText: '',
          headers: '[]',
          bytes: response.length,
          truncated: false,
          body: response,
          sealed: null,
        },
        error: null,
        timings: null,
      });
      exchanges.finishSent(seq, { outcome, status: outcome === 'success' ? 200 : 500, error: null, durationMs: 5 });
    }
    if (sides === 'paired') {
      exchanges.attachCapture(seq, side);
      capture(seq);
    }
    return seq;
  }

  let written = 0;
  return {
    store,
    clock,
    query,
    exchanges,
    deliveries,
    handlers,
    events,
    /** Writes lines, a second after one another where they say nothing else. @returns their numbers */
    write(...lines: Line[]): number[] {
      return store.commitNow(() =>
        lines.map((line) => {
          written += 1;
          return write(line, written);
        }),
      );
    },
    async page(filter: Partial<LogFilter>, limit = 100, before: number | null = null, after: number | null = null) {
      return handlers['log.page']({ filter: { ...all, ...filter }, before, after, limit });
    },
    explain: (filter: Partial<LogFilter>, first: 'newest' | 'oldest' = 'newest') =>
      query.explainList(query.prepare({ ...all, ...filter }), { above: null, below: 1_000_000, first, limit: 100 }),
    /** All lines, newest first, without any index of ours. */
    everything: (): LogRow[] =>
      exchanges.findRows(Array.from({ length: exchanges.newestSeq() }, (_, index) => index + 1)),
  };
}
