import { timingSafeEqual } from 'node:crypto';
import type { SigningAlgorithm, SigningScheme } from '../../../src-preload/contract/signing.ts';
import { unpackSignature } from './container.ts';
import { isKeyFileAlgorithm, isPrivateKeyFile, verifyWithKeyFile } from './der-key.ts';
import { verifyEd25519 } from './ed25519.ts';
import { decodeStrictly, explainEncoding } from './encoding.ts';
import { joinMessage } from './message.ts';
import { computeSignature } from './sign.ts';
import type { MessageSource } from './types.ts';

/** Of algorithms whose signatures all have one length. */
const signatureBytes: Readonly<Partial<Record<SigningAlgorithm, number>>> = {
  'hmac-sha1': 20,
  'hmac-sha256': 32,
  'hmac-sha512': 64,
  ed25519: 64,
};

/** `timestamp`: from inside the value; it may be known even where no signature could be decoded. */
export type Decoded =
  | { ok: true; bytes: Buffer[]; timestamp: string | null }
  | { ok: false; message: string; timestamp: string | null };

/**
 * Entries of the wrong form do not spoil the others, as long as one can be checked.
 * @param values of the headers that hold signatures, at least one
 */
export function decodeSignatures(scheme: SigningScheme, values: readonly string[]): Decoded {
  const { encoding } = scheme.signature;
  const bytes: Buffer[] = [];
  let problem = '';
  let timestamp: string | null = null;
  for (const value of values) {
    const unpacked = unpackSignature(scheme, value);
    if (!unpacked.ok) {
      problem = unpacked.message;
      continue;
    }
    timestamp ??= unpacked.timestamp;
    for (const signature of unpacked.signatures) {
      const decoded = decodeOne(scheme, signature, encoding);
      if (typeof decoded === 'string') problem = decoded;
      else bytes.push(decoded);
    }
  }
  return bytes.length > 0 ? { ok: true, bytes, timestamp } : { ok: false, message: problem, timestamp };
}

/** @returns the bytes, or what is wrong with the text */
function decodeOne(
  { algorithm }: SigningScheme,
  signature: string,
  encoding: SigningScheme['signature']['encoding'],
): Buffer | string {
  if (encoding === 'verbatim') return 'cannot be decoded: the scheme names no encoding';
  const decoded = decodeStrictly(signature, encoding);
  if (decoded === null) return `${explainEncoding(signature, encoding)}, where ${encoding} is expected`;
  const length = signatureBytes[algorithm];
  if (length !== undefined && decoded.length !== length) {
    return `holds ${decoded.length} bytes, where a signature has ${length}`;
  }
  return decoded;
}

export interface Comparison {
  matches: boolean;
  /** Encoded, without prefix and container; null where the key cannot make one. */
  expected: string | null;
}

/** Looks at every entry, so that the time it takes does not tell which one matched. */
export function compareSignatures(
  scheme: SigningScheme,
  key: Buffer,
  source: MessageSource,
  signatures: readonly Buffer[],
): Comparison {
  let matches = false;
  if (scheme.algorithm === 'ed25519') {
    const message = joinMessage(scheme.message, source);
    for (const signature of signatures) matches = verifyEd25519(key, message, signature) || matches;
    return { matches, expected: key.length === 64 ? computeSignature(scheme, key, source) : null };
  }
  if (isKeyFileAlgorithm(scheme.algorithm)) {
    const message = joinMessage(scheme.message, source);
    for (const signature of signatures) matches = verifyWithKeyFile(key, message, signature) || matches;
    // Each ECDSA signature is another one, so there is none to expect.
    const isKnown = scheme.algorithm === 'rsa-sha256' && isPrivateKeyFile(key);
    return { matches, expected: isKnown ? computeSignature(scheme, key, source) : null };
  }
  const { encoding } = scheme.signature;
  const expected = computeSignature(scheme, key, source);
  const bytes = Buffer.from(expected, encoding === 'verbatim' ? 'hex' : encoding);
  for (const signature of signatures) {
    matches = (signature.length === bytes.length && timingSafeEqual(signature, bytes)) || matches;
  }
  return { matches, expected };
}
