import { decodeKey, signRequest, type VerifyInput, verifyRequest } from '../../../src-main/engine/signing/scheme.ts';
import { getScheme } from '../../../src-main/engine/signing/schemes.ts';
import type { SigningScheme, Verdict } from '../../../src-preload/contract/signing.ts';

export const now = 1_700_000_000_000;

export function schemeOf(id: string): SigningScheme {
  const scheme = getScheme(id);
  if (scheme === undefined) throw new Error(`no scheme ${id}`);
  return scheme;
}

/** The key of a secret that must be good. */
export function keyOf(scheme: SigningScheme, secret: string): Buffer {
  const decoded = decodeKey(scheme, Buffer.from(secret));
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.key;
}

export interface Sent {
  scheme: SigningScheme;
  key: Buffer;
  request: VerifyInput;
}

/** A request signed by us, as it would arrive. */
export function sendSigned(scheme: SigningScheme, secret: string, body: Buffer, id = 'msg_1'): Sent {
  const key = keyOf(scheme, secret);
  const url = 'http://127.0.0.1:4590/crm?a=1';
  const signed = signRequest(scheme, key, { body, timestampMs: now, id, method: 'POST', url });
  return {
    scheme,
    key,
    request: { body: signed.body, headers: signed.headers, method: 'POST', url: signed.url, nowMs: now },
  };
}

export function verifySent({ scheme, key, request }: Sent, change: Partial<VerifyInput> = {}): Verdict {
  return verifyRequest(scheme, key, { ...request, ...change });
}
