import type { Provider } from '../../../src-preload/contract/provider.ts';
import {
  type SecretField,
  type SecretInfo,
  secretFieldSchema,
  type Webhook,
} from '../../../src-preload/contract/webhook.ts';
import { chooseRule } from '../providers/choose-rule.ts';
import { createRule } from '../providers/create-rule.ts';
import type { SecretBox } from '../vault/secret-box.ts';
import { stateOfSecret } from './secret-use.ts';
import type { WebhookRecord } from './webhook-records.ts';

const fields = secretFieldSchema.options;

/** A webhook as the window sees it. */
export function toWebhook(record: WebhookRecord, provider: Provider | null, secrets: SecretBox): Webhook {
  const isThere = (field: SecretField): boolean => stateOfSecret(secrets, provider, record.id, field) !== 'unset';
  const { draft, deletedAt: _deletedAt, ...rest } = record;
  const known = secrets.list(record.id).filter(({ field }) => isThere(field));
  return {
    ...draft,
    ...rest,
    secrets: fields.map((field) => known.find((info) => info.field === field) ?? createUnset(field)),
    retry: provider ? chooseRule(draft, provider) : createRule('none', 'No retries', { kind: 'none' }),
  };
}

function createUnset(field: SecretField): SecretInfo {
  return { field, set: false, fingerprint: null, locked: false, changedAt: null };
}
