import { z } from 'zod';
import { answers } from './define.ts';
import type { FieldIssue } from './errors.ts';
import { channelIdSchema } from './provider.ts';
import type { SignedPart } from './signing.ts';
import type { BodyType, Diagnostic, Segment } from './template.ts';
import { webhookDraftSchema } from './webhook.ts';

/** Name and value in the order and case that go on the wire. */
export type HeaderPair = [name: string, value: string];

export interface PreviewHeader {
  name: string;
  /** Secrets are shown as dots. */
  value: string;
  source: 'transport' | 'content' | 'custom' | 'default' | 'authorization' | 'signature';
  masked: boolean;
}

export interface Meter {
  /** Code points used after replacement, before anything was cut. */
  used: number;
  limit: number | null;
  cut: boolean;
}

/** Which template an event is rendered with. */
export interface TemplateChoice {
  /** Its place in `templates` of the webhook; where nothing is there, the documented one is used. */
  key: string;
  /** What the service documents for the channel and the event; null where it documents nothing. */
  documented: string | null;
}

export interface Preview {
  method: string;
  /** As it will be sent, with query parameters; a secret in it is shown as dots. */
  url: string;
  headers: PreviewHeader[];
  /** Exactly the text whose UTF-8 bytes are sent; null where no body is sent. */
  body: string | null;
  bodyBytes: number;
  /** The template that the body was made of; `documented` only where that is it. Null where no body is sent. */
  template: TemplateChoice | null;
  /** What its Content-Type says that the body is; null where no body is sent. */
  bodyType: BodyType | null;
  /** `none`: there is no body, or it does not claim to be JSON. */
  json: 'valid' | 'invalid' | 'none';
  meter: Meter;
  segments: Segment[];
  diagnostics: Diagnostic[];
  query: { name: string; value: string; meter: Meter; diagnostics: Diagnostic[]; segments: Segment[] }[];
  signing: {
    schemeId: string;
    schemeName: string;
    headerName: string;
    value: string;
    parts: SignedPart[];
    keyFingerprint: string;
    /** What is done with the previous secret, in a sentence, and whether it signs too; null where there is none. */
    previous: { signs: boolean; message: string } | null;
  } | null;
  /** What the receiver is shown to know the sender by; null where nothing is, or it cannot be read. */
  clientCertificate: { name: string; validTo: number } | null;
  /** The scheme signs the URL, so it matters by which address the receiver is known. */
  signsUrl: boolean;
  /** Why there is no signature, in a sentence; null when there is one. */
  unsignedBecause: string | null;
  curl: string;
  fieldIssues: FieldIssue[];
  /** Reasons why it cannot be sent at all. */
  blockers: string[];
  /** What must be confirmed before it is sent. */
  confirmations: { id: string; message: string }[];
}

export const composeInputSchema = z.strictObject({
  draft: webhookDraftSchema,
  eventType: z.string().max(200),
  dataText: z.string().max(5_000_000),
});
export type ComposeInput = z.infer<typeof composeInputSchema>;

export const composeMethods = {
  /** `keys`: the templates that the webhook has of its own. */
  'compose.chooseTemplate': answers<TemplateChoice>()(
    z.strictObject({
      providerId: z.string().max(64),
      channel: channelIdSchema,
      eventType: z.string().max(200),
      keys: z.array(z.string().max(300)).max(2000),
    }),
  ),
  'compose.preview': answers<Preview>()(composeInputSchema),
};
