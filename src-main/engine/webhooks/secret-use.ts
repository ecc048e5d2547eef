import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SecretField } from '../../../src-preload/contract/webhook.ts';
import { findScheme } from '../signing/find-scheme.ts';
import type { SecretPurpose } from '../store/secret-repository.ts';
import type { SecretBox, SecretState } from '../vault/secret-box.ts';

/** What a provider does with its signing secret; null where it has no scheme. */
export function purposeOf(provider: Provider | null): SecretPurpose | null {
  const scheme = provider?.signing ? findScheme(provider.signing) : undefined;
  if (scheme === undefined) return null;
  return scheme.algorithm === 'equality' ? 'sent' : 'key';
}

/**
 * Whether a secret is there for what its provider does with it now. A key that was entered to sign with counts as not set once
 * the scheme would send it in clear, and the other way round: a changed provider file must not publish it.
 */
export function stateOfSecret(
  box: SecretBox,
  provider: Provider | null,
  webhookId: string,
  field: SecretField,
): SecretState {
  const state = box.state(webhookId, field);
  if (field !== 'signing' || state === 'unset') return state;
  const wanted = purposeOf(provider);
  return wanted === null || (box.purpose(webhookId, field) ?? 'key') === wanted ? state : 'unset';
}

/** Gives what was stored before purposes were kept the one that its provider has now. */
export function adoptPurposes(
  box: SecretBox,
  webhooks: readonly { id: string; providerId: string }[],
  findProvider: (id: string) => Provider | null,
): void {
  for (const { id, providerId } of webhooks) {
    if (box.state(id, 'signing') === 'unset' || box.purpose(id, 'signing') !== null) continue;
    const purpose = purposeOf(findProvider(providerId));
    if (purpose !== null) box.setPurpose(id, 'signing', purpose);
  }
}
