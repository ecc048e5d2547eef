import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { Attempt, AttemptTimings, Delivery } from '../../../src-preload/contract/delivery.ts';
import { readHeaders } from '../header-octets.ts';
import type { StoredAttempt } from '../store/attempt-repository.ts';
import type { NewDelivery } from '../store/delivery-repository.ts';

/** A delivery as it crosses to the window. */
export function toDelivery(row: NewDelivery): Delivery {
  return {
    id: row.id,
    webhookId: row.webhookId,
    webhookName: row.webhookName,
    providerId: row.providerId,
    eventType: row.eventType,
    channel: row.channel,
    kind: row.kind,
    state: row.state,
    reason: row.reason,
    createdAt: row.createdAt,
    nextAt: row.nextAt,
    attemptCount: row.attemptCount,
    replayOf: row.replayOf,
  };
}

/** An attempt as it crosses to the window: redacted as it is stored, its headers as text, bodies by id. */
export function toAttempt(row: StoredAttempt, deliveryId: string): Attempt {
  return {
    id: `a${row.seq}`,
    deliveryId,
    number: row.number,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    outcome: row.outcome,
    request: {
      method: row.method,
      url: row.url,
      headers: readHeaders(JSON.parse(row.headers) as HeaderPair[]),
      bodyBytes: row.bodyBytes,
      bodySha256: row.bodySha256.toString('hex'),
      redacted: row.redacted === 1,
    },
    response:
      row.status === null
        ? null
        : {
            status: row.status,
            statusText: row.statusText ?? '',
            headers: readHeaders(JSON.parse(row.responseHeaders ?? '[]') as HeaderPair[]),
            bodyBytes: row.responseBytes ?? 0,
            truncated: row.responseTruncated === 1,
          },
    error:
      row.errorCode === null
        ? null
        : { code: row.errorCode, phase: row.errorPhase, message: row.errorMessage ?? '', cause: row.errorCause },
    timings: row.timings === null ? null : (JSON.parse(row.timings) as AttemptTimings),
    captureId: row.captured === 1 ? `c${row.seq}` : null,
    unverified: row.unverified === 1,
    proxy: row.proxy,
  };
}
