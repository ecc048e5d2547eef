import type { HeaderPair } from '../../../../src-preload/contract/compose.ts';
import { methodSchema } from '../../../../src-preload/contract/provider.ts';
import { planSigning } from '../../compose/plan-signing.ts';
import { EngineError } from '../../errors.ts';
import { reservedHeaderNames } from '../../header-rules.ts';
import { captureIdOf } from '../../line-ids.ts';
import { addressOfArrived, type RequestAddress } from '../../request-target.ts';
import type { StoredCaptureRequest } from '../../store/capture-repository.ts';
import { nameTrailers } from '../../trailer-names.ts';
import { unpackParts } from '../exact-parts.ts';
import { onceOnly } from './once-only.ts';
import type { ReplayParts, ReplaySource } from './replay-parts.ts';

type CaptureParts = Pick<ReplayParts, 'captures' | 'webhooks' | 'guard'>;

/**
 * A captured request as something to replay, from its raw bytes. It was sent by somebody else, so there is no plan to make it anew by:
 * only its bytes, or its body for a webhook of ours.
 * @throws EngineError `not-found`, `invalid` where it was not whole, and those of the vault
 */
export function readCaptureSource(parts: CaptureParts, seq: number): ReplaySource {
  const stored = parts.captures.findRequest(seq);
  if (stored === null) throw new EngineError('not-found', 'This capture is not in the log any more.');
  const whole = stored.malformed === null && stored.complete === 1 && stored.truncated === 0;
  if (!whole)
    throw new EngineError('invalid', 'The request did not arrive whole, so there is nothing exact to repeat.');
  const method = methodSchema.safeParse(stored.method);
  if (!method.success) {
    throw new EngineError('invalid', `${stored.method} is not sent here. GET, POST, PUT, PATCH and DELETE are.`);
  }
  const { target, headers, body } = open(parts, stored, seq);
  const address = readAddress(target, headers);
  const webhook = stored.webhookId === null ? null : parts.webhooks.find(stored.webhookId);
  const provider = webhook === null ? null : (parts.webhooks.provider(webhook.providerId)?.provider ?? null);
  const signing = webhook === null || provider === null ? null : planSigning(provider, webhook).signing;
  return {
    row: {
      number: 0,
      id: captureIdOf(seq),
      webhookId: webhook?.id ?? '',
      webhookName: webhook?.name ?? '',
      providerId: webhook?.providerId ?? '',
      eventType: '',
      channel: webhook?.channel ?? '',
      kind: 'import',
      state: 'unknown',
      reason: null,
      createdAt: stored.receivedAt,
      nextAt: null,
      attemptCount: 0,
      replayOf: null,
    },
    job: {
      plan: {
        method: method.data,
        ...address,
        headers: headers
          .filter(([name]) => !reservedHeaderNames.has(name.toLowerCase()))
          .map(([name, value]) => ({ name, value, source: 'custom' as const })),
        authorization: { type: 'none' },
        signing,
        unsignedBecause: 'It was captured and not sent from here.',
        allowLinkLocal: false,
      },
      policy: onceOnly(null),
      body: body.length === 0 ? null : body,
    },
    attemptSeq: null,
    isForeign: true,
    arrived: {
      method: stored.method,
      url: address.url,
      headers,
      body,
      trailers: nameTrailers(stored),
      httpVersion: stored.httpVersion,
    },
  };
}

function open({ guard }: CaptureParts, stored: StoredCaptureRequest, seq: number) {
  const plain = { target: stored.target, headers: JSON.parse(stored.headers) as HeaderPair[], body: stored.body };
  if (stored.redacted === 0) return plain;
  if (stored.sealed === null) {
    throw new EngineError('not-found', 'It held a secret and the vault was locked, so its exact bytes were not kept.');
  }
  const { head, body } = unpackParts(guard.open(stored.sealed, `capture ${seq}`));
  const exact = head as { target: string; headers: HeaderPair[] | null };
  return { target: exact.target, headers: exact.headers ?? plain.headers, body: body ?? plain.body };
}

/** Where it was sent to: the capture server, by whatever name. @throws EngineError `invalid` */
function readAddress(target: string, headers: readonly HeaderPair[]): RequestAddress {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  const address = addressOfArrived(target, host);
  if (address !== null) return address;
  throw new EngineError('invalid', 'Its address cannot be read, so it is not known where it went.');
}
