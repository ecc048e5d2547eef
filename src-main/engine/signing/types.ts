import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SignedPart } from '../../../src-preload/contract/signing.ts';

/** `canSign` is false for the public half of a key pair, which can only verify. */
export type DecodedKey = { ok: true; key: Buffer; canSign: boolean } | { ok: false; message: string };

export interface SignInput {
  body: Buffer;
  /** Milliseconds since 1970; the scheme writes it in its own unit. */
  timestampMs: number;
  /** The message id, the same for every attempt. */
  id: string;
  method: string;
  /** As it will be requested, query included. */
  url: string;
  /** By which the receiver calls itself, where that is not `url`; a scheme that signs the URL signs this. See `toPublicUrl`. */
  publicUrl?: string | undefined;
  /** What else the request carries; a scheme that signs a header takes it from here. */
  headers?: readonly HeaderPair[];
  /** The signature header's name, where the user chooses it; empty or absent: the scheme's own. */
  headerNameOverride?: string | null | undefined;
}

export interface SignedRequest {
  /** To be sent with the request, in this order. */
  headers: HeaderPair[];
  /** The very buffer that was given, except for schemes that sign inside the body. */
  body: Buffer;
  /** As given, except for schemes that put a hash of the body in the query. */
  url: string;
  /** The header, or the path in the body, that holds the signature. */
  headerName: string;
  /** As it reads in that place. For equality schemes this is the secret. */
  value: string;
  /** What was signed, piece by piece; made when it is asked for, since sending needs none of it. */
  readonly parts: SignedPart[];
}

export interface VerifyInput {
  body: Buffer;
  /** Raw pairs, as they arrived. */
  headers: readonly HeaderPair[];
  method: string;
  /** As the sender saw it: scheme, host and port included. */
  url: string;
  /** By which the sender may have called it; see `listSignedUrls`. */
  publicUrl?: string | undefined;
  nowMs: number;
  headerNameOverride?: string | null | undefined;
}

/** What a message part can be made of. `timestamp` and `id` are texts as they are on the wire. */
export interface MessageSource {
  body: Buffer;
  headers: readonly HeaderPair[];
  timestamp: string;
  id: string;
  method: string;
  url: string;
}
