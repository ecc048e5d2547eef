import type { AttemptErrorCode, DeliveryKind, DeliveryState } from '../../../src-preload/contract/delivery.ts';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import type { VerificationReason, VerificationResult } from '../../../src-preload/contract/signing.ts';
import { attemptIdOf, captureIdOf } from '../line-ids.ts';

/** A line of the log as it stands in the table, with the present state of its delivery. */
export interface ExchangeRow {
  seq: number;
  at: number;
  side: 'sent' | 'captured' | 'paired';
  providerId: string | null;
  webhookId: string | null;
  webhookName: string | null;
  eventType: string | null;
  channel: string | null;
  outcome: 'success' | 'failure' | 'unknown' | 'in_flight' | null;
  verdict: VerificationResult | null;
  attemptNumber: number | null;
  attemptMethod: string | null;
  attemptTarget: string | null;
  attemptHost: string | null;
  attemptKind: DeliveryKind | null;
  attemptStatus: number | null;
  attemptError: AttemptErrorCode | null;
  attemptDuration: number | null;
  attemptBodyBytes: number | null;
  captureMethod: string | null;
  captureTarget: string | null;
  captureBodyBytes: number | null;
  captureStatus: number | null;
  captureReason: VerificationReason | null;
  captureMalformed: number | null;
  deliveryId: string | null;
  deliveryState: DeliveryState | null;
  deliveryNextAt: number | null;
}

export const exchangeColumns = `e.seq, e.at, e.side, e.provider_id AS providerId, e.webhook_id AS webhookId,
  e.webhook_name AS webhookName, e.event_type AS eventType, e.channel, e.outcome, e.verdict,
  e.attempt_number AS attemptNumber, e.attempt_method AS attemptMethod, e.attempt_target AS attemptTarget,
  e.attempt_host AS attemptHost, e.attempt_kind AS attemptKind, e.attempt_status AS attemptStatus,
  e.attempt_error AS attemptError, e.attempt_duration AS attemptDuration, e.attempt_body_bytes AS attemptBodyBytes,
  e.capture_method AS captureMethod, e.capture_target AS captureTarget, e.capture_body_bytes AS captureBodyBytes,
  e.capture_status AS captureStatus, e.capture_reason AS captureReason, e.capture_malformed AS captureMalformed,
  d.id AS deliveryId, d.state AS deliveryState, d.next_at AS deliveryNextAt`;

/** A target may be a quarter of a megabyte, and a page has hundreds of lines; the opened request has all of it. */
const MOST_OF_TARGET = 2000;

function shorten(target: string): string {
  return target.length <= MOST_OF_TARGET ? target : `${target.slice(0, MOST_OF_TARGET)}…`;
}

export function toLogRow(row: ExchangeRow): LogRow {
  return {
    seq: row.seq,
    at: row.at,
    providerId: row.providerId,
    webhookId: row.webhookId,
    webhookName: row.webhookName,
    eventType: row.eventType,
    channel: row.channel,
    sent: toSent(row),
    captured: toCaptured(row),
  };
}

function toSent(row: ExchangeRow): LogRow['sent'] {
  if (row.side === 'captured') return null;
  return {
    attemptId: attemptIdOf(row.seq),
    deliveryId: row.deliveryId ?? '',
    attempt: row.attemptNumber ?? 1,
    method: row.attemptMethod ?? '',
    target: shorten(row.attemptTarget ?? ''),
    host: row.attemptHost ?? '',
    kind: row.attemptKind ?? 'event',
    outcome: row.outcome ?? 'unknown',
    status: row.attemptStatus,
    error: row.attemptError,
    durationMs: row.attemptDuration,
    bodyBytes: row.attemptBodyBytes ?? 0,
    deliveryState: row.deliveryState ?? 'unknown',
    nextAt: row.deliveryNextAt,
  };
}

function toCaptured(row: ExchangeRow): LogRow['captured'] {
  if (row.side === 'sent') return null;
  return {
    captureId: captureIdOf(row.seq),
    method: row.captureMethod ?? '',
    target: shorten(row.captureTarget ?? ''),
    bodyBytes: row.captureBodyBytes ?? 0,
    responseStatus: row.captureStatus ?? 0,
    verdict: row.verdict,
    reason: row.captureReason,
    malformed: row.captureMalformed === 1,
  };
}
