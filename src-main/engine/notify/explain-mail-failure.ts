import type { MailErrorCode } from '../../../src-preload/contract/outbox.ts';
import { explainTls } from './explain-tls.ts';
import type { MailFailure, MailFailureContext, TellMailFailure } from './mail-failure.ts';

/** What nodemailer adds to its errors. */
interface SmtpFacts {
  code: string;
  /** Of the system or of OpenSSL, where nodemailer put its own in front. */
  originalCode: string;
  command: string;
  status: number | null;
  response: string | null;
}

const MOST_RESPONSE = 500;

/** An error of nodemailer in plain words: what happened, to what, and what to do. */
export function explainMailFailure(error: unknown, context: MailFailureContext): MailFailure {
  const facts = readFacts(error);
  const host = `${context.server}:${context.port}`;
  const tell = (code: MailErrorCode, message: string, permanent: boolean): MailFailure => ({
    code,
    message: message.replaceAll('{host}', () => host).replaceAll('{name}', () => context.server),
    response: facts.response,
    permanent,
  });
  if (context.timedOutAfterMs !== null) {
    const seconds = context.timedOutAfterMs / 1000;
    const hint =
      context.security === 'tls'
        ? 'Check server and port.'
        : 'Check server and port; a port for TLS, such as 465, stays silent until it is spoken to in TLS.';
    return tell('timeout', `{host} had not taken the mail after ${seconds} s. ${hint}`, false);
  }
  return (
    explainConnection(facts, tell) ??
    explainTls(error, facts.response, context.security, tell) ??
    explainAnswer(facts, context, tell) ??
    tell('closed', '{host} ended the connection before it took the mail. See the log of the server.', false)
  );
}

function explainConnection({ code, originalCode }: SmtpFacts, tell: TellMailFailure): MailFailure | null {
  if (code === 'EDNS') {
    return tell('dns', 'The name {name} could not be looked up. Check its spelling, and the network.', false);
  }
  switch (originalCode) {
    case 'ECONNREFUSED':
      return tell('refused', 'Nothing listens at {host}: the connection was refused. Check server and port.', false);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
    case 'EACCES':
    case 'EPERM':
      return tell('unreachable', '{host} cannot be reached from here. Check the network, a VPN or a firewall.', false);
    case 'ETIMEDOUT':
      return tell('timeout', '{host} did not answer the attempt to connect. Check server and port.', false);
    default:
      return code === 'ETIMEDOUT'
        ? tell('timeout', '{host} did not answer in time. Check server and port.', false)
        : null;
  }
}

function explainAnswer(facts: SmtpFacts, context: MailFailureContext, tell: TellMailFailure): MailFailure | null {
  const { code, command, status } = facts;
  if (code === 'EAUTH' || status === 530 || status === 535) {
    if (status !== null && status < 500) {
      return tell('busy', '{host} cannot check the login at the moment. It is tried again.', false);
    }
    return status === 530
      ? tell('authentication', '{host} wants a login, or encryption before it. Enter user and password.', true)
      : tell('authentication', '{host} did not accept user name and password. Enter them again.', true);
  }
  if (status !== null && status < 500) {
    return tell('busy', '{host} does not take the mail at the moment. It is tried again.', false);
  }
  if (command.startsWith('MAIL FROM')) {
    return tell('sender', `{host} does not take mails from ${context.from}. Enter a sender that it knows.`, true);
  }
  if (command.startsWith('RCPT TO') || (code === 'EENVELOPE' && status !== null)) {
    return tell('recipient', `{host} refused the recipient ${context.to}. Check the address.`, true);
  }
  if (code === 'EENVELOPE') {
    return tell(
      'recipient',
      `A mail from ${context.from} to ${context.to} is not possible. Check both addresses.`,
      true,
    );
  }
  if (status !== null) return tell('rejected', '{host} refused the mail. See its answer for the reason.', true);
  return null;
}

function readFacts(error: unknown): SmtpFacts {
  const read = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined);
  const text = (name: string): string => {
    const value = read(name);
    return typeof value === 'string' ? value : '';
  };
  const status = read('responseCode');
  const response = text('response').slice(0, MOST_RESPONSE);
  return {
    code: text('code'),
    originalCode: text('originalCode') || text('code'),
    command: text('command'),
    status: typeof status === 'number' ? status : null,
    response: response === '' ? null : response,
  };
}
