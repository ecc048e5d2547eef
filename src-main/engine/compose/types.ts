import type { HeaderPair, PreviewHeader } from '../../../src-preload/contract/compose.ts';
import type { EventTypeSpec, HttpMethod, Provider } from '../../../src-preload/contract/provider.ts';
import type { ReplayMode } from '../../../src-preload/contract/replay.ts';
import type { SignedPart, SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { Authorization, SecretField, TlsChoice, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { TemplateLanguage } from '../template/index.ts';
import type { SecretReading } from './ports.ts';

/** What a request is composed from. */
export interface ComposeSource {
  provider: Provider;
  /** The provider's and the user's own. */
  eventTypes: readonly EventTypeSpec[];
  draft: WebhookDraft;
  eventType: string;
  /** JSON text of an object. */
  dataText: string;
  /** The language of this event, for a provider with `dataPlaceholders`; absent: that of the provider. */
  language?: TemplateLanguage;
}

/** One header as it goes on the wire and as it may be kept readable. */
export interface ComposedHeader {
  name: string;
  /** Octets. */
  value: string;
  /** The octets with secrets as dots; the same string where there is none. */
  shown: string;
  source: PreviewHeader['source'];
}

/** The part of a request that is the same in every attempt. It goes into the database as JSON, and holds no secret of the vault. */
export interface RequestPlan {
  method: HttpMethod;
  /** As it is sent, with its query; an API key that belongs in the query is not in it yet. Empty where the address is not valid. */
  url: string;
  /** Only where the request target is not what follows the host in `url`. */
  target?: string;
  /** Values are octets. */
  headers: readonly { name: string; value: string; source: 'content' | 'custom' | 'default' }[];
  /** The Host header, where it is another than that of the address. Octets. */
  host?: string;
  authorization: Authorization;
  signing: SigningPlan | null;
  /** Why there is no signature, in a sentence; null where `signing` says how. */
  unsignedBecause: string | null;
  /** Sending to link-local addresses was confirmed. */
  allowLinkLocal: boolean;
  /** Only where it is not the usual: verified, by the known authorities. */
  tls?: TlsChoice;
  /** On the wire in place of the delivery's own id: the same message again. */
  messageId?: string;
  /** Only where this replays another delivery. */
  replay?: ReplayMark;
}

export interface ReplayMark {
  mode: ReplayMode;
  /** Not the webhook's own endpoint: one exchange, neither retried nor counted as the webhook's. */
  elsewhere: boolean;
  /** How bytes that go out as they were had been signed, for whoever verifies them. */
  signedBy: SigningPlan | null;
}

export interface SigningPlan {
  schemeId: string;
  /** The provider's own, kept with the delivery: it goes on being signed alike whatever becomes of the provider's file. */
  scheme?: SigningScheme;
  /** The header that the user named; null: the scheme's own. */
  headerName: string | null;
  /** By which the receiver is known outside; left out where it is by its own address. */
  publicUrl?: string;
  /** Without a secret: send unsigned (`optional`) or do not send. */
  need: 'optional' | 'required';
}

/** What makes an attempt differ from the one before. */
export interface AttemptIdentity {
  /** The message id: the same for every attempt of a delivery. */
  id: string;
  timestampMs: number;
}

export type ReadSecret = (field: SecretField) => SecretReading;

/** Why a request to a URL has to wait for the password of the proxy, and what to do; null: it does not. */
export type FindProxyLock = (url: string) => string | null;

export interface PreviousUse {
  /** The request has a signature made with it too. */
  signs: boolean;
  message: string;
}

export interface Signature {
  schemeId: string;
  schemeName: string;
  headerName: string;
  /** Dots where the scheme sends the secret itself. */
  shown: string;
  keyFingerprint: string;
  /** What is done with the previous secret, where there is one. */
  previous: PreviousUse | null;
  readonly parts: SignedPart[];
}

/** A request to the last byte. */
export interface ComposedRequest {
  method: HttpMethod;
  url: string;
  /** Only where the request target is not what follows the host in `url`. */
  target?: string;
  /** Replaces credentials that stand in the URL by dots; for the URL and for texts made from it. */
  hideSecrets(text: string): string;
  /** Everything on the wire in its order, what the transport adds included. */
  headers: readonly ComposedHeader[];
  body: Buffer | null;
  /** The very buffer of the plan was used, so that it need not be kept again. */
  bodyIsPlanned: boolean;
  signature: Signature | null;
  unsignedBecause: string | null;
}

export const toPairs = (headers: readonly ComposedHeader[]): HeaderPair[] =>
  headers.map(({ name, value }) => [name, value]);

/** Stands for a secret; its length says nothing about the secret's. */
export const secretDots = '••••••••';
