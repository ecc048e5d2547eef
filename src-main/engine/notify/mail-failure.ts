import type { MailError, MailErrorCode, MailSecurity } from '../../../src-preload/contract/outbox.ts';

/** Why an attempt to send a mail failed. */
export interface MailFailure extends MailError {
  /** Trying again without a change would fail again. */
  permanent: boolean;
}

/** What an error is about, for the sentence that explains it. */
export interface MailFailureContext {
  server: string;
  port: number;
  security: MailSecurity;
  from: string;
  to: string;
  /** The attempt was ended because its time was over, after so many ms; null where it ended by itself. */
  timedOutAfterMs: number | null;
}

/** `{host}` in the message stands for server and port. */
export type TellMailFailure = (code: MailErrorCode, message: string, permanent: boolean) => MailFailure;
