import type { SigningScheme } from '../../../../src-preload/contract/signing.ts';
import { decodeKey } from '../key.ts';
import type { VerifyInput } from '../types.ts';
import { verifyRequest } from '../verify.ts';

export type Proof = { kind: 'proved' } | { kind: 'other' } | { kind: 'misfit'; message: string };

/**
 * Whether a request is signed by this scheme with this secret. How old it is does not matter: what is asked is how it was signed.
 * @param secret is left as it is
 * @param headerName of the signature, where the scheme leaves it to the user
 */
export function proveScheme(
  scheme: SigningScheme,
  secret: Buffer,
  input: VerifyInput,
  headerName: string | null,
): Proof {
  // Where the secret itself is the key, decoding hands out the very buffer.
  const copy = Buffer.from(secret);
  const decoded = decodeKey(scheme, copy);
  if (!decoded.ok) return { kind: 'misfit', message: decoded.message };
  try {
    const ageless = { ...scheme, tolerance: { past: null, future: null } };
    const { reason } = verifyRequest(ageless, decoded.key, { ...input, headerNameOverride: headerName });
    // A token says itself how long it is valid.
    const isProved = reason === 'valid' || reason === 'too-old' || reason === 'too-far-ahead';
    return { kind: isProved ? 'proved' : 'other' };
  } finally {
    copy.fill(0);
    decoded.key.fill(0);
  }
}
