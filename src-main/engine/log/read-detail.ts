import type { Capture } from '../../../src-preload/contract/capture.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { DeliveryDetail } from '../../../src-preload/contract/delivery.ts';
import type { LogDetail } from '../../../src-preload/contract/log.ts';
import { readVerdict } from '../capture/stored-verdict.ts';
import { toAttempt, toDelivery } from '../dispatch/to-contract.ts';
import { EngineError } from '../errors.ts';
import { readHeaders } from '../header-octets.ts';
import { captureIdOf } from '../line-ids.ts';
import type { CaptureRepository, StoredCapture } from '../store/capture-repository.ts';
import type { LogParts } from './log-parts.ts';

/** How much of a body is shown as a piece of the signed text. */
const SIGNED_BYTES = 256 * 1024;

/**
 * One line of the log, opened: the delivery with all its attempts, and what arrived.
 * @throws EngineError `not-found`
 */
export function readDetail(parts: LogParts, seq: number): LogDetail {
  const row = parts.exchanges.findRows([seq])[0];
  if (row === undefined)
    throw new EngineError('not-found', 'That line is not in the log: it was removed, or its import is not finished.');
  const capture = parts.captures.find(seq);
  return {
    row,
    delivery: row.sent === null ? null : readDelivery(parts, row.sent.deliveryId),
    capture: capture === null ? null : toCapture(capture, parts.captures),
  };
}

/** A delivery with its attempts, first one first; null when it is gone. */
export function readDelivery(
  { deliveries, attempts }: Pick<LogParts, 'deliveries' | 'attempts'>,
  id: string,
): DeliveryDetail | null {
  const delivery = deliveries.findById(id);
  if (delivery === null) return null;
  const ofDelivery = attempts.listOfDelivery(delivery.number).map((attempt) => toAttempt(attempt, delivery.id));
  return { ...toDelivery(delivery), attempts: ofDelivery };
}

function toCapture(row: StoredCapture, captures: CaptureRepository): Capture {
  const readSigned = (): Buffer => captures.readBody(row.seq, 0, SIGNED_BYTES)?.bytes ?? Buffer.alloc(0);
  return {
    id: captureIdOf(row.seq),
    receivedAt: row.receivedAt,
    method: row.method,
    target: row.target,
    httpVersion: row.httpVersion,
    headers: readHeaders(JSON.parse(row.headers) as HeaderPair[]),
    trailers: row.trailers === null ? [] : readHeaders(JSON.parse(row.trailers) as HeaderPair[]),
    bodyBytes: row.bodyBytes,
    truncated: row.truncated === 1,
    complete: row.complete === 1,
    malformed: row.malformed,
    remoteAddress: row.remoteAddress,
    remotePort: row.remotePort,
    origin: row.origin,
    webhookId: row.webhookId,
    verdict: row.verdict === null ? null : readVerdict(row.verdict, readSigned),
    responseStatus: row.responseStatus,
    responseBody: row.responseBody,
    redacted: row.redacted === 1,
  };
}
