import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { readCertificates } from '../certificates.ts';
import { createIssue, createWarning } from './issues.ts';

const LONGEST = 100_000;

/** The further authorities of a webhook's endpoint, and what it means to do without any. */
export function validateTls({ tls }: WebhookDraft): FieldIssue[] {
  const issues = tls.extraCa === '' ? [] : validateAuthorities(tls.extraCa);
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
  const message = `The certificate “${readName(idle.subject)}” is not that of an authority. Add the one that issued it: “${readName(idle.issuer)}”.`;
  return [createWarning('tls.extraCa', message)];
}

/** The common name, or all there is where it has none. */
function readName(name: string): string {
  return /^CN=(.+)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ');
}
