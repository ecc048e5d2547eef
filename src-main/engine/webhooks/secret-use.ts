import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SecretField, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { schemeOf } from '../signing/scheme-of.ts';
import type { SecretPurpose } from '../store/secret-repository.ts';
import type { SecretBox, SecretState } from '../vault/secret-box.ts';

/** The secrets that a request is signed and verified with: the present one, and the one before it. */
export function isSigningField(field: SecretField): field is 'signing' | 'signing-previous' {
  return field === 'signing' || field === 'signing-previous';
}

/** What a webhook of the provider does with its signing secret; null where there is no scheme. */
export function purposeOf(
  provider: Provider | null,
  draft: Pick<WebhookDraft, 'schemeId'> = { schemeId: null },
): SecretPurpose | null {
  const scheme = provider === null ? undefined : schemeOf(provider, draft);
  if (scheme === undefined) return null;
  return scheme.algorithm === 'equality' ? 'sent' : 'key';
}

/**
 * Whether a secret is there for what its provider does with it now. A key that was entered to sign with counts as not set once
 * the scheme would send it in clear, and the other way round: a changed provider file must not publish it. Where each webhook
 * chooses its scheme the secret stays set, and signing refuses to send one that was entered to sign with.
 */
export function stateOfSecret(
  box: SecretBox,
  provider: Provider | null,
  webhookId: string,
  field: SecretField,
): SecretState {
  const state = box.state(webhookId, field);
  if (!isSigningField(field) || state === 'unset') return state;
  const wanted = purposeOf(provider);
  return wanted === null || (box.purpose(webhookId, field) ?? 'key') === wanted ? state : 'unset';
}

/** Gives what was stored before purposes were kept the one that its provider has now. */
export function adoptPurposes(
  box: SecretBox,
  webhooks: readonly { id: string; providerId: string; draft: WebhookDraft }[],
  findProvider: (id: string) => Provider | null,
): void {
  for (const { id, providerId, draft } of webhooks) {
    if (box.state(id, 'signing') === 'unset' || box.purpose(id, 'signing') !== null) continue;
    const purpose = purposeOf(findProvider(providerId), draft);
    if (purpose !== null) box.setPurpose(id, 'signing', purpose);
  }
}
