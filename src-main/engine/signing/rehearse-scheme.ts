import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { EngineError } from '../errors.ts';
import { createExampleRequest, createExampleSecret } from './example-request.ts';
import { decodeKey } from './key.ts';
import { canSignTwice, signRequest } from './sign.ts';
import { verifyRequest } from './verify.ts';

/** Any time will do; this one is in whole seconds. */
const NOW_MS = 1_700_000_000_000;

/**
 * Signs an example by the scheme and verifies it by the same scheme: parts that fit together one by one may still not be read
 * back, such as a separator that occurs in every signature.
 * @returns what comes in between, in a sentence; null: nothing
 */
export async function rehearseScheme(scheme: SigningScheme): Promise<string | null> {
  const secret = await createExampleSecret(scheme);
  const decoded = decodeKey(scheme, Buffer.from(secret));
  if (!decoded.ok) return `No secret fits it: ${decoded.message}`;
  const { method, url, headers, body } = createExampleRequest(scheme);
  const input = { body: Buffer.from(body), headers, id: 'msg_example', method, url, timestampMs: NOW_MS };
  try {
    const signed = signRequest(scheme, decoded.key, input, canSignTwice(scheme) ? decoded.key : null);
    const verdict = verifyRequest(scheme, decoded.key, {
      body: signed.body,
      headers: [...headers, ...signed.headers],
      method,
      url: signed.url,
      nowMs: NOW_MS,
    });
    return verdict.result === 'valid' ? null : verdict.message;
  } catch (error) {
    if (error instanceof EngineError) return error.message;
    throw error;
  }
}
