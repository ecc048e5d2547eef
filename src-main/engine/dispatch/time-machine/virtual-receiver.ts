import type { AttemptError } from '../../../../src-preload/contract/delivery.ts';
import type { SuccessRule } from '../../../../src-preload/contract/retry.ts';
import type { OutageSpan, VirtualReceiver } from '../../../../src-preload/contract/time-machine.ts';
import type { TransportResult } from '../transport-types.ts';

/** What a request that begins at `atMs` meets; null: a receiver that works. Where spans overlap, the later one of the list counts. */
export function findReceiver(outage: readonly OutageSpan[], atMs: number): VirtualReceiver | null {
  return outage.findLast(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.receiver ?? null;
}

/**
 * What the transport would answer. An answer and a refused connection take no time at all, so that the times are those of the
 * rule; only a slow answer and a time-out last.
 * @param timeoutMs how long the sender waits
 */
export function answerVirtually(
  receiver: VirtualReceiver | null,
  success: SuccessRule,
  timeoutMs: number,
): TransportResult {
  const good = success === '204' ? 204 : 200;
  if (receiver === null) return answer(good, null, 0);
  switch (receiver.kind) {
    case 'refused':
      return fail('refused', 'Nobody listens there.', 0);
    case 'time-out':
      return fail('deadline', 'No answer arrived in time.', timeoutMs);
    case 'status':
      return answer(receiver.status, receiver.retryAfterSeconds, 0);
    case 'slow': {
      const tookMs = receiver.seconds * 1000;
      return tookMs <= timeoutMs
        ? answer(good, null, tookMs)
        : fail('deadline', 'The answer did not arrive in time.', timeoutMs);
    }
  }
}

function answer(status: number, retryAfterSeconds: number | null, totalMs: number): TransportResult {
  const headers: [string, string][] = retryAfterSeconds === null ? [] : [['Retry-After', String(retryAfterSeconds)]];
  return {
    response: { status, statusText: '', headers, body: Buffer.alloc(0), truncated: false },
    error: null,
    timings: timings(totalMs),
  };
}

function fail(code: 'refused' | 'deadline', message: string, totalMs: number): TransportResult {
  const error: AttemptError = { code, phase: null, message, cause: null };
  return { response: null, error, timings: timings(totalMs) };
}

function timings(total: number): TransportResult['timings'] {
  return { dns: null, connect: null, tls: null, firstByte: null, total, reusedConnection: false };
}
