import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject } from 'node:crypto';
import type { Random } from '../random.ts';

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES;
export const KEY_BYTES = 32;

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D).
 * @param context bound to the result: it opens only with the same one.
 * @returns format (1 byte), nonce (12), tag (16), ciphertext.
 */
export function sealBytes(key: KeyObject, random: Random, plain: Buffer, context: string): Buffer {
  const iv = random.bytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), body]);
}

/** @returns the plain bytes, or null where key, context or bytes are not the ones that were sealed. */
export function openBytes(key: KeyObject, sealed: Buffer, context: string): Buffer | null {
  if (sealed.length < HEAD_BYTES || sealed[0] !== FORMAT) return null;
  const iv = sealed.subarray(1, 1 + IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, HEAD_BYTES));
  const plain = decipher.update(sealed.subarray(HEAD_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0);
    return null;
  }
}

/** Takes the bytes over into a key object and zeroes them. */
export function toKeyObject(bytes: Buffer): KeyObject {
  try {
    return createSecretKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** Names a key without telling anything about it that helps to find it: a labelled hash of 256 random bits. */
export function nameKey(key: Buffer): string {
  return createHash('sha256').update('hookwright data key\0').update(key).digest('hex').slice(0, 16);
}
