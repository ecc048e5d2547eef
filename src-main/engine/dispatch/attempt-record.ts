import { createHash } from 'node:crypto';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptError } from '../../../src-preload/contract/delivery.ts';
import { type ComposedRequest, toPairs } from '../compose/types.ts';
import { EngineError } from '../errors.ts';
import type { AttemptOutcome, NewAttempt, StoredAttemptRequest } from '../store/attempt-repository.ts';
import { redactBody, sealIfPossible, unpackParts } from './exact-parts.ts';
import type { SecretGuard } from './ports.ts';
import type { TransportResult } from './transport-types.ts';

/** Which attempt it is; also what its sealed parts are bound to. */
export interface AttemptKey {
  deliveryId: string;
  number: number;
}

const contextOf = (kind: 'request' | 'response', { deliveryId, number }: AttemptKey): string =>
  `${kind} ${deliveryId} ${number}`;

/** A request as its row holds it. */
export type StoredRequestParts = Pick<
  NewAttempt,
  'method' | 'url' | 'headers' | 'bodyBytes' | 'bodySha256' | 'body' | 'redacted' | 'sealed'
>;

/** The request as it is stored: exact, or redacted with the original sealed. The hash is that of the exact bytes. */
export function recordRequest(request: ComposedRequest, key: AttemptKey, guard: SecretGuard): StoredRequestParts {
  const body = request.body ?? Buffer.alloc(0);
  const pairs = toPairs(request.headers);
  const headers = guard.redactHeaders(pairs);
  const url = guard.redactUrl(request.hideSecrets(request.url));
  // The delivery holds the planned body; one that was signed inside differs with every attempt.
  const own = request.bodyIsPlanned ? null : redactBody(guard, body);
  const redacted = url !== request.url || !samePairs(pairs, headers) || (own?.changed ?? guard.containsSecret(body));
  const exact = { head: { url: request.url, headers: pairs }, body: request.bodyIsPlanned ? null : body };
  return {
    method: request.method,
    url,
    headers: JSON.stringify(headers),
    bodyBytes: body.length,
    bodySha256: createHash('sha256').update(body).digest(),
    body: own?.body ?? null,
    redacted,
    sealed: redacted ? sealIfPossible(guard, exact, contextOf('request', key)) : null,
  };
}

/** A request as it went out, from what was kept of it. */
export interface ExactRequest {
  method: string;
  url: string;
  headers: HeaderPair[];
  body: Buffer;
}

/**
 * The bytes of an attempt's request, as they were on the wire.
 * @param planned the body that its delivery has for every attempt
 * @throws EngineError `vault-locked`, `vault-undecided`, `secret-locked` where the original cannot be opened, `not-found` where
 * only the redacted form was kept.
 */
export function readRequest(
  stored: StoredAttemptRequest,
  key: AttemptKey,
  planned: Buffer | null,
  guard: Pick<SecretGuard, 'open'>,
): ExactRequest {
  const { method, url, headers, sealed } = stored;
  const kept = planned ?? Buffer.alloc(0);
  if (stored.redacted === 0)
    return { method, url, headers: JSON.parse(headers) as HeaderPair[], body: stored.body ?? kept };
  if (sealed === null) {
    throw new EngineError(
      'not-found',
      'This request held a secret and the vault was locked, so its exact bytes were not kept. Replay it signed anew.',
    );
  }
  const { head, body } = unpackParts(guard.open(sealed, contextOf('request', key)));
  const exact = head as { url: string; headers: HeaderPair[] };
  return { method, url: exact.url, headers: exact.headers, body: body ?? kept };
}

/** What came of an attempt, as it is stored. Receivers echo what they get, so the answer is redacted like the request. */
export function recordOutcome(
  result: TransportResult,
  error: AttemptError | null,
  finishedAt: number,
  key: AttemptKey,
  guard: SecretGuard,
): Omit<AttemptOutcome, 'outcome'> {
  return {
    finishedAt,
    response: result.response && recordResponse(result.response, key, guard),
    error: error && { ...error, message: guard.redactText(error.message) },
    timings: JSON.stringify(result.timings),
    proxy: result.proxy ?? null,
  };
}

function recordResponse(
  response: NonNullable<TransportResult['response']>,
  key: AttemptKey,
  guard: SecretGuard,
): NonNullable<AttemptOutcome['response']> {
  const headers = guard.redactHeaders(response.headers);
  const { body, changed } = redactBody(guard, response.body, { cut: response.truncated });
  const redacted = changed || !samePairs(response.headers, headers);
  const exact = { head: { headers: response.headers }, body: response.body };
  return {
    status: response.status,
    statusText: guard.redactText(response.statusText),
    headers: JSON.stringify(headers),
    bytes: response.body.length,
    truncated: response.truncated,
    body: body.length === 0 ? null : body,
    sealed: redacted ? sealIfPossible(guard, exact, contextOf('response', key)) : null,
  };
}

export function samePairs(one: readonly HeaderPair[], other: readonly HeaderPair[]): boolean {
  return (
    one.length === other.length &&
    one.every(([name, value], index) => other[index]?.[0] === name && other[index]?.[1] === value)
  );
}
