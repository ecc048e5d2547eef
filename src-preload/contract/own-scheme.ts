import { z } from 'zod';
import { answers } from './define.ts';
import type { FieldIssue } from './errors.ts';
import { type NameValue, nameValueSchema } from './name-value.ts';
import { methodSchema } from './provider.ts';
import type { SignedPart, SigningScheme, Verdict } from './signing.ts';

/** A scheme that a person composed in this workspace. */
export interface OwnSchemeInfo {
  revision: number;
  /** The webhooks that chose it. They sign by it from their next delivery on. */
  webhooks: { id: string; name: string }[];
}

/** Any scheme here as data, to look at or to start from. */
export interface SchemeView {
  scheme: SigningScheme;
  /** Null for a shipped one, which cannot be changed. */
  own: OwnSchemeInfo | null;
}

/** A request to sign as an example. */
export interface SampleRequest {
  method: string;
  url: string;
  headers: readonly NameValue[];
  body: string;
}

/** What a scheme does with a request. */
export interface SchemeExample {
  request: SampleRequest;
  /** That was made for the example; null where one was given. */
  secret: string | null;
  signed: SignedPart[];
  /** The headers that the scheme adds, in their order. */
  headers: NameValue[];
  /** The header, or the path in the body, with the signature. */
  place: string;
  /** URL and body as they are sent; null where the scheme leaves them as they are. */
  url: string | null;
  body: string | null;
}

export interface SchemeTrial {
  /** As it was read; null where it does not have the shape of a scheme. */
  scheme: SigningScheme | null;
  /** At their paths in the scheme, or at `secret`, `sample.headers`, `sample.url`, `sample.body`. */
  problems: FieldIssue[];
  /** Null with a problem. */
  example: SchemeExample | null;
}

export interface SchemeVerification {
  /** At their paths in the scheme, or at `secret`, `text`. */
  problems: FieldIssue[];
  /** What was read from the text: `POST https://example.com/hook, 3 headers, 24 bytes`. Null where it could not be. */
  request: string | null;
  /** What was changed or left out when the text was read. */
  notes: string[];
  /** Null with a problem. */
  verdict: Verdict | null;
}

const id = z.string().min(1).max(64);
/** Checked by the engine, which names the place of what is wrong. */
const scheme = z.unknown();
/** One that is too long is refused at its field with its size, so as much is let in as a call may weigh. */
const pasted = z.string().max(34_000_000);
const sampleSchema = z.strictObject({
  method: methodSchema,
  url: z.string().max(20_000),
  headers: z.array(nameValueSchema).max(100),
  body: z.string().max(1_000_000),
});

export const ownSchemeMethods = {
  'schemes.get': answers<SchemeView>()(z.strictObject({ id })),
  /** Keeps a scheme under a new id, whatever id the given one has. */
  'schemes.create': answers<SchemeView>()(z.strictObject({ scheme })),
  'schemes.save': answers<SchemeView>()(z.strictObject({ id, revision: z.number().int(), scheme })),
  /** A copy of any scheme, with a name that is free. */
  'schemes.duplicate': answers<SchemeView>()(z.strictObject({ id })),
  /** Asks to confirm while webhooks use it; they are kept, and not sent until they have another scheme. `deleted.restore` brings it back. */
  'schemes.delete': answers<Record<string, never>>()(
    z.strictObject({ id, confirmed: z.array(z.string().max(200)).max(10) }),
  ),
  /** Any scheme as a file. */
  'schemes.export': answers<{ file: string; text: string }>()(z.strictObject({ id })),
  /** Keeps the scheme of such a file, under the id that it has there. */
  'schemes.import': answers<SchemeView>()(z.strictObject({ text: pasted })),
  /** Signs a request by a scheme that need not be kept. Nothing of it is stored. `secret` or `sample` null: one is made up. */
  'schemes.try': answers<SchemeTrial>()(
    z.strictObject({
      scheme,
      secret: pasted.nullable(),
      sample: sampleSchema.nullable(),
      timestampMs: z.number().int().min(0).max(8_640_000_000_000_000),
    }),
  ),
  /** Verifies one request, pasted as raw HTTP or cURL, by a scheme that need not be kept. Nothing of it is stored. */
  'schemes.verify': answers<SchemeVerification>()(
    z.strictObject({ scheme, secret: pasted, text: pasted, publicUrl: z.string().max(20_000) }),
  ),
};
