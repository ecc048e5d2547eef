import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { recordOutcome, recordRequest } from '../dispatch/attempt-record.ts';
import type { SecretGuard } from '../dispatch/ports.ts';
import { storeJob } from '../dispatch/stored-request.ts';
import { splitUrl } from '../split-url.ts';
import type { AttemptRepository } from '../store/attempt-repository.ts';
import type { DeliveryRepository } from '../store/delivery-repository.ts';
import type { ExchangeRepository } from '../store/exchange-repository.ts';
import { describeOutcome } from './describe-outcome.ts';
import type { ImportedRequest } from './imported-request.ts';
import { toJob } from './to-job.ts';

export interface WriteParts {
  deliveries: DeliveryRepository;
  attempts: AttemptRepository;
  exchanges: ExchangeRepository;
  webhooks: WebhookDirectory;
  guard: SecretGuard;
  boot: string;
}

/** A request with everything that its rows hold, so that the transaction does nothing but write. */
export type PreparedImport = ReturnType<typeof prepareRequest>;

/**
 * Makes the rows of a request: redacted and sealed like those of what was sent.
 * @throws EngineError `vault-locked`, `vault-undecided` where it holds credentials and they could not be kept sealed
 */
export function prepareRequest(
  { webhooks, guard }: Pick<WriteParts, 'webhooks' | 'guard'>,
  request: ImportedRequest,
  { id, webhook, now }: { id: string; webhook: Webhook | null; now: number },
) {
  const owner = findProvider(webhooks, webhook);
  const { outcome, error } = describeOutcome(request.outcome, webhook, webhooks);
  const at = request.outcome.at ?? now;
  const key = { deliveryId: id, number: 1 };
  const job = toJob(request, owner);
  const headers = request.headers.map(([name, value]) => ({ name, value, shown: value, source: 'custom' as const }));
  const recorded = recordRequest(
    {
      method: request.method,
      url: request.url,
      hideSecrets: (text) => text,
      headers,
      body: job.body,
      bodyIsPlanned: true,
      signature: null,
      unsignedBecause: null,
    },
    key,
    guard,
  );
  const { response, durationMs } = request.outcome;
  const timings = {
    dns: null,
    connect: null,
    tls: null,
    firstByte: null,
    total: durationMs ?? 0,
    reusedConnection: false,
  };
  const result = { response: response && { ...response, truncated: false }, error: null, timings };
  const record = recordOutcome(result, error, at + Math.round(durationMs ?? 0), key, guard);
  const state = { success: 'delivered', failure: 'exhausted', unknown: 'unknown' } as const;
  return {
    row: {
      id,
      webhookId: webhook?.id ?? '',
      webhookName: webhook?.name ?? '',
      providerId: webhook?.providerId ?? '',
      eventType: request.eventType ?? '',
      channel: webhook?.channel ?? '',
      kind: 'import' as const,
      state: state[outcome],
      reason: 'It was imported. Nothing of it is sent until you replay it.',
      createdAt: at,
      nextAt: null,
      attemptCount: 1,
      replayOf: null,
    },
    target: request.target === undefined ? null : guard.redactUrl(request.target),
    stored: storeJob(job, id, guard),
    recorded,
    outcome: { ...record, outcome, timings: durationMs === null ? null : record.timings },
    durationMs,
    timeoutMs: job.policy.timeoutMs,
    startedAt: at,
  };
}

/** Writes a request as a delivery with one attempt and its line of the log. Runs inside the commit of its import. */
export function writeRequest(
  { deliveries, attempts, exchanges, boot }: WriteParts,
  { row, target: ownTarget, stored, recorded, outcome, durationMs, timeoutMs, startedAt }: PreparedImport,
  now: number,
): { seq: number; number: number } {
  const number = deliveries.takeNumber();
  deliveries.insert({ ...row, number }, stored);
  const { host, target } = splitUrl(recorded.url);
  const orNull = (text: string): string | null => (text === '' ? null : text);
  const seq = exchanges.insertSent({
    // Lines stand in the order of their numbers, and their times with them: this one came into the log now.
    at: now,
    providerId: orNull(row.providerId),
    webhookId: orNull(row.webhookId),
    webhookName: orNull(row.webhookName),
    eventType: orNull(row.eventType),
    channel: orNull(row.channel),
    delivery: number,
    attemptNumber: 1,
    method: recorded.method,
    target: ownTarget ?? target,
    host,
    kind: row.kind,
    bodyBytes: recorded.bodyBytes,
  });
  attempts.insert({
    ...recorded,
    seq,
    delivery: number,
    number: 1,
    boot,
    startedAt,
    deadlineMs: timeoutMs,
    unverified: false,
  });
  attempts.finish(seq, outcome);
  exchanges.finishSent(seq, {
    outcome: outcome.outcome,
    status: outcome.response?.status ?? null,
    error: outcome.error?.code ?? null,
    durationMs,
  });
  return { seq, number };
}

function findProvider(
  webhooks: WebhookDirectory,
  webhook: Webhook | null,
): { webhook: Webhook; provider: Provider } | null {
  const provider = webhook === null ? null : (webhooks.provider(webhook.providerId)?.provider ?? null);
  return webhook === null || provider === null ? null : { webhook, provider };
}
