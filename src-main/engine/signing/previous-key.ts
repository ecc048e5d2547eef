import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { decodeKey } from './key.ts';
import { canSignTwice } from './sign.ts';

/** What becomes of the previous secret when a request is signed. */
export interface PreviousKey {
  /** To sign with as well; null where the scheme has no room for a second signature, or the secret cannot sign. Zero it after use. */
  key: Buffer | null;
  /** What the sender does with the previous secret, in a sentence. */
  message: string;
}

/** @param secret the previous one; it is left as it is */
export function preparePreviousKey(scheme: SigningScheme, secret: Buffer): PreviousKey {
  // Where the secret itself is the key, decoding hands out the very buffer.
  const decoded = decodeKey(scheme, Buffer.from(secret));
  if (!decoded.ok) {
    return {
      key: null,
      message: `The previous secret does not fit ${scheme.name}, so it is not used. ${decoded.message}`,
    };
  }
  if (canSignTwice(scheme) && decoded.canSign) {
    return { key: decoded.key, message: 'Requests carry two signatures: one of each secret.' };
  }
  decoded.key.fill(0);
  return { key: null, message: explainSingle(scheme) };
}

function explainSingle(scheme: SigningScheme): string {
  const accepted = 'The previous one is only accepted on arrival.';
  if (scheme.algorithm === 'equality') return `${scheme.name} sends one secret: the present one. ${accepted}`;
  if (canSignTwice(scheme)) return `The previous secret is a public key, which cannot sign. ${accepted}`;
  return `${scheme.name} sends one signature, made with the present secret. ${accepted}`;
}
