import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { carriedScheme, namedHeaderOf, schemeIdOf, schemeOf } from '../signing/scheme-of.ts';
import type { RequestPlan } from './types.ts';

/** Whether and how requests of this webhook are signed, by the rules of its provider. */
export function planSigning(provider: Provider, draft: WebhookDraft): Pick<RequestPlan, 'signing' | 'unsignedBecause'> {
  const { signing } = provider;
  const unsigned = (unsignedBecause: string) => ({ signing: null, unsignedBecause });
  if (signing === null) return unsigned(`${provider.name} does not sign its requests.`);
  if (signing.channels !== null && !signing.channels.includes(draft.channel)) {
    const signed = provider.channels.filter(({ id }) => signing.channels?.includes(id)).map(({ label }) => label);
    return unsigned(`${provider.name} signs only requests of these channels: ${signed.join(', ')}.`);
  }
  if (draft.send === 'query') {
    return unsigned('The data goes in query parameters, and only a request body is signed.');
  }
  if (signing.chosenHeader !== null && !draft.signed) return unsigned('Signing is switched off for this webhook.');
  const schemeId = schemeIdOf(provider, draft);
  if (schemeId === null) return unsigned('No signing scheme is chosen for this webhook.');
  const isNamed = signing.chosenHeader !== null || isNamedByChoice(provider, draft);
  return {
    signing: {
      schemeId,
      ...carriedScheme(provider, schemeId),
      headerName: isNamed ? draft.signatureHeader : null,
      ...(draft.publicUrl === '' ? {} : { publicUrl: draft.publicUrl }),
      need: signing.secret.need === 'optional' ? 'optional' : 'required',
    },
    unsignedBecause: null,
  };
}

/** Where the webhook chose the scheme, and the scheme leaves the name of the header to the user. */
function isNamedByChoice(provider: Provider, draft: WebhookDraft): boolean {
  return provider.signing?.schemeId === null && namedHeaderOf(schemeOf(provider, draft)) !== null;
}
