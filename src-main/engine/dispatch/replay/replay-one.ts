import type { HeaderPair } from '../../../../src-preload/contract/compose.ts';
import type { Delivery } from '../../../../src-preload/contract/delivery.ts';
import type { Confirmation } from '../../../../src-preload/contract/errors.ts';
import type { ReplayOrder, ReplayPreview } from '../../../../src-preload/contract/replay.ts';
import type { Verdict } from '../../../../src-preload/contract/signing.ts';
import { finishRequest } from '../../compose/finish-request.ts';
import { planSigning } from '../../compose/plan-signing.ts';
import { type ReadSecret, toPairs } from '../../compose/types.ts';
import { EngineError } from '../../errors.ts';
import { readHeaders } from '../../header-octets.ts';
import { parseSeq } from '../../line-ids.ts';
import type { ExactRequest } from '../attempt-record.ts';
import { isSamePlace } from './find-target.ts';
import { type PlannedReplay, planReplay } from './plan-replay.ts';
import { findComposed, readExactRequest, readSource } from './read-source.ts';
import type { ReplayParts } from './replay-parts.ts';

interface EditableBody {
  text: string | null;
  /** Why there is no text. */
  reason: string | null;
}

/** Replays of single deliveries. */
export function createReplayOne(parts: ReplayParts, createId: (nowMs: number) => string) {
  const previewId = createId(parts.clock.now());

  const plan = (order: ReplayOrder): PlannedReplay =>
    planReplay(parts, readSource(parts, order.deliveryId, order.attemptId), order);

  return {
    /** What would be sent and what a receiver would say to it. @throws EngineError `not-found` where the delivery is gone */
    preview(order: ReplayOrder): ReplayPreview {
      try {
        return describe(parts, plan(order), previewId);
      } catch (error) {
        const isGone = error instanceof EngineError && error.code === 'not-found' && !isThere(parts, order.deliveryId);
        if (!(error instanceof EngineError) || isGone) throw error;
        return emptyPreview(error.message);
      }
    },
    /** @throws EngineError `confirm`, `not-found`, `invalid`, `refused`, `secret-locked` and those of `Dispatcher.submit` */
    async send(order: ReplayOrder & { confirmed: readonly string[] }): Promise<Delivery> {
      const planned = plan(order);
      requireConfirmed(planned.confirmations, order.confirmed);
      const { blockers } = describe(parts, planned, previewId);
      const [blocker] = blockers;
      if (blocker !== undefined) throw new EngineError('invalid', blocker);
      const now = parts.clock.now();
      return parts.dispatcher.submit({ ...planned.submission, id: createId(now), createdAt: now }, planned.job);
    },
    /** The body as text to edit, or why there is none. @throws EngineError `not-found` and those of the vault */
    readBody({ deliveryId, attemptId }: Pick<ReplayOrder, 'deliveryId' | 'attemptId'>): EditableBody {
      const source = readSource(parts, deliveryId, attemptId);
      const composed = findComposed(parts, source);
      const bytes =
        source.arrived?.body ??
        composed.job.body ??
        (source.attemptSeq === null ? null : readExactRequest(parts, source).body);
      return toEditable(bytes ?? Buffer.alloc(0), parts.guard);
    },
  };
}

/** @throws EngineError `confirm` */
export function requireConfirmed(confirmations: readonly Confirmation[], confirmed: readonly string[]): void {
  const open = confirmations.filter(({ id }) => !confirmed.includes(id));
  if (open.length === 0) return;
  throw new EngineError('confirm', open.map(({ message }) => message).join(' '), { confirmations: open });
}

/** The very request that would go out, made and checked now. */
function describe(parts: ReplayParts, planned: PlannedReplay, previewId: string): ReplayPreview {
  const { plan, body } = planned.job;
  const { webhook } = planned;
  const identity = { id: plan.messageId ?? previewId, timestampMs: parts.clock.now() };
  const readSecret: ReadSecret = (field) =>
    webhook === null ? { state: 'unset' } : parts.webhooks.readSecret(webhook.id, field);
  const { request, problems } = finishRequest(plan, body, identity, readSecret, parts.findProxyLock);
  const headers: HeaderPair[] = toPairs(request.headers);
  const sent = { method: request.method, url: request.url, headers, body: request.body ?? Buffer.alloc(0) };
  return {
    method: request.method,
    url: parts.guard.redactUrl(request.hideSecrets(request.url)),
    headers: readHeaders(parts.guard.redactHeaders(headers)),
    bodyBytes: sent.body.length,
    verdict: problems.length === 0 ? predict(parts, planned, sent) : null,
    notes: planned.notes,
    blockers: problems.map(({ message }) => message),
    confirmations: planned.confirmations,
  };
}

/** What the receiver with the webhook's secret will say; for what belongs to none, the webhook whose endpoint it reaches. */
function predict(parts: ReplayParts, { webhook, job: { plan } }: PlannedReplay, sent: ExactRequest): Verdict {
  const signing = plan.replay?.mode === 'exact' ? plan.replay.signedBy : plan.signing;
  if (webhook !== null) return parts.judge(sent, webhook, signing);
  const receiver = parts.webhooks.list().find(({ url }) => isSamePlace(sent.url, url)) ?? null;
  const provider = receiver === null ? null : (parts.webhooks.provider(receiver.providerId)?.provider ?? null);
  const expected = receiver === null || provider === null ? null : planSigning(provider, receiver).signing;
  return parts.judge(sent, receiver, expected);
}

function isThere({ deliveries, captures }: ReplayParts, id: string): boolean {
  const captureSeq = parseSeq(id, 'c');
  return captureSeq === null ? deliveries.findById(id) !== null : captures.find(captureSeq) !== null;
}

function emptyPreview(blocker: string): ReplayPreview {
  return {
    method: '',
    url: '',
    headers: [],
    bodyBytes: 0,
    verdict: null,
    notes: [],
    blockers: [blocker],
    confirmations: [],
  };
}

/** A body that holds a live secret does not cross to the window. */
function toEditable(bytes: Buffer, guard: ReplayParts['guard']): EditableBody {
  if (guard.containsSecret(bytes))
    return { text: null, reason: 'The body holds a secret, so it cannot be edited here.' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), reason: null };
  } catch {
    return { text: null, reason: 'The body is not text in UTF-8, so it cannot be edited.' };
  }
}
