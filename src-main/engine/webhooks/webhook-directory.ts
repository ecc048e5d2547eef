import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SecretField, Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { planSigning } from '../compose/plan-signing.ts';
import type { SecretReading, WebhookDirectory } from '../compose/ports.ts';
import { explainNeverSent } from '../compose/sign.ts';
import { decodeKey } from '../signing/scheme.ts';
import { schemeOf } from '../signing/scheme-of.ts';
import type { Vault } from '../vault/vault.ts';
import { describeLocked } from '../vault/vault-errors.ts';
import { createWarning } from './issues.ts';
import type { ProviderStates } from './provider-states.ts';
import { isSameScope } from './scope-rules.ts';
import { isSigningField, stateOfSecret } from './secret-use.ts';
import { validateDraft } from './validate-draft.ts';
import type { WebhookRecord, WebhookRecords } from './webhook-records.ts';
import { toWebhook } from './webhook-view.ts';

/** The webhooks as sending, verifying and the window see them. */
export interface LiveDirectory extends WebhookDirectory {
  /** Makes everything anew that shows secrets or settings. */
  invalidate(): void;
}

/** Answers the same objects until something changes, because every request that is sent or captured asks. */
export function createWebhookDirectory(records: WebhookRecords, states: ProviderStates, vault: Vault): LiveDirectory {
  let views = new WeakMap<WebhookRecord, Webhook>();

  function view(record: WebhookRecord): Webhook {
    const present = views.get(record);
    if (present) return present;
    const made = toWebhook(record, states.find(record.providerId)?.provider ?? null, vault.secrets);
    views.set(record, made);
    return made;
  }

  const isKey = (webhookId: string, field: SecretField): boolean =>
    isSigningField(field) && vault.secrets.purpose(webhookId, field) === 'key';

  /** Why the secret that is kept cannot be used with the scheme that the draft chose. */
  function findSecretProblem(draft: WebhookDraft, provider: Provider, webhookId: string): string | null {
    const scheme = schemeOf(provider, draft);
    if (provider.signing?.schemeId !== null || scheme === undefined) return null;
    const isSent = scheme.algorithm === 'equality';
    if (isSent && isKey(webhookId, 'signing')) return explainNeverSent(scheme);
    const bytes = vault.secrets.read(webhookId, 'signing');
    if (bytes === null) return null;
    const decoded = decodeKey(scheme, bytes);
    bytes.fill(0);
    if (!decoded.ok) return decoded.message;
    decoded.key.fill(0);
    return decoded.canSign ? null : 'This is a public key, which only verifies. Enter the private one to sign.';
  }

  return {
    find(webhookId) {
      const record = records.find(webhookId);
      return record && view(record);
    },
    list: () => records.list().map(view),
    provider: (providerId) => states.find(providerId),
    dataLanguage: (providerId, eventType) => states.dataLanguage(providerId, eventType),
    readSecret(webhookId, field): SecretReading {
      const record = records.find(webhookId);
      const provider = (record && states.find(record.providerId)?.provider) ?? null;
      if (stateOfSecret(vault.secrets, provider, webhookId, field) === 'unset') return { state: 'unset' };
      const bytes = vault.secrets.read(webhookId, field);
      if (bytes) return { state: 'set', bytes, ...(isKey(webhookId, field) ? { neverSent: true } : {}) };
      return { state: 'locked', message: explainLocked(vault) };
    },
    validateDraft(draft: WebhookDraft, webhook: Webhook): FieldIssue[] {
      const state = states.find(webhook.providerId);
      if (!state) return [];
      const isOther = ({ id, providerId, draft: other }: WebhookRecord): boolean =>
        id !== webhook.id && providerId === webhook.providerId && isSameScope(other.scope, draft.scope);
      const issues = validateDraft(draft, state.provider, {
        settings: state.settings,
        eventTypes: state.eventTypes,
        // Counted only for a provider that has scopes: it takes all webhooks, and every send is validated.
        get othersInScope() {
          return records.list().filter(isOther).length;
        },
        readClientKey() {
          const bytes = vault.secrets.read(webhook.id, 'client-key');
          const key = bytes?.toString('latin1') ?? null;
          bytes?.fill(0);
          return key;
        },
        secrets: {
          findSigningProblem: () => findSecretProblem(draft, state.provider, webhook.id),
          signing: stateOfSecret(vault.secrets, state.provider, webhook.id, 'signing') !== 'unset',
          authorization:
            draft.authorization.type !== 'none' &&
            vault.secrets.state(webhook.id, draft.authorization.type) !== 'unset',
        },
      });
      return [...issues, ...warnOfSecrets(draft, state.provider, webhook)];
    },
    invalidate() {
      views = new WeakMap();
    },
  };
}

/** What stands out at the secrets that this draft uses. */
function warnOfSecrets(draft: WebhookDraft, provider: Provider, { secrets }: Webhook): FieldIssue[] {
  const isSigned = planSigning(provider, draft).signing !== null;
  return secrets
    .filter(({ field }) => (isSigningField(field) ? isSigned : field === draft.authorization.type))
    .flatMap(({ field, warnings }) => warnings.map(({ message }) => createWarning(`secret.${field}`, message)));
}

function explainLocked(vault: Vault): string {
  const status = vault.status();
  if (status.state === 'ready') {
    return status.protection === 'memory'
      ? 'This secret was kept for an earlier run only. Enter it again or generate a new one.'
      : 'This secret is no longer available. Enter it again or generate a new one.';
  }
  if (status.state !== 'undecided') return describeLocked(status);
  return 'This secret was kept for the last run only. Decide how secrets are kept, then enter it again.';
}
