import type { MailSettings } from '../../../src-preload/contract/outbox.ts';
import type { SettingValue } from '../../../src-preload/contract/provider.ts';
import type { ProxySettings } from '../../../src-preload/contract/proxy.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { SecretField } from '../../../src-preload/contract/webhook.ts';
import type { EventTypeRow, SampleRow } from '../store/provider-repository.ts';
import type { WebhookRecord } from '../webhooks/webhook-records.ts';
import type { FileSettings } from './file-schema.ts';

/** What an import writes, once it was planned without a problem. */
export interface ImportWrites {
  /** Provider files: `file` is the one that is replaced, null for a new one. */
  definitions: { providerId: string; file: string | null; text: string }[];
  app: FileSettings | null;
  mail: MailSettings | null;
  /** Of the mail server; null removes it. */
  password: { value: string | null; replaces: boolean } | null;
  proxy: ProxySettings | null;
  schemes: SigningScheme[];
  settings: { providerId: string; id: string; value: SettingValue }[];
  events: { row: EventTypeRow; isNew: boolean }[];
  samples: SampleRow[];
  /** `before`: what it takes the place of, deleted or not; null for a new one. */
  webhooks: { record: WebhookRecord; before: WebhookRecord | null }[];
  secrets: { webhookId: string; field: SecretField; value: string; replaces: boolean }[];
}

export function createWrites(): ImportWrites {
  return {
    definitions: [],
    app: null,
    mail: null,
    password: null,
    proxy: null,
    schemes: [],
    settings: [],
    events: [],
    samples: [],
    webhooks: [],
    secrets: [],
  };
}
