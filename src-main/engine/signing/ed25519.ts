import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { DecodedKey } from './types.ts';

// What stands in front of the raw 32 bytes in DER (RFC 8410, section 7 and section 4): node:crypto takes no raw keys.
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHead = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Reads a raw key: 64 bytes are seed and public key; 32 are the seed where the secret says that it is private, and
 * otherwise the public key.
 */
export function decodeEd25519Key(key: Buffer, half: 'private' | 'public' | 'unsaid'): DecodedKey {
  if (key.length === 64 && half !== 'public') {
    const pair = generateEd25519Key(key.subarray(0, 32));
    if (pair.equals(key)) return { ok: true, key: pair, canSign: true };
    return { ok: false, message: 'The two halves of the secret do not belong together. Copy the key again, whole.' };
  }
  if (key.length === 32 && half === 'private') return { ok: true, key: generateEd25519Key(key), canSign: true };
  if (key.length === 32) return { ok: true, key, canSign: false };
  return {
    ok: false,
    message: `An ed25519 key has 64 bytes, or 32 when it can only verify; this one has ${key.length}. Copy it again, whole.`,
  };
}

/** @returns the 32 bytes of the seed and the 32 of the public key that follows from it. */
export function generateEd25519Key(seed: Buffer): Buffer {
  const spki = createPublicKey(toPrivateKey(seed)).export({ format: 'der', type: 'spki' });
  return Buffer.concat([seed, spki.subarray(publicHead.length)]);
}

/** @param key 64 bytes from `decodeEd25519Key` */
export function signEd25519(key: Buffer, message: Buffer): Buffer {
  return sign(
    null,
    message,
    keep(privateKeys, key, () => toPrivateKey(key.subarray(0, 32))),
  );
}

/** @param key 64 or 32 bytes from `decodeEd25519Key` */
export function verifyEd25519(key: Buffer, message: Buffer, signature: Buffer): boolean {
  return verify(
    null,
    message,
    keep(publicKeys, key, () => toPublicKey(key.subarray(-32))),
    signature,
  );
}

/** By the very buffer, so that they live no longer than the key: making a key object costs more than signing with it. */
const privateKeys = new WeakMap<Buffer, KeyObject>();
const publicKeys = new WeakMap<Buffer, KeyObject>();

function keep(known: WeakMap<Buffer, KeyObject>, key: Buffer, make: () => KeyObject): KeyObject {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

function toPublicKey(raw: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicHead, raw]), format: 'der', type: 'spki' });
}

function toPrivateKey(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' });
}
