import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SigningScheme, Verdict } from '../../../src-preload/contract/signing.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { planSigning } from '../compose/plan-signing.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import type { SigningPlan } from '../compose/types.ts';
import { findScheme } from '../signing/find-scheme.ts';
import { createVerdictWithoutKey, decodeKey, verifyRequest } from '../signing/scheme.ts';

/** What arrived, as far as a receiver looks at it. */
export interface ReceivedRequest {
  method: string;
  target: string;
  headers: readonly HeaderPair[];
  body: Buffer;
  receivedAt: number;
}

export interface PlainAnswer {
  status: number;
  body: string;
}

export interface CaptureJudgement {
  verdict: Verdict;
  answer: PlainAnswer;
}

const accepted: PlainAnswer = { status: 200, body: 'ok' };

/** How a request to a webhook is signed by its rules, as it is saved. */
export function expectedSigning(webhooks: WebhookDirectory, webhook: Webhook): SigningPlan | null {
  const state = webhooks.provider(webhook.providerId);
  return state === null ? null : planSigning(state.provider, webhook).signing;
}

/**
 * Checks a request as the webhook's receiver would, and answers what its document says a receiver answers. Never throws,
 * whatever arrived.
 * @param signing how it should be signed; null: not at all
 */
export function judgeCapture(
  request: ReceivedRequest,
  webhook: Webhook | null,
  signing: SigningPlan | null,
  webhooks: WebhookDirectory,
): CaptureJudgement {
  if (webhook === null) return { verdict: createVerdictWithoutKey('no-webhook'), answer: accepted };
  if (signing === null) return { verdict: createVerdictWithoutKey('not-signed-by-rule'), answer: accepted };
  const scheme = findScheme(signing);
  if (scheme === undefined) return { verdict: createVerdictWithoutKey('no-scheme'), answer: accepted };
  const reading = webhooks.readSecret(webhook.id, 'signing');
  if (reading.state === 'unset') {
    // Where a secret is a choice, none means that nothing is signed.
    const reason = signing.need === 'optional' ? 'not-signed-by-rule' : 'no-secret';
    return { verdict: createVerdictWithoutKey(reason, scheme), answer: accepted };
  }
  if (reading.state === 'locked') {
    return { verdict: createVerdictWithoutKey('secret-locked', scheme, reading.message), answer: accepted };
  }
  const previous = webhooks.readSecret(webhook.id, 'signing-previous');
  const verdict = verifyWith(scheme, reading.bytes, previous.state === 'set' ? previous.bytes : null, request, signing);
  return { verdict, answer: verdict.result === 'invalid' ? rejectionOf(scheme, verdict) : accepted };
}

function rejectionOf({ rejection }: SigningScheme, { reason }: Verdict): PlainAnswer {
  if (rejection === null) return accepted;
  const { status, body, missing } = rejection;
  return { status, body: reason === 'missing-header' ? (missing ?? body) : body };
}

/** The secrets are zeroed afterwards. @param previousSecret taken as well; one that does not fit the scheme is not */
function verifyWith(
  scheme: SigningScheme,
  secret: Buffer,
  previousSecret: Buffer | null,
  request: ReceivedRequest,
  { headerName: headerNameOverride, publicUrl }: SigningPlan,
): Verdict {
  const decoded = decodeKey(scheme, secret);
  const previous = previousSecret === null ? null : decodeKey(scheme, previousSecret);
  const previousKey = previous?.ok ? previous.key : null;
  try {
    if (!decoded.ok) return createVerdictWithoutKey('malformed-secret', scheme, decoded.message);
    const { body, headers, method, receivedAt } = request;
    const input = { body, headers, method, url: urlOf(request), publicUrl, nowMs: receivedAt, headerNameOverride };
    return verifyRequest(scheme, decoded.key, input, previousKey);
  } finally {
    secret.fill(0);
    previousSecret?.fill(0);
    if (decoded.ok) decoded.key.fill(0);
    previousKey?.fill(0);
  }
}

/** The URL as the sender wrote it, for schemes that sign it. */
function urlOf({ target, headers }: ReceivedRequest): string {
  if (!target.startsWith('/')) return target;
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  return `http://${host}${target}`;
}
