import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { KeyProtector } from '../../../src-main/engine/vault/key-protector.ts';

/** A keyring with a password of its own, as two logins of one person have. */
export function createFakeKeyring(name: string, password = name, isAvailable = true): KeyProtector {
  const key = createHash('sha256').update(password).digest();
  const iv = Buffer.alloc(12);
  return {
    name,
    available: async () => isAvailable,
    async wrap(plain) {
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([cipher.getAuthTag(), body]);
    },
    async unwrap(wrapped) {
      const decipher = createDecipheriv('aes-256-gcm', key, iv);
      decipher.setAuthTag(wrapped.subarray(0, 16));
      return Buffer.concat([decipher.update(wrapped.subarray(16)), decipher.final()]);
    },
  };
}
