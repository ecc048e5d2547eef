import { z } from 'zod';
import { nameValueSchema } from './name-value.ts';
import { channelIdSchema, layoutSchema, methodSchema, type Provider, webhookFieldIds } from './provider.ts';
import { retryRuleSchema, successSchema } from './retry.ts';
import { signingSchemeSchema } from './scheme-schema.ts';
import { insertionSchema } from './template.ts';

const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'An id is 1 to 64 letters, digits, dots, dashes and underscores.');
const label = z.string().min(1).max(200);
const schemeId = z.string().min(1).max(64);
const words = z.string().max(2000);
const nullableId = id.nullable();
const count = z.number().int().min(0).max(1000);
const maximum = z.number().int().min(1).max(10_000_000);

/** A text, or the list of its lines: so that a template or an event's data can be read and compared in a JSON file. */
export const linesSchema = z
  .union([z.string(), z.array(z.string()).max(200_000)], {
    error: 'Expected a text, or a list of its lines.',
  })
  .transform((lines) => (typeof lines === 'string' ? lines : lines.join('\n')));

const settingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('switch'), id, label, hint: words, initial: z.boolean() }),
  z.strictObject({
    kind: z.literal('text'),
    id,
    label,
    hint: words,
    initial: words,
    format: z.enum(['email', 'text']),
    enabledBy: nullableId,
  }),
  z.strictObject({
    kind: z.literal('choice'),
    id,
    label,
    hint: words,
    initial: z.string().max(200),
    choices: z
      .array(z.strictObject({ value: z.string().min(1).max(200), label }))
      .min(1)
      .max(200)
      .readonly(),
  }),
  z.strictObject({
    kind: z.literal('names'),
    id,
    label,
    hint: words,
    initial: z.array(label).max(200).readonly(),
    enabledBy: nullableId,
    within: nullableId,
    of: id.exactOptional(),
  }),
]);

const scopeSchema = z.strictObject({
  id,
  label,
  hint: words,
  targets: nullableId,
  parent: nullableId,
  dataPath: z.string().min(1).max(200).exactOptional(),
  maximumWebhooks: maximum.nullable(),
  roles: z.array(z.string().max(200)).max(200).readonly().nullable(),
});

const eventTypeSchema = z.strictObject({
  id: z.string().min(1).max(200),
  label,
  description: words,
  wireName: label,
  internal: z.boolean(),
});

const fieldSchema = z.strictObject({ label, hint: words });

const bounds = z
  .strictObject({ min: count, max: count })
  .refine(({ min, max }) => min <= max, { error: 'The minimum is larger than the maximum.' });

/** Names of devices on Windows, where no file can be called so, whatever its extension (Microsoft, “Naming Files”). */
const reservedNames = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/**
 * A provider that comes from a file: the very shape of `Provider`, as the test of this schema proves, with limits that only
 * stop abuse. What refers to what is checked by the engine.
 */
export const providerSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'The id of a provider is 1 to 64 lower-case letters, digits and dashes.')
    .refine((id) => !reservedNames.test(id), {
      error: 'Windows keeps this name for a device, so no file can have it. Choose another id.',
    }),
  name: label,
  summary: words,
  source: words,
  assumptions: z.array(words).max(100).readonly(),
  settings: z.array(settingSchema).max(100).readonly(),
  featureSwitch: nullableId,
  failureMail: z
    .strictObject({
      switchSetting: nullableId,
      addressSetting: nullableId,
      perWebhook: z.boolean(),
      onDeactivation: z.boolean(),
    })
    .nullable(),
  scopes: z.array(scopeSchema).min(1).max(50).readonly(),
  roleSetting: nullableId,
  roleTargets: z.record(z.string().max(200), id).readonly(),
  channels: z
    .array(z.strictObject({ id: channelIdSchema, label, hint: words, urlHelp: words.exactOptional() }))
    .min(1)
    .max(20)
    .readonly(),
  eventTypes: z.array(eventTypeSchema).min(1).max(500).readonly(),
  customEventTypes: z.boolean(),
  samples: z
    .array(z.strictObject({ id, eventType: z.string().max(200), name: label, dataText: linesSchema }))
    .max(2000)
    .readonly(),
  starts: z
    .array(
      z.strictObject({
        id,
        label,
        eventType: z.string().max(200),
        schemeId: schemeId.nullable(),
        headers: z.array(nameValueSchema).max(50).readonly(),
      }),
    )
    .min(1)
    .max(200)
    .readonly()
    .exactOptional(),
  webhook: z.strictObject({
    description: z.boolean(),
    minimumEvents: count,
    methods: z.array(methodSchema).min(1).max(10).readonly(),
    authorization: z
      .array(z.enum(['none', 'basic', 'api-key', 'bearer']))
      .max(10)
      .readonly(),
    headers: z.strictObject({ maximum: z.number().int().min(1).max(200) }).nullable(),
    query: z.strictObject({ maximumCharacters: maximum.nullable() }).nullable(),
    urlHint: words,
    sourceAddresses: z.array(z.string().max(200)).max(200).readonly(),
    urlLabel: label,
    nameLabel: label,
    fields: z.partialRecord(z.enum(webhookFieldIds), fieldSchema).readonly().exactOptional(),
  }),
  payload: z.strictObject({
    perEvent: z.boolean(),
    templates: z.partialRecord(channelIdSchema, z.record(z.string().max(200), linesSchema).readonly()).readonly(),
    layout: layoutSchema,
    maximumCharacters: maximum.nullable(),
    documentedInsertion: insertionSchema.exactOptional(),
    invented: z.boolean(),
  }),
  placeholders: z
    .array(
      z.strictObject({
        path: z.string().min(1).max(200),
        label,
        description: words,
        values: z.array(z.string().max(200)).min(1).max(200).readonly().nullable(),
        slips: z.array(z.string().max(200)).max(20).readonly(),
      }),
    )
    .max(1000)
    .readonly(),
  dataPlaceholders: z.literal(true).exactOptional(),
  conditionals: z.boolean(),
  signing: z
    .strictObject({
      schemeId: schemeId.nullable(),
      scheme: signingSchemeSchema.exactOptional(),
      channels: z.array(channelIdSchema).max(20).readonly().nullable(),
      secret: z.strictObject({ need: z.enum(['generated', 'required', 'optional']), label, hint: words }),
      chosenHeader: z.strictObject({ label, initial: z.string().max(200) }).nullable(),
    })
    .nullable(),
  delivery: z.strictObject({
    success: successSchema,
    successChoice: z.literal(true).exactOptional(),
    timeoutMs: z.number().int().min(100).max(300_000),
    retry: retryRuleSchema,
    retryChoice: z.strictObject({ count: bounds, intervalMinutes: bounds }).nullable(),
  }),
  lifecycle: z.strictObject({
    initial: z.enum(['active', 'inactive']),
    validateEvent: z.string().max(200).nullable(),
    test: z.boolean(),
  }),
  statusWords: z.strictObject({ success: label, failure: label }).nullable(),
}) satisfies z.ZodType<Provider>;
