import { z } from 'zod';
import { answers } from './define.ts';

/**
 * A signing scheme described as data. One interpreter signs and verifies all of them, so a scheme that a user
 * composes is worth exactly as much as a built-in one. Source of the model: facts on signing schemes.
 */
export interface SigningScheme {
  id: string;
  name: string;
  /**
   * `documented`: from the vendor's own documents or code; `second-hand`: from somebody else's; `assumed`: not confirmed;
   * `general`: the way of no sender in particular.
   */
  confidence: 'documented' | 'second-hand' | 'assumed' | 'general';
  notes: string;
  algorithm: SigningAlgorithm;
  key: {
    /** `der`: PEM text, or the DER inside it in base64 (PKCS #8 to sign, SubjectPublicKeyInfo to verify). */
    encoding: 'utf8' | 'base64' | 'hex' | 'der';
    /** Taken off the front before decoding: `whsec_`. */
    stripPrefix: string | null;
    /** In front of an ed25519 key that can only verify: `whpk_`. */
    publicPrefix?: string;
    /** How many bytes the sender's documents ask for; others work, with a warning. */
    bytes?: { minimum: number; maximum: number };
  };
  signature: {
    place: SignaturePlace;
    /** In front of the encoded signature: `sha256=`. Empty for none. */
    prefix: string;
    container: SignatureContainer;
    encoding: 'hex' | 'base64' | 'base64url' | 'verbatim';
  };
  timestamp: {
    place: TimestampPlace;
    unit: 's' | 'ms' | 'iso8601';
    /** Where a verifier looks as well, in this order, when there is none at `place`. */
    otherPlaces?: readonly TimestampPlace[];
  } | null;
  /** Header that carries the message id, where the scheme signs one. */
  idHeader: string | null;
  /** Second set of header names that a verifier takes when the first is not complete: `svix-id` to `webhook-id`. */
  alternateHeaders?: Readonly<Record<string, string>>;
  /** The URL is signed, and a verifier tries it with and without its port. */
  urlPortOptional?: boolean;
  /** The body is covered by its SHA-256 in hex under this query parameter of the signed URL. */
  bodyHashParameter?: string;
  /** For `jwt-hs256`: the signature is a JSON Web Token, and these of its claims say what it covers. */
  claims?: readonly TokenClaim[];
  message: readonly MessagePart[];
  /** Seconds; null accepts any age in that direction. */
  tolerance: { past: number | null; future: number | null };
  /** What a receiver answers to a request that fails, where the document says; `missing` in place of `body` to one without a signature. */
  rejection: { status: number; body: string; missing?: string } | null;
}

export const signingAlgorithms = [
  'hmac-sha1',
  'hmac-sha256',
  'hmac-sha512',
  'ed25519',
  'ecdsa-p256-sha256', // the signature in DER
  'rsa-sha256', // PKCS #1 v1.5
  'jwt-hs256',
  'equality', // the secret itself is sent
] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

export type SignaturePlace =
  | {
      in: 'header';
      name: string;
      /** The user may give the header another name. */
      named?: true;
      /** A second signature, by the other of two secrets, is in this header. */
      second?: string;
      /** The name ends in `1`; further signatures are in the headers numbered up to this. */
      numberedTo?: number;
    }
  | { in: 'body'; path: string };

/** What a claim of the token holds. A time is in Unix seconds, a hash in lower-case hex. */
export interface TokenClaim {
  name: string;
  holds: 'body-sha256' | 'url-sha256' | 'issued-at' | 'expires-at' | 'id';
}

export type SignatureContainer =
  | { kind: 'plain' }
  /** `<sig>,<sig>`: signatures with nothing in front. */
  | { kind: 'list'; separator: string }
  /**
   * `t=…,v1=…`: pairs with the signature under `key`, possibly several times. With `groupSeparator`, each signature has a
   * whole group of pairs: `t=…,v1=… t=…,v1=…`.
   */
  | { kind: 'pairs'; pairSeparator: string; keySeparator: string; key: string; groupSeparator?: string }
  /** `v1,<sig> v1,<sig>`: entries with a tag in front. */
  | { kind: 'tagged'; entrySeparator: string; tagSeparator: string; tag: string }
  /** `timestamp,signature`: fields by position. With `repeats`, further signatures follow the last field. */
  | { kind: 'positional'; separator: string; fields: readonly ('timestamp' | 'signature')[]; repeats?: boolean };

export type TimestampPlace =
  | { in: 'header'; name: string }
  /** Inside the signature header, under this key (pairs) or at its position (positional). */
  | { in: 'signature'; key: string | null }
  | { in: 'body'; path: string };

export type MessagePart =
  | { part: 'literal'; text: string }
  | { part: 'timestamp' }
  | { part: 'id' }
  | { part: 'body' }
  | { part: 'method' }
  | { part: 'url' }
  /** Path and query of the URL. */
  | { part: 'path' }
  | { part: 'form-params' }
  | { part: 'body-field'; path: string }
  /** The value of a header besides the ones with the id and the time. A sender that has none makes one from the id. */
  | { part: 'header'; name: string; ifPresent?: Surroundings }
  /** The decoded value of a query parameter. */
  | { part: 'query'; name: string; lowerCase?: boolean; ifPresent?: Surroundings }
  /** The decoded value of a field of a form body. */
  | { part: 'form-field'; name: string; ifPresent?: Surroundings };

/** The piece is left out, with these literals around it, where its source is not in the request. */
export interface Surroundings {
  before: string;
  after: string;
}

/** One piece of the signed text, so that separators can be made visible. */
export interface SignedPart {
  part: MessagePart['part'];
  /** Text as shown; bytes that are not UTF-8 are shown as U+FFFD. */
  text: string;
  bytes: number;
}

export type VerificationResult = 'valid' | 'invalid' | 'unsigned' | 'unverifiable';

export const verificationReasons = [
  'valid',
  'not-signed-by-rule', // the webhook has no signing: nothing to check
  'missing-header',
  'malformed-header',
  'missing-timestamp',
  'malformed-timestamp',
  'too-old',
  'too-far-ahead',
  'missing-id',
  'missing-part', // a header, parameter or field that is part of the signed text
  'repeated-part', // one of those is there more than once, so readers differ
  'wrong-signature',
  'wrong-secret-value', // equality schemes
  'no-secret', // the webhook has no secret to check with
  'secret-locked',
  'malformed-secret',
  'no-scheme', // the scheme that the webhook chose is not here any more
  'no-webhook', // nothing here belongs to that path
] as const;
export type VerificationReason = (typeof verificationReasons)[number];

export interface VerificationStep {
  title: string;
  status: 'pass' | 'fail' | 'skipped';
  /** What was looked at and found. Never contains a secret. */
  detail: string;
}

export interface Verdict {
  result: VerificationResult;
  reason: VerificationReason;
  /** One sentence for a person, with the fix. */
  message: string;
  schemeId: string | null;
  steps: VerificationStep[];
  signed: SignedPart[];
  /** As the header should read, and as it read. Null where they would show a secret or do not exist. */
  expected: string | null;
  received: string | null;
  /** First 8 hex digits of SHA-256 over the key bytes. */
  keyFingerprint: string | null;
  /** Sender's clock minus ours, in seconds; null without a timestamp. */
  skewSeconds: number | null;
  /** It is valid, with the secret before the present one. */
  usedPreviousSecret?: true;
}

/** A scheme to choose, or a sender that has none. */
export interface SchemeChoice {
  /** Null for a sender whose way of signing cannot be expressed: it cannot be chosen. */
  id: string | null;
  name: string;
  confidence: SigningScheme['confidence'];
  /** What is special about it; why it cannot be expressed, where `id` is null. */
  notes: string;
  /** Other senders that sign like this. */
  senders: readonly { name: string; reason: string }[];
  /** The header whose name the user may change, as the scheme calls it; null: no header, or a fixed one. */
  namedHeader: string | null;
  /** How many webhooks chose it, for a scheme of the workspace; null for one that is shipped. */
  usedBy: number | null;
}

export const schemeMethods = {
  /** Every scheme, shipped and own, and every sender of the table of senders, by name. Own ones change with `schemes.changed`. */
  'schemes.list': answers<SchemeChoice[]>()(z.strictObject({})),
};
