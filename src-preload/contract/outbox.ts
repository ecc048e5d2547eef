import { z } from 'zod';
import { answers } from './define.ts';
import { type SecretWarning, secretOdditySchema } from './webhook.ts';

/**
 * How the connection to the mail server is protected. `none`: not at all; `starttls`: begins in clear and must be encrypted
 * before anything is sent (ports 587 and 25, RFC 3207); `tls`: encrypted from the first byte (port 465, RFC 8314).
 */
export const mailSecurities = ['none', 'starttls', 'tls'] as const;
export const mailSecuritySchema = z.enum(mailSecurities);
export type MailSecurity = z.infer<typeof mailSecuritySchema>;

export const mailSettingsSchema = z.strictObject({
  /** Host name or address; empty: no mail is sent, and all are kept in the outbox. */
  server: z.string().max(1000),
  port: z.number().int().min(1).max(65535),
  security: mailSecuritySchema,
  /** Empty: no login. The password is a secret of its own. */
  user: z.string().max(1000),
  /** The address that mails come from. */
  from: z.string().max(1000),
  /** PEM text of a certificate that is trusted besides the public ones, for a server of one's own; empty: none. */
  authority: z.string().max(100_000),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;

export interface MailSetup {
  settings: MailSettings;
  password: {
    set: boolean;
    /** Cannot be decrypted with the present key: must be entered again. */
    locked: boolean;
    /** First 8 hex digits of SHA-256 over its bytes. */
    fingerprint: string | null;
    /** What may have been pasted along with it. */
    warnings: SecretWarning[];
  };
  /** Why no mail is sent at the moment, in a sentence; null when they are. */
  hold: string | null;
}

/** `kept`: there was no mail server when it was written; it is sent when a person says so. */
export const mailStates = ['waiting', 'sent', 'failed', 'kept'] as const;
export const mailStateSchema = z.enum(mailStates);
export type MailState = z.infer<typeof mailStateSchema>;

export const mailReasons = ['delivery-failed', 'webhook-deactivated', 'test'] as const;
export type MailReason = (typeof mailReasons)[number];

export const mailErrorCodes = [
  'dns',
  'refused',
  'unreachable',
  'timeout',
  'closed',
  'tls',
  'authentication',
  'sender',
  'recipient',
  'rejected', // the server does not take the mail, and never will
  'busy', // the server does not take it now
  'failed',
] as const;
export type MailErrorCode = (typeof mailErrorCodes)[number];

export interface MailError {
  code: MailErrorCode;
  /** What happened, to what, what to do. */
  message: string;
  /** What the server answered, as it reads; null where it did not. */
  response: string | null;
}

/** One mail, as a list shows it. */
export interface OutboxEntry {
  id: string;
  /** Higher is newer. */
  number: number;
  reason: MailReason;
  to: string;
  subject: string;
  state: MailState;
  /** An attempt is under way. */
  sending: boolean;
  attempts: number;
  /** When the next attempt is due; null when there is none. */
  nextAt: number | null;
  error: MailError | null;
  createdAt: number;
  lastAttemptAt: number | null;
  /** What it is about; null for a test. */
  providerId: string | null;
  webhookId: string | null;
  deliveryId: string | null;
  /** The line of the log that it is about. */
  seq: number | null;
}

export interface OutboxMail extends OutboxEntry {
  text: string;
}

export interface OutboxPage {
  /** Newest first. */
  mails: OutboxEntry[];
  counts: Record<MailState, number>;
  /** Why nothing is sent at the moment, in a sentence; null when it is. */
  hold: string | null;
}

const id = z.string().max(64);

/** Certain mails, or all in one state. */
export const mailSelectionSchema = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(1000) }),
  z.strictObject({ state: mailStateSchema }),
]);
export type MailSelection = z.infer<typeof mailSelectionSchema>;

export const outboxMethods = {
  /** `before` is an exclusive `number`; `state` null means all. */
  'outbox.list': answers<OutboxPage>()(
    z.strictObject({
      state: mailStateSchema.nullable(),
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
  ),
  'outbox.get': answers<OutboxMail>()(z.strictObject({ id })),
  /** Sends them now; each gets its retries anew. Mails that were sent are left out. */
  'outbox.retry': answers<{ count: number }>()(mailSelectionSchema),
  /** Removes them for good; one that is being sent stays. */
  'outbox.remove': answers<{ count: number }>()(mailSelectionSchema),
  'mail.get': answers<MailSetup>()(z.strictObject({})),
  'mail.save': answers<MailSetup>()(mailSettingsSchema),
  /** Null removes it. */
  /** Takes away what one of its warnings names. */
  'mail.tidyPassword': answers<MailSetup>()(z.strictObject({ kind: secretOdditySchema })),
  'mail.setPassword': answers<MailSetup>()(z.strictObject({ value: z.string().min(1).max(10_000).nullable() })),
  /** Sends a mail with the saved settings, once, and answers when that is over. It stands in the outbox like any other. */
  'mail.test': answers<OutboxMail>()(z.strictObject({ to: z.string().max(1000) })),
};
