import type { MailSettings } from '../../../src-preload/contract/outbox.ts';

/** A server as it is set, with its password. */
export interface MailServer extends Omit<MailSettings, 'user'> {
  /** Null: no login. */
  login: { user: string; password: string } | null;
}

export interface MailMessage {
  /** Becomes part of the Message-ID, so that one mail that is sent twice can be told from two. */
  id: string;
  to: string;
  subject: string;
  text: string;
  createdAt: number;
}

/** Hands a mail to a server. Throws what nodemailer throws; see `explainMailFailure`. */
export type SendMail = (server: MailServer, message: MailMessage, signal: AbortSignal) => Promise<void>;

/** Nodemailer's own waits, in ms: only a net under the deadline that the outbox sets with its clock. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Sends over a connection of its own. `starttls` refuses to go on in clear; `none` never encrypts. The certificate of the server
 * is always checked.
 */
export const sendOverSmtp: SendMail = async (server, message, signal) => {
  // Loaded with the first mail: together they take longer than anything else at start.
  const [{ createTransport }, { rootCertificates }] = await Promise.all([import('nodemailer'), import('node:tls')]);
  const transport = createTransport({
    host: server.server,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    // Node drops the public authorities when others are given.
    tls: { minVersion: 'TLSv1.2', ...(server.authority ? { ca: [...rootCertificates, server.authority] } : {}) },
    ...(server.login === null ? {} : { auth: { user: server.login.user, pass: server.login.password } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: { name: 'Hookwright', address: server.from },
      to: { name: '', address: message.to },
      subject: message.subject,
      text: message.text,
      date: new Date(message.createdAt),
      messageId: `<${message.id}@${server.from.slice(server.from.lastIndexOf('@') + 1)}>`,
      // Keeps out-of-office programs from answering (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal,
    });
  } finally {
    transport.close();
  }
};
