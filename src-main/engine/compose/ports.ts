import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { ProviderState } from '../../../src-preload/contract/provider.ts';
import type { SecretField, Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { TemplateLanguage } from '../template/index.ts';

/** What a secret's place holds now. The bytes are for one request: whoever reads them does not keep them. */
export type SecretReading =
  | {
      state: 'set';
      bytes: Buffer;
      /** True for a key that signs and must not be sent itself, whatever a scheme that was kept with a delivery says. */
      neverSent?: boolean;
    }
  | { state: 'unset' }
  /** It is there and cannot be decrypted; the message says what to do. */
  | { state: 'locked'; message: string };

/** What sending and verifying have to know of webhooks. Implemented by `engine/webhooks`, handed in by `engine.ts`. */
export interface WebhookDirectory {
  /** As saved; null when there is none with that id (any more). */
  find(webhookId: string): Webhook | null;
  list(): readonly Webhook[];
  /** The provider with the values of its settings and the user's own event types; null when unknown. */
  provider(providerId: string): Pick<ProviderState, 'provider' | 'settings' | 'eventTypes'> | null;
  /** The template language of an event, for a provider with `dataPlaceholders`; null: the event changes nothing. */
  dataLanguage(providerId: string, eventType: string): TemplateLanguage | null;
  readSecret(webhookId: string, field: SecretField): SecretReading;
  /** What is wrong with the fields of a draft, by the rules of its provider. */
  validateDraft(draft: WebhookDraft, webhook: Webhook): FieldIssue[];
}
