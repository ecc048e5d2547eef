import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';

export type ClientKeyReading = { ok: true; key: KeyObject } | { ok: false; message: string };

/**
 * Reads the private key of a client certificate from PEM text.
 * @param passphrase empty: none
 */
export function readClientKey(pem: string, passphrase: string): ClientKeyReading {
  if (!pem.includes('PRIVATE KEY-----')) {
    return {
      ok: false,
      message: 'This is not a private key in PEM form. Paste it from “-----BEGIN … PRIVATE KEY-----”.',
    };
  }
  const isEncrypted = /ENCRYPTED/.test(pem);
  if (isEncrypted && passphrase === '') {
    return { ok: false, message: 'This key is protected by a passphrase. Enter it, too.' };
  }
  try {
    return { ok: true, key: createPrivateKey({ key: pem, ...(isEncrypted ? { passphrase } : {}) }) };
  } catch {
    const why = isEncrypted ? 'The passphrase does not open this key.' : 'The key cannot be read: its text is damaged.';
    return { ok: false, message: `${why} Check it, and enter it again.` };
  }
}

/** As the vault keeps it: PKCS#8 in base64, without the passphrase, which is used this once. */
export function packClientKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

/** As OpenSSL takes it. @param packed from `packClientKey` */
export function toKeyPem(packed: string): string {
  return ['-----BEGIN PRIVATE KEY-----', ...(packed.match(/.{1,64}/g) ?? []), '-----END PRIVATE KEY-----', ''].join(
    '\n',
  );
}

/** Whether a kept key is that of the certificate. */
export function fitsCertificate(certificate: X509Certificate, packed: string): boolean {
  return certificate.checkPrivateKey(createPrivateKey(toKeyPem(packed)));
}
