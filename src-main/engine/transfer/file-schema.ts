import { z } from 'zod';
import { mailSettingsSchema } from '../../../src-preload/contract/outbox.ts';
import { settingValueSchema } from '../../../src-preload/contract/provider.ts';
import { linesSchema } from '../../../src-preload/contract/provider-schema.ts';
import { proxySettingsSchema } from '../../../src-preload/contract/proxy.ts';
import { retryChoiceSchema } from '../../../src-preload/contract/retry.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';
import { tlsSchema, webhookDraftSchema } from '../../../src-preload/contract/webhook.ts';

export const FORMAT = 'hookwright-export';
export const VERSION = 1;

/** What a URL on the capture server begins with in a file, so that it means the capture server of whoever imports it. */
export const CAPTURE = 'capture:';

/** Whose secret the password of the mail server is, in the vault and among the secrets of a file. */
export const MAIL = 'mail';

const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'An id is 1 to 64 letters, digits, dots, dashes and underscores.');
/** In one file. */
export const MOST_WEBHOOKS = 5000;

const nameSchema = z.string().trim().min(1, 'The name is empty.').max(200);

const providerSchema = z.strictObject({
  /** An own provider whole, as in its file; read by the schema of providers. */
  definition: z.unknown().optional(),
  settings: z.record(z.string().max(64), settingValueSchema),
  events: z.array(z.strictObject({ id: idSchema, name: nameSchema, description: z.string().max(2000) })).max(2000),
  samples: z
    .array(z.strictObject({ id: idSchema, event: z.string().max(200), name: nameSchema, data: linesSchema }))
    .max(5000),
});

const webhookSchema = webhookDraftSchema.omit({ templates: true }).extend({
  // The vault keeps the password of the mail server under this id.
  id: idSchema.refine((id) => id !== MAIL, { error: `No webhook can have the id “${MAIL}”.` }),
  provider: z.string().max(64),
  active: z.boolean(),
  // Files from before there was a choice do not have it.
  retryRule: retryChoiceSchema.nullable().default(null),
  schemeId: webhookDraftSchema.shape.schemeId.default(null),
  successRule: webhookDraftSchema.shape.successRule.default(null),
  publicUrl: z.string().max(20_000).default(''),
  tls: tlsSchema
    .extend({ extraCa: linesSchema, clientCert: linesSchema.default('') })
    .default({ extraCa: '', clientCert: '', verify: true }),
  templates: z.record(z.string().max(300), linesSchema),
});

/** See RFC 7914 for the numbers. `data` is base64 of format, nonce, tag and AES-256-GCM ciphertext. */
const secretsSchema = z.strictObject({
  kdf: z.literal('scrypt'),
  N: z.number().int(),
  r: z.number().int(),
  p: z.number().int(),
  salt: z.string().max(200),
  data: z.string().max(20_000_000),
});

export const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  app: settingsSchema.omit({ captureOn: true, capturePort: true }).partial().optional(),
  mail: mailSettingsSchema.extend({ authority: linesSchema }).optional(),
  proxy: proxySettingsSchema.optional(),
  /** Own schemes as in their files; read by the schema of schemes. */
  schemes: z.array(z.unknown()).max(500).optional(),
  providers: z.record(z.string().max(64), providerSchema),
  webhooks: z
    .array(webhookSchema)
    .max(MOST_WEBHOOKS, `A file holds ${MOST_WEBHOOKS} webhooks at most. Import these in several files.`),
  secrets: secretsSchema.nullable(),
});

export type TransferFile = z.infer<typeof fileSchema>;
export type FileWebhook = TransferFile['webhooks'][number];
export type FileSettings = NonNullable<TransferFile['app']>;
export type FileProvider = TransferFile['providers'][string];
export type SealedSecrets = NonNullable<TransferFile['secrets']>;
