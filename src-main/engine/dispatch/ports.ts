import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptError, Delivery } from '../../../src-preload/contract/delivery.ts';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import type { Settings } from '../../../src-preload/contract/settings.ts';
import type { StreakEvent } from './disabling.ts';

/** Keeps live secrets out of what is stored and shown. Implemented by `engine/vault`, handed in by `engine.ts`. */
export interface SecretGuard {
  /** True when the bytes hold a live secret in any of its encodings. */
  containsSecret(bytes: Buffer | string): boolean;
  /** The text with every live secret replaced. */
  redactText(text: string): string;
  /** The same for bytes that need not be text; the answer may have another length. */
  /** @returns the same buffer where nothing is in it. @param how `cut` off at the end; `framed`: raw bytes of chunks */
  redactBytes(bytes: Buffer, how?: { cut?: boolean; framed?: boolean }): Buffer;
  /** The URL without live secrets, user name, password and the values of parameters that carry credentials by their name. */
  redactUrl(url: string): string;
  /** Replaces live secrets, and the values of headers that carry credentials by their name. */
  redactHeaders(headers: readonly HeaderPair[]): HeaderPair[];
  /** Encrypts; `context` is bound to it as additional data. Throws EngineError `vault-locked`, `vault-undecided` without a key. */
  seal(plain: Buffer, context: string): Buffer;
  /** Throws EngineError `vault-locked`, `vault-undecided` without a key, `secret-locked` when it cannot be decrypted. */
  open(sealed: Buffer, context: string): Buffer;
}

/** How a delivery ended, or an attempt of it, for what tells people about it. */
export interface DeliveryEnd {
  delivery: Delivery;
  /** Why the last attempt failed, redacted as it is stored; null when it did not. */
  error: AttemptError | null;
  /** The line of the log that shows the last attempt. */
  seq: number;
  /** The receiver said that the endpoint is gone, which by the rule disables the webhook: half a sentence. */
  disables: string | null;
}

/** What deliveries do to webhooks. Implemented by `engine/webhooks`, handed in by `engine.ts`. */
export interface DeliveryConsequences {
  /**
   * Called inside the transaction that writes how an attempt ended, for deliveries that count (not for tests): keeps how the
   * webhook fares, and deactivates it by its rule. Synchronous; must not open a transaction.
   * @param outcome of the delivery, or that another attempt follows
   */
  recordOutcome(webhookId: string, outcome: StreakEvent, at: number, end: DeliveryEnd): void;
  /** Called after that transaction is durable where another attempt follows: what it did to the webhook shows. */
  afterAttempt(webhookId: string): void;
  /** Called after it is durable where the delivery is over, for every kind: mails, validation, events of webhooks. */
  afterDelivery(delivery: Delivery, outcome: 'success' | 'failure' | 'unknown'): void;
}

/** The settings that the wire follows. Implemented by `engine/settings`, handed in by `engine.ts`. */
export interface WireSettings {
  read(): Pick<Settings, 'captureOn' | 'capturePort' | 'captureBodyLimit' | 'responseBodyLimit'>;
  /** Remembers what the user configured, and moves the webhooks that point at the old port of the capture server along. */
  saveCapture(on: boolean, port: number): void;
}

export type Emit = (event: EngineEvent) => void;
