import { z } from 'zod';
import { answers } from './define.ts';
import { nameValueSchema } from './name-value.ts';
import { channelIdSchema, layoutSchema, methodSchema } from './provider.ts';
import { type RetryRule, retryChoiceSchema, successSchema } from './retry.ts';
import { insertionSchema } from './template.ts';

export const authorizationSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  /** The password is the secret `basic`. */
  z.strictObject({ type: z.literal('basic'), username: z.string().max(1000) }),
  /** The key's value is the secret `api-key`. */
  z.strictObject({ type: z.literal('api-key'), in: z.enum(['header', 'query']), name: z.string().max(1000) }),
  /** The token is the secret `bearer`. */
  z.strictObject({ type: z.literal('bearer') }),
]);
export type Authorization = z.infer<typeof authorizationSchema>;

/** Whose certificates the receiver of a webhook may show; of this webhook's own connections alone. */
export const tlsSchema = z.strictObject({
  /** PEM text of authorities that are trusted besides the known ones; empty: none. */
  extraCa: z.string().max(100_000),
  /** PEM text of the certificate that is shown to the receiver, its chain behind it; its key is the secret `client-key`. Empty: none. */
  clientCert: z.string().max(100_000),
  /** False: any certificate is taken, which every attempt then says. */
  verify: z.boolean(),
});
export type TlsChoice = z.infer<typeof tlsSchema>;

/** What a webhook belongs to: the scope and the target in it (`team` and a team's name); target is null for Global. */
export const scopeSchema = z.strictObject({ id: z.string().max(64), target: z.string().max(200).nullable() });
export type Scope = z.infer<typeof scopeSchema>;

/** Everything of a webhook that a person edits. Lengths here only stop abuse; the rules of a provider are checked by the engine. */
export const webhookDraftSchema = z.strictObject({
  id: z.string().max(64),
  name: z.string().max(1000),
  description: z.string().max(10_000),
  scope: scopeSchema,
  channel: channelIdSchema,
  events: z.array(z.string().max(200)).max(200),
  /** As typed; checked before it is parsed, since parsers silently repair. */
  url: z.string().max(20_000),
  method: methodSchema,
  tls: tlsSchema,
  authorization: authorizationSchema,
  headers: z.array(nameValueSchema).max(200),
  /** Data goes in the body, or in query parameters (then there is no body and no signature). */
  send: z.enum(['body', 'query']),
  query: z.array(nameValueSchema).max(200),
  /** Templates that differ from the provider's default, by `<channel>/<event type or *>`. */
  templates: z.record(z.string().max(300), z.string().max(12_000_000)),
  insertion: insertionSchema,
  layout: layoutSchema,
  /** Signing switched on, for the providers where it is a choice. */
  signed: z.boolean(),
  signatureHeader: z.string().max(1000),
  /** The signing scheme, for the providers where each webhook chooses one; null: not signed, or as the provider does. */
  schemeId: z.string().max(64).nullable(),
  /** By which the receiver is known outside, as behind a tunnel; for schemes that sign the URL. Empty: by `url`. */
  publicUrl: z.string().max(20_000),
  /** The rule in place of the service's; null: as the service does. */
  retryRule: retryChoiceSchema.nullable(),
  retryCount: z.number(),
  retryIntervalMinutes: z.number(),
  /** What counts as a success in place of the provider's rule; null: as the provider does. */
  successRule: successSchema.nullable(),
  timeoutMs: z.number(),
  failureEmail: z.string().max(1000),
  atMostOnce: z.boolean(),
  ordered: z.boolean(),
});
export type WebhookDraft = z.infer<typeof webhookDraftSchema>;

/**
 * The signing secret, and one credential for each kind of authorization: a credential belongs to its kind, so that a password
 * is never sent as a token. `client-key` is the private key of the certificate that is shown to the receiver;
 * `signing-previous` the signing secret before the present one, while both ends change over.
 */
export const secretFieldSchema = z.enum(['signing', 'basic', 'api-key', 'bearer', 'client-key', 'signing-previous']);
export type SecretField = z.infer<typeof secretFieldSchema>;

/** What may have been pasted along with a secret; `length` is a key that is shorter or longer than its sender asks for. */
export const secretOdditySchema = z.enum(['space', 'invisible', 'quotes', 'bearer', 'mark', 'length']);
export type SecretOddity = z.infer<typeof secretOdditySchema>;

/** A warning about a secret as it is kept; it holds no piece of it. */
export interface SecretWarning {
  kind: SecretOddity;
  message: string;
  /** `secrets.tidy` takes it away. */
  removable: boolean;
}

/** All that the window ever learns of a secret. */
export interface SecretInfo {
  field: SecretField;
  set: boolean;
  /** First 8 hex digits of SHA-256 over its bytes, to compare two without showing either. */
  fingerprint: string | null;
  /** Cannot be decrypted with the present key: must be entered again. */
  locked: boolean;
  changedAt: number | null;
  warnings: SecretWarning[];
}

export type WebhookStatus = 'active' | 'inactive' | 'deactivated';

export interface Webhook extends WebhookDraft {
  providerId: string;
  /** `deactivated`: by the rule, after failures; only a person reactivates it. */
  status: WebhookStatus;
  validatedAt: number | null;
  consecutiveFailures: number;
  /** Since when no attempt has succeeded; null when the last one did. */
  failingSince: number | null;
  /** Why it was deactivated, as half a sentence; null when it was not. */
  deactivatedBecause: string | null;
  secrets: SecretInfo[];
  /** How it is retried as it is saved. */
  retry: RetryRule;
  createdAt: number;
  updatedAt: number;
  /** Goes up with every save; a save of an older revision is a conflict. */
  revision: number;
  /** Edits that were not saved, kept across restarts. */
  unsaved: WebhookDraft | null;
}

const id = z.string().max(64);

const secretValue = {
  /** One that is too long to be kept is refused with its size, so more than that is let in. */
  value: z.string().max(12_000_000),
  /** The signing secret that is replaced is kept as `signing-previous`. */
  keepPrevious: z.boolean().optional(),
  /** Of a private key; used once and not kept. */
  passphrase: z.string().max(10_000).optional(),
};

export const webhookMethods = {
  'webhooks.list': answers<Webhook[]>()(z.strictObject({})),
  'webhooks.get': answers<Webhook>()(z.strictObject({ id })),
  'webhooks.create': answers<Webhook>()(
    z.strictObject({
      providerId: z.string().max(64),
      channel: channelIdSchema.nullable(),
      name: z.string().max(1000).nullable(),
      /** What it begins with, for a provider that has `starts`; left out: the first of them. */
      startId: z.string().max(64).optional(),
    }),
  ),
  /** Saves the draft, and with it the secrets that were typed beside it: all of it or nothing. */
  'webhooks.save': answers<Webhook>()(
    z.strictObject({
      draft: webhookDraftSchema,
      revision: z.number().int(),
      secrets: z
        .array(z.strictObject({ field: secretFieldSchema, ...secretValue }))
        .max(secretFieldSchema.options.length)
        .optional(),
    }),
  ),
  /** Keeps edits that are not saved yet; null drops them. */
  'webhooks.keepUnsaved': answers<null>()(z.strictObject({ id, draft: webhookDraftSchema.nullable() })),
  'webhooks.duplicate': answers<Webhook>()(z.strictObject({ id })),
  /** Can be taken back with `deleted.restore` for 30 days. */
  'webhooks.delete': answers<null>()(z.strictObject({ id })),
  'webhooks.setActive': answers<Webhook>()(z.strictObject({ id, active: z.boolean() })),
  'secrets.set': answers<Webhook>()(z.strictObject({ webhookId: id, field: secretFieldSchema, ...secretValue })),
  /** 20 random bytes as hex, or what the scheme asks for. */
  'secrets.generate': answers<Webhook>()(
    z.strictObject({ webhookId: id, field: secretFieldSchema, keepPrevious: z.boolean().optional() }),
  ),
  /** Removes one thing that a warning names, and nothing else of the secret. */
  'secrets.tidy': answers<Webhook>()(
    z.strictObject({ webhookId: id, field: secretFieldSchema, kind: secretOdditySchema }),
  ),
  /** Moves a credential of a plain place of the draft into the vault. Answers the draft that sends the same; it is not saved. */
  'secrets.keep': answers<{ webhook: Webhook; draft: WebhookDraft }>()(
    z.strictObject({ draft: webhookDraftSchema, place: z.string().max(1100) }),
  ),
  'secrets.clear': answers<Webhook>()(z.strictObject({ webhookId: id, field: secretFieldSchema })),
};
