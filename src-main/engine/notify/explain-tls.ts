import type { MailSecurity } from '../../../src-preload/contract/outbox.ts';
import type { MailFailure, TellMailFailure } from './mail-failure.ts';

/** By the code of the error, or by its message: nodemailer drops the code when STARTTLS fails. */
const certificateProblems: readonly { is: RegExp; says: string }[] = [
  {
    is: /CERT_HAS_EXPIRED|certificate has expired/i,
    says: 'The certificate of {host} has expired. Renew it at the server.',
  },
  {
    is: /CERT_NOT_YET_VALID|certificate is not yet valid/i,
    says: 'The certificate of {host} is not valid yet. Check the clocks of this machine and of the server.',
  },
  {
    is: /ALTNAME_INVALID|does not match certificate/i,
    says: 'The certificate of {host} is for another name. Enter the name of the server that it covers.',
  },
  {
    is: /SELF_SIGNED|self[- ]signed|UNABLE_TO_(?:GET|VERIFY)|unable to (?:get|verify)/i,
    says: 'The certificate of {host} comes from nobody that this machine knows. If the server is your own, paste its certificate under “Trusted certificate”.',
  },
];

/** What went wrong with encryption, or null where nothing did. All of it lasts until somebody changes something. */
export function explainTls(
  error: unknown,
  response: string | null,
  security: MailSecurity,
  tell: TellMailFailure,
): MailFailure | null {
  if (!(error instanceof Error) || security === 'none') return null;
  const about = [Reflect.get(error, 'originalCode'), Reflect.get(error, 'code'), error.message].join(' ');
  for (const { is, says } of certificateProblems) if (is.test(about)) return tell('tls', says, true);
  if (/WRONG_VERSION_NUMBER|wrong version number|PACKET_LENGTH_TOO_LONG|packet length too long/i.test(about)) {
    return tell('tls', '{host} does not begin in TLS on this port. Choose STARTTLS, or the port for TLS.', true);
  }
  if (Reflect.get(error, 'command') === 'STARTTLS' && response !== null) {
    return tell(
      'tls',
      '{host} does not offer STARTTLS, so nothing was sent in clear. Choose another protection.',
      true,
    );
  }
  if (/\bETLS\b|ERR_SSL|ERR_TLS|EPROTO/.test(about)) {
    return tell('tls', 'The encryption with {host} failed. Check that it speaks TLS 1.2 or newer on this port.', true);
  }
  return null;
}
