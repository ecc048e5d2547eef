import type { Provider } from '../../../src-preload/contract/provider.ts';
import {
  type SecretField,
  type SecretInfo,
  type SecretWarning,
  secretFieldSchema,
  type Webhook,
} from '../../../src-preload/contract/webhook.ts';
import { chooseRule } from '../providers/choose-rule.ts';
import { createRule } from '../providers/create-rule.ts';
import { schemeOf } from '../signing/scheme-of.ts';
import type { SecretBox } from '../vault/secret-box.ts';
import { findOddities, toWarning } from './secret-oddities.ts';
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
    secrets: fields.map((field) => {
      const info = known.find((each) => each.field === field);
      if (info === undefined) return createUnset(field);
      return { ...info, warnings: readWarnings(secrets, record, field, provider) };
    }),
    retry: provider ? chooseRule(draft, provider) : createRule('none', 'No retries', { kind: 'none' }),
  };
}

function readWarnings(
  secrets: SecretBox,
  { id, draft, unsaved }: WebhookRecord,
  field: SecretField,
  provider: Provider | null,
): SecretWarning[] {
  const bytes = secrets.read(id, field);
  if (bytes === null) return [];
  const scheme = provider ? schemeOf(provider, unsaved ?? draft) : undefined;
  const found = findOddities(bytes.toString('utf8'), field, scheme);
  bytes.fill(0);
  return found.map(toWarning);
}

function createUnset(field: SecretField): SecretInfo {
  return { field, set: false, fingerprint: null, locked: false, changedAt: null, warnings: [] };
}
