import { X509Certificate } from 'node:crypto';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

/** The certificates of a PEM text (RFC 7468), whatever stands between them, or why it is none, in sentences. */
export function readCertificates(
  text: string,
): { ok: true; certificates: X509Certificate[] } | { ok: false; message: string } {
  if (text.includes('PRIVATE KEY')) {
    return { ok: false, message: 'This holds a private key. Paste the certificate alone.' };
  }
  const blocks = [...text.matchAll(BLOCK)];
  const begun = text.match(/-----BEGIN /g)?.length ?? 0;
  const other = blocks.find(([, label]) => label !== 'CERTIFICATE')?.[1];
  if (other !== undefined) return { ok: false, message: `This holds “${other}”, which is no certificate. Remove it.` };
  if (blocks.length === 0 || blocks.length !== begun) {
    const form = 'Paste it from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”.';
    return { ok: false, message: `This is not a certificate in PEM form. ${form}` };
  }
  const certificates: X509Certificate[] = [];
  for (const [index, [block]] of blocks.entries()) {
    try {
      certificates.push(new X509Certificate(block));
    } catch {
      const which = blocks.length === 1 ? 'The certificate' : `Certificate ${index + 1} of ${blocks.length}`;
      return { ok: false, message: `${which} cannot be read: its text is damaged or cut off. Copy it again.` };
    }
  }
  return { ok: true, certificates };
}

/** The common name of a subject or issuer, or all there is where it has none. */
export function readCommonName(name: string): string {
  return /^CN=(.+)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ');
}
