import { z } from 'zod';
import { answers } from './define.ts';
import type { SigningScheme } from './signing.ts';

/** How much the request itself says for a scheme. `shared`: other schemes use the same header; `weak`: something of it is missing or general. */
export type RecognitionCertainty = 'distinctive' | 'shared' | 'weak';

/** A secret that proves the scheme. */
export interface SchemeProof {
  secret: 'typed' | 'previous' | 'workspace';
  /** Whose secret it is, where it is one of the workspace. */
  webhook: { id: string; name: string } | null;
  /** One sentence for a person. */
  message: string;
}

/** A scheme that a request may be signed by. */
export interface RecognisedScheme {
  schemeId: string;
  /** With the name of the provider where it is that of a provider's file. */
  name: string;
  /** The provider whose file describes the scheme, which no other provider can use; null for one that any webhook can choose. */
  provider: { id: string; name: string } | null;
  confidence: SigningScheme['confidence'];
  /** Where the signature is, for a person: `X-Hub-Signature-256`. */
  place: string;
  /** The header that holds the signature, where the scheme leaves its name to the user. */
  headerName: string | null;
  /** Other senders that sign like this; those that the request names come first. */
  senders: string[];
  certainty: RecognitionCertainty;
  /** What of the request speaks for it and against it, each a sentence. */
  reasons: string[];
  proof: SchemeProof | null;
  /** Why the typed secret cannot be the key of this scheme, in a sentence; null where it can, or none was typed. */
  misfit: string | null;
}

export interface Recognition {
  /** Method, address, headers and bytes in a line. */
  request: string;
  /** What to know about how it was read. */
  notes: string[];
  /** The outcome in a sentence. */
  message: string;
  /** Proved ones first, then by evidence. */
  schemes: RecognisedScheme[];
  /** Headers that look like a signature of no known scheme, each a sentence. */
  unknown: string[];
  /** How many secrets there were, and how many of them were tried before the time was up; null where none was asked for. */
  secrets: { count: number; tried: number } | null;
}

const id = z.string().max(64);
/** One that is too long is refused at its field with its size, so as much is let in as a call may weigh. */
const pasted = z.string().max(34_000_000);

export const recognitionMethods = {
  /**
   * Which schemes a request may be signed by. Secrets prove one; they are neither stored nor logged.
   * @throws `invalid` at `text` or `secret`, `not-found` for a capture that is gone, `cancelled`
   */
  'schemes.recognise': answers<Recognition>()(
    z.strictObject({
      request: z.discriminatedUnion('from', [
        /** A line of the log. */
        z.strictObject({ from: z.literal('capture'), seq: z.number().int() }),
        /** One request as raw HTTP, with or without its request line, or as a cURL command. */
        z.strictObject({ from: z.literal('text'), text: pasted }),
      ]),
      /** Empty: none is tried. */
      secret: pasted,
      previousSecret: pasted,
      /** Tries every signing secret of the workspace. */
      useWorkspaceSecrets: z.boolean(),
      /** To cancel it by. */
      id: id.optional(),
    }),
  ),
  'schemes.cancelRecognition': answers<{ cancelled: boolean }>()(z.strictObject({ id })),
};
