import { timingSafeEqual } from 'node:crypto';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { unpackSignature } from './container.ts';
import { verifyEd25519 } from './ed25519.ts';
import { decodeStrictly, explainEncoding } from './encoding.ts';
import { joinMessage } from './message.ts';
import { computeSignature } from './sign.ts';
import type { MessageSource } from './types.ts';

const digestBytes = { 'hmac-sha1': 20, 'hmac-sha256': 32, 'hmac-sha512': 64, ed25519: 64 } as const;

export type Decoded = { ok: true; bytes: Buffer[]; timestamp: string | null } | { ok: false; message: string };

/** Entries of the wrong form do not spoil the others, as long as one can be checked. */
export function decodeSignatures(scheme: SigningScheme, value: string): Decoded {
  const unpacked = unpackSignature(scheme, value);
  if (!unpacked.ok) return unpacked;
  const { encoding } = scheme.signature;
  if (encoding === 'verbatim' || scheme.algorithm === 'equality') {
    return { ok: false, message: 'cannot be decoded: the scheme names no encoding' };
  }
  const length = digestBytes[scheme.algorithm];
  const bytes: Buffer[] = [];
  let problem = '';
  for (const signature of unpacked.signatures) {
    const decoded = decodeStrictly(signature, encoding);
    if (decoded === null) problem = `${explainEncoding(signature, encoding)}, where ${encoding} is expected`;
    else if (decoded.length !== length) problem = `holds ${decoded.length} bytes, where a signature has ${length}`;
    else bytes.push(decoded);
  }
  return bytes.length > 0 ? { ok: true, bytes, timestamp: unpacked.timestamp } : { ok: false, message: problem };
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
  const { encoding } = scheme.signature;
  const expected = computeSignature(scheme, key, source);
  const bytes = Buffer.from(expected, encoding === 'verbatim' ? 'hex' : encoding);
  for (const signature of signatures) {
    matches = (signature.length === bytes.length && timingSafeEqual(signature, bytes)) || matches;
  }
  return { matches, expected };
}
