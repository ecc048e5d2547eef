import { z } from 'zod';
import { type SigningScheme, signingAlgorithms } from './signing.ts';

/** What stands in a header: nothing that could end its line. */
const text = z
  .string()
  .max(200)
  .regex(/^[\x20-\x7e]*$/, 'Expected printable ASCII characters, since this stands in a header.');
const headerName = z
  .string()
  .max(200)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'Expected the name of a header.');
const path = z.string().min(1).max(500);
const header = z.strictObject({ in: z.literal('header'), name: headerName });
const signatureHeader = header.extend({
  named: z.literal(true).exactOptional(),
  second: headerName.exactOptional(),
  numberedTo: z.number().int().min(2).max(1000).exactOptional(),
});
const inBody = z.strictObject({ in: z.literal('body'), path });

const containerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plain') }),
  z.strictObject({ kind: z.literal('list'), separator: text.min(1) }),
  z.strictObject({
    kind: z.literal('pairs'),
    pairSeparator: text.min(1),
    keySeparator: text.min(1),
    key: text,
    groupSeparator: text.min(1).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('tagged'), entrySeparator: text.min(1), tagSeparator: text.min(1), tag: text }),
  z.strictObject({
    kind: z.literal('positional'),
    separator: text.min(1),
    fields: z
      .array(z.enum(['timestamp', 'signature']))
      .min(1)
      .max(10)
      .readonly(),
    repeats: z.boolean().exactOptional(),
  }),
]);

const literal = z.string().max(1000);
const ifPresent = z.strictObject({ before: literal, after: literal }).exactOptional();
const parameterName = z.string().min(1).max(200);

const timestampPlaceSchema = z.discriminatedUnion('in', [
  header,
  z.strictObject({ in: z.literal('signature'), key: text.nullable() }),
  inBody,
]);

const messagePartSchema = z.discriminatedUnion('part', [
  z.strictObject({ part: z.literal('literal'), text: literal }),
  z.strictObject({ part: z.literal('timestamp') }),
  z.strictObject({ part: z.literal('id') }),
  z.strictObject({ part: z.literal('body') }),
  z.strictObject({ part: z.literal('method') }),
  z.strictObject({ part: z.literal('url') }),
  z.strictObject({ part: z.literal('path') }),
  z.strictObject({ part: z.literal('form-params') }),
  z.strictObject({ part: z.literal('body-field'), path }),
  z.strictObject({ part: z.literal('header'), name: headerName, ifPresent }),
  z.strictObject({
    part: z.literal('query'),
    name: parameterName,
    lowerCase: z.boolean().exactOptional(),
    ifPresent,
  }),
  z.strictObject({ part: z.literal('form-field'), name: parameterName, ifPresent }),
]);

const keyBytes = z.number().int().min(1).max(100_000);
const seconds = z.number().int().min(0).max(1_000_000_000).nullable();

/** A signing scheme that comes from a file. The test of this schema proves that it is the very shape of `SigningScheme`. */
export const signingSchemeSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1, 'The scheme has no name. Enter one.').max(200),
  confidence: z.enum(['documented', 'second-hand', 'assumed', 'general']),
  notes: z.string().max(2000),
  algorithm: z.enum(signingAlgorithms),
  key: z.strictObject({
    encoding: z.enum(['utf8', 'base64', 'hex', 'der']),
    stripPrefix: text.nullable(),
    publicPrefix: text.exactOptional(),
    bytes: z.strictObject({ minimum: keyBytes, maximum: keyBytes }).exactOptional(),
  }),
  signature: z.strictObject({
    place: z.discriminatedUnion('in', [signatureHeader, inBody]),
    prefix: text,
    container: containerSchema,
    encoding: z.enum(['hex', 'base64', 'base64url', 'verbatim']),
  }),
  timestamp: z
    .strictObject({
      place: timestampPlaceSchema,
      unit: z.enum(['s', 'ms', 'iso8601']),
      otherPlaces: z.array(timestampPlaceSchema).max(10).readonly().exactOptional(),
    })
    .nullable(),
  idHeader: headerName.nullable(),
  alternateHeaders: z.record(headerName, headerName).readonly().exactOptional(),
  urlPortOptional: z.boolean().exactOptional(),
  bodyHashParameter: text.exactOptional(),
  claims: z
    .array(
      z.strictObject({
        name: parameterName,
        holds: z.enum(['body-sha256', 'url-sha256', 'issued-at', 'expires-at', 'id']),
      }),
    )
    .max(20)
    .readonly()
    .exactOptional(),
  message: z.array(messagePartSchema).max(50).readonly(),
  tolerance: z.strictObject({ past: seconds, future: seconds }),
  rejection: z
    .strictObject({
      status: z.number().int().min(200).max(599),
      body: z.string().max(10_000),
      missing: z.string().max(10_000).exactOptional(),
    })
    .nullable(),
}) satisfies z.ZodType<SigningScheme>;
