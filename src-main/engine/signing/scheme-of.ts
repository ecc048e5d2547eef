import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { findScheme } from './find-scheme.ts';

/** The id of the scheme that a webhook is signed with; null: it is not signed. A provider's own goes before the webhook's choice. */
export function schemeIdOf(provider: Provider, draft: Pick<WebhookDraft, 'schemeId'>): string | null {
  return provider.signing === null ? null : (provider.signing.schemeId ?? draft.schemeId);
}

/** The scheme itself; undefined also where it is not here. */
export function schemeOf(provider: Provider, draft: Pick<WebhookDraft, 'schemeId'>): SigningScheme | undefined {
  const schemeId = schemeIdOf(provider, draft);
  return schemeId === null ? undefined : findScheme({ ...provider.signing, schemeId });
}

/** The header that the secret travels in, where the user may give it another name; null for every other scheme. */
export function namedHeaderOf(scheme: SigningScheme | undefined): string | null {
  const place = scheme?.signature.place;
  return place?.in === 'header' && place.named === true ? place.name : null;
}
