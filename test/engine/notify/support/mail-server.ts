import type { SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { type MailServerUnderTest, openMailServer } from './open-mail-server.ts';

export * from './open-mail-server.ts';

/** A mail server that is closed when the running test has ended. */
export async function startMailServer(options?: SMTPServerOptions): Promise<MailServerUnderTest> {
  const server = await openMailServer(options);
  onTestFinished(server.close);
  return server;
}
