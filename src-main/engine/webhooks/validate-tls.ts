import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { readCertificates, readCommonName } from '../certificates.ts';
import { fitsCertificate } from '../client-key.ts';
import { createIssue, createWarning } from './issues.ts';

const LONGEST = 100_000;

/**
 * The certificates of a webhook's endpoint and its own, and what it means to do without any.
 * @param readClientKey the key that is kept for the webhook; null where there is none or it cannot be read
 */
export function validateTls({ tls }: WebhookDraft, readClientKey: () => string | null): FieldIssue[] {
  const issues = [
    ...(tls.extraCa === '' ? [] : validateAuthorities(tls.extraCa)),
    ...(tls.clientCert === '' ? [] : validateClientCertificate(tls.clientCert, readClientKey)),
  ];
  if (tls.verify) return issues;
  const message =
    'Any certificate is accepted, so nothing tells the receiver from somebody in between, who could read the ' +
    'payload and the credentials. Meant for tests; add the authority instead where there is one.';
  return [...issues, createWarning('tls.verify', message)];
}

function validateAuthorities(text: string): FieldIssue[] {
  if (text.length > LONGEST) {
    return [
      createIssue('tls.extraCa', `This is longer than ${LONGEST} characters. Paste the authorities it needs alone.`),
    ];
  }
  const reading = readCertificates(text);
  if (!reading.ok) return [createIssue('tls.extraCa', reading.message)];
  const idle = reading.certificates.find((certificate) => !certificate.ca && !certificate.checkIssued(certificate));
  if (idle === undefined) return [];
  const message = `The certificate “${readCommonName(idle.subject)}” is not that of an authority. Add the one that issued it: “${readCommonName(idle.issuer)}”.`;
  return [createWarning('tls.extraCa', message)];
}

function validateClientCertificate(text: string, readClientKey: () => string | null): FieldIssue[] {
  const reading = readCertificates(text);
  const [certificate] = reading.ok ? reading.certificates : [];
  if (!reading.ok || certificate === undefined) {
    return [createIssue('tls.clientCert', reading.ok ? 'This holds no certificate.' : reading.message)];
  }
  const key = readClientKey();
  if (key !== null && !fitsCertificate(certificate, key)) {
    const message =
      'This is not the certificate of the private key that is set. Paste the one that belongs to it, or replace the key.';
    return [createIssue('tls.clientCert', message)];
  }
  if (Date.parse(certificate.validTo) > Date.now()) return [];
  const expired = `The certificate “${readCommonName(certificate.subject)}” has expired. Receivers refuse it: add a newer one.`;
  return [createWarning('tls.clientCert', expired)];
}
