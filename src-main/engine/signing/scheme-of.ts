import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { findScheme } from './find-scheme.ts';

/** A symbol: it is copied along with a provider, and goes neither into a file nor to the page. */
const ownSchemes = Symbol('own schemes');

interface WithOwnSchemes extends Provider {
  readonly [ownSchemes]?: ReadonlyMap<string, SigningScheme>;
}

/** The provider with the schemes that its webhooks can choose besides the shipped ones; another provider as it is. */
export function addOwnSchemes(provider: Provider, schemes: ReadonlyMap<string, SigningScheme>): Provider {
  if (provider.signing === null || provider.signing.schemeId !== null) return provider;
  const made: WithOwnSchemes = { ...provider, [ownSchemes]: schemes };
  return made;
}

/** The id of the scheme that a webhook is signed with; null: it is not signed. A provider's own goes before the webhook's choice. */
export function schemeIdOf(provider: Provider, draft: Pick<WebhookDraft, 'schemeId'>): string | null {
  return provider.signing === null ? null : (provider.signing.schemeId ?? draft.schemeId);
}

/** The scheme itself; undefined also where it is not here. */
export function schemeOf(provider: Provider, draft: Pick<WebhookDraft, 'schemeId'>): SigningScheme | undefined {
  const schemeId = schemeIdOf(provider, draft);
  return schemeId === null ? undefined : findScheme({ schemeId, ...carriedScheme(provider, schemeId) });
}

/** The scheme that has to go along with its id, since nobody else knows it: the provider's own, or one of the workspace. */
export function carriedScheme(provider: WithOwnSchemes, schemeId: string): { scheme?: SigningScheme } {
  const scheme = provider.signing?.scheme ?? provider[ownSchemes]?.get(schemeId);
  return scheme === undefined ? {} : { scheme };
}

/** The header that the secret travels in, where the user may give it another name; null for every other scheme. */
export function namedHeaderOf(scheme: SigningScheme | undefined): string | null {
  const place = scheme?.signature.place;
  return place?.in === 'header' && place.named === true ? place.name : null;
}
