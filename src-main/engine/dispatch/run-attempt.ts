import type { AttemptError } from '../../../src-preload/contract/delivery.ts';
import type { TlsChoice } from '../../../src-preload/contract/webhook.ts';
import { toKeyPem } from '../client-key.ts';
import { findFeatureOff } from '../compose/feature-switch.ts';
import { type FinishedRequest, finishRequest } from '../compose/finish-request.ts';
import { type ReadSecret, toPairs } from '../compose/types.ts';
import { splitUrl } from '../split-url.ts';
import { isCredentialHeader } from '../vault/header-names.ts';
import { recordOutcome, recordRequest, type StoredRequestParts } from './attempt-record.ts';
import type { DispatcherParts, FreshRequest } from './dispatcher-parts.ts';
import { findAnswerError, type Proof } from './judge-answer.ts';
import type { QueueItem } from './queue-item.ts';
import {
  cancelledUnderWay,
  isEvent,
  type Settlement,
  settleAttempt,
  settleUnknown,
  stoppedBeforeAnswer,
} from './settle.ts';
import type { DeliveryJob } from './stored-request.ts';
import { toDelivery } from './to-contract.ts';
import type { TransportRequest, TransportResult } from './transport-types.ts';

/** Why an attempt was ended from outside. */
export type AbortReason = 'cancelled' | 'closing';

/** An attempt whose marker is about to become durable. */
export interface PreparedAttempt {
  item: QueueItem;
  job: DeliveryJob;
  finished: FinishedRequest;
  number: number;
  startedAt: number;
  /** Given when the marker is written. */
  seq: number;
}

/**
 * Makes the request of the next attempt: same id, same body, new timestamp and signature, the webhook's present secrets.
 * @param fresh the same, where the caller has made it in this turn of the event loop
 */
export function prepareAttempt(
  parts: DispatcherParts,
  item: QueueItem,
  job: DeliveryJob,
  fresh: FreshRequest = finishNow(parts, item, job),
): PreparedAttempt {
  return { item, job, finished: fresh.finished, number: item.row.attemptCount + 1, startedAt: fresh.at, seq: 0 };
}

function finishNow(
  { clock, webhooks, findProxyLock }: DispatcherParts,
  { row }: QueueItem,
  { plan, body }: DeliveryJob,
): FreshRequest {
  const at = clock.now();
  const identity = { id: plan.messageId ?? row.id, timestampMs: at };
  const readSecret: ReadSecret = (field) => webhooks.readSecret(row.webhookId, field);
  return { finished: finishRequest(plan, body, identity, readSecret, findProxyLock), at };
}

/** Writes the marker of an attempt and its line in the log. Runs inside the commit that comes before the socket opens. */
export function writeMarker(parts: DispatcherParts, attempt: PreparedAttempt): void {
  const { item, finished, number } = attempt;
  const stored = recordRequest(finished.request, { deliveryId: item.row.id, number }, parts.guard);
  attempt.seq = insertMarker(parts, attempt, stored);
}

/** Makes it durable that an attempt is under way. @throws EngineError of the store; then nothing may be sent */
export async function commitMarker(parts: DispatcherParts, attempt: PreparedAttempt): Promise<void> {
  const { item, number } = attempt;
  const progress = { state: 'in_flight', reason: null, nextAt: null, attemptCount: number } as const;
  await parts.store.commit(() => {
    parts.deliveries.update(item.number, progress);
    writeMarker(parts, attempt);
  });
  item.row = { ...item.row, ...progress };
}

/** @returns the number of the line, which is the attempt's too */
export function insertMarker(
  parts: DispatcherParts,
  { item, job, number, startedAt }: Omit<PreparedAttempt, 'finished' | 'seq'>,
  stored: StoredRequestParts,
): number {
  const { row } = item;
  const { host, target } = splitUrl(stored.url);
  const exactTarget = job.plan.target;
  const seq = parts.exchanges.insertSent({
    at: startedAt,
    // Empty where it belongs to no webhook.
    providerId: row.providerId || null,
    webhookId: row.webhookId || null,
    webhookName: row.webhookName || null,
    eventType: row.eventType || null,
    channel: row.channel || null,
    delivery: row.number,
    attemptNumber: number,
    method: stored.method,
    target: exactTarget === undefined ? target : parts.guard.redactUrl(exactTarget),
    host,
    kind: row.kind,
    bodyBytes: stored.bodyBytes,
  });
  parts.attempts.insert({
    ...stored,
    seq,
    delivery: row.number,
    number,
    boot: parts.boot,
    startedAt,
    deadlineMs: job.policy.timeoutMs,
    unverified: job.plan.tls?.verify === false,
  });
  return seq;
}

/** Puts the request on the wire. The marker must be durable. */
export function sendAttempt(parts: DispatcherParts, attempt: PreparedAttempt): Promise<TransportResult> {
  const { item, job, finished, seq } = attempt;
  const { request } = finished;
  const onWire: TransportRequest = {
    method: request.method,
    url: request.url,
    ...(request.target === undefined ? {} : { target: request.target }),
    headers: toPairs(request.headers.filter(({ source }) => source !== 'transport')),
    body: request.body,
    timeoutMs: job.policy.timeoutMs,
    responseLimit: parts.settings.read().responseBodyLimit,
    allowLinkLocal: job.plan.allowLinkLocal,
    ...(job.plan.tls === undefined ? {} : { tls: job.plan.tls, ...readKey(parts, item, job.plan.tls) }),
  };
  const signal = item.abort?.signal;
  return parts.transport.send(onWire, {
    ...(signal === undefined ? {} : { signal }),
    onSocket: (ends) =>
      parts.onSending(ends, {
        seq,
        webhookId: item.row.webhookId,
        signing: job.plan.replay?.mode === 'exact' ? job.plan.replay.signedBy : job.plan.signing,
        headers: toPairs(request.headers),
        body: request.body,
      }),
  });
}

function readKey({ webhooks }: DispatcherParts, { row }: QueueItem, { clientCert }: TlsChoice): { clientKey?: string } {
  const reading = clientCert ? webhooks.readSecret(row.webhookId, 'client-key') : null;
  if (reading?.state !== 'set') return {};
  const clientKey = toKeyPem(reading.bytes.toString('latin1'));
  reading.bytes.fill(0);
  return { clientKey };
}

/** What the result means for the delivery. */
export function judgeAttempt(parts: DispatcherParts, attempt: PreparedAttempt, result: TransportResult): Settlement {
  const { item, job, number } = attempt;
  const { providerId } = item.row;
  // A replay to somewhere else, or of nobody's, is, like an import, one exchange and its result.
  const kind = job.plan.replay?.elsewhere === true || item.row.webhookId === '' ? 'import' : item.row.kind;
  const reason = item.abort?.signal.reason as AbortReason | undefined;
  if (result.error?.code === 'cancelled') {
    if (reason === 'closing') return settleUnknown(kind, job.policy.atMostOnce, stoppedBeforeAnswer);
    return {
      ...settleUnknown(kind, true, cancelledUnderWay),
      state: 'cancelled',
      reason: cancelledUnderWay.message,
    };
  }
  const sender = parts.webhooks.provider(providerId)?.provider.name ?? providerId;
  const error: AttemptError | null = findAnswerError(result, job.policy.success, sender, proofOf(attempt));
  const facts = { kind, policy: job.policy, number, failures: item.failures, nowMs: parts.clock.now() };
  const settlement = settleAttempt(facts, result, error, () => parts.random.float());
  const note = item.row.kind === 'test' ? explainTestWhileOff(parts, providerId) : null;
  const why = [settlement.reason, note].filter((each) => each !== null).join(' ') || null;
  // It may quote the receiver.
  return { ...settlement, reason: why && parts.guard.redactText(why) };
}

/** Custom headers may carry credentials too, and so may the original bytes of a replay: then nothing is known to be missing. */
function proofOf({ job: { plan }, finished: { request } }: PreparedAttempt): Proof {
  const isExact = plan.replay?.mode === 'exact';
  const byHand = plan.headers.some(({ name, source }) => source === 'custom' && isCredentialHeader(name));
  return {
    credentials: isExact || byHand || plan.authorization.type !== 'none',
    signature: isExact || request.signature !== null,
  };
}

function explainTestWhileOff({ webhooks }: DispatcherParts, providerId: string): string | null {
  const state = webhooks.provider(providerId);
  const off = state && findFeatureOff(state);
  return off && `“${off}” is off in the settings of ${state?.provider.name}: events are not sent, and this test was.`;
}

/** Writes how an attempt ended and what follows. Runs inside one commit. */
export function writeOutcome(
  parts: DispatcherParts,
  attempt: PreparedAttempt,
  result: TransportResult,
  settlement: Settlement,
): void {
  const { item, number, seq } = attempt;
  const { row } = item;
  const now = parts.clock.now();
  const { outcome, error, disables } = settlement;
  const record = recordOutcome(result, error, now, { deliveryId: row.id, number }, parts.guard);
  parts.attempts.finish(seq, { ...record, outcome });
  const { state, reason, nextAt, delayMs } = settlement;
  const progress = { state, reason, nextAt, delayMs: nextAt === null ? null : delayMs, attemptCount: number };
  parts.deliveries.update(row.number, progress);
  parts.exchanges.finishSent(seq, {
    outcome,
    status: result.response?.status ?? null,
    error: error?.code ?? null,
    durationMs: result.timings.total,
  });
  if (settlement.counts !== null && isEvent(row.kind)) {
    const delivery = toDelivery({ ...row, ...progress });
    parts.consequences.recordOutcome(row.webhookId, settlement.counts, now, {
      delivery,
      error: record.error,
      seq,
      disables,
    });
  }
}
