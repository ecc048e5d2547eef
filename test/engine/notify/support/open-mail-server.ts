import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Who was logged in; null where nobody was. */
  user: string | null;
  /** Over an encrypted connection. */
  secure: boolean;
  /** The message as it arrived. */
  raw: string;
}

export interface MailServerUnderTest {
  port: number;
  received: ReceivedMail[];
  /** Resolves when so many mails have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A real SMTP server on the loopback interface. Takes everything unless the options say otherwise; speaks in clear by default. */
export async function openMailServer(options: SMTPServerOptions = {}): Promise<MailServerUnderTest> {
  const received: ReceivedMail[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.secure || options.key ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    onData(stream, session, callback) {
      let raw = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        raw += chunk;
      });
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: typeof session.user === 'string' ? session.user : null,
          secure: session.secure,
          raw,
        });
        callback();
        for (const wake of waiting) wake();
      });
    },
    ...options,
  });
  // What a client does wrong is the client's to tell.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => new Promise((resolve) => server.close(resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    arrived: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close,
  };
}

/** A text of a mail as a person reads it, out of the quoted-printable that it travels in. */
export function readMailText(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  if (!/^content-transfer-encoding: quoted-printable/im.test(raw)) return body.replaceAll('\r\n', '\n');
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll('\r\n', '\n')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
