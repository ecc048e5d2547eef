import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SecretField, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { createWarning } from './issues.ts';
import { listPlainCredentials, type PlainCredential, removePlainCredential } from './plain-credentials.ts';

/** A credential of a plain place as the authorization that sends the same request. */
export interface KeptCredential {
  draft: WebhookDraft;
  field: SecretField;
  value: string;
}

/** Warns of credentials in plain places, where the authorization can take one over. */
export function warnOfPlainCredentials(draft: WebhookDraft, provider: Provider): FieldIssue[] {
  return listPlainCredentials(draft).flatMap((credential) => {
    if (keepCredential(draft, provider, credential.place) === null) return [];
    const { place, label } = credential;
    const path = place.startsWith('url.') ? 'url' : `${place}.value`;
    const warning = createWarning(path, `The value of ${label} is kept in clear. As a secret it is encrypted.`);
    return [{ ...warning, keep: { label: 'Keep it as a secret', place } }];
  });
}

/**
 * Moves a credential into the authorization of the webhook, which sends the same header or parameter.
 * @returns null where the place holds none, or the authorization is taken or cannot send it
 */
export function keepCredential(draft: WebhookDraft, provider: Provider, place: string): KeptCredential | null {
  const credential = listPlainCredentials(draft).find((each) => each.place === place);
  if (credential === undefined || draft.authorization.type !== 'none') return null;
  const kept = toAuthorization(credential);
  if (kept === null || !provider.webhook.authorization.includes(kept.authorization.type)) return null;
  const { authorization, value } = kept;
  return { draft: { ...removePlainCredential(draft, place), authorization }, field: authorization.type, value };
}

function toAuthorization({ kind, name, value }: PlainCredential) {
  if (kind === 'query') return null;
  if (kind === 'url') return { authorization: { type: 'api-key', in: 'query', name } as const, value };
  const token = /^Bearer /.test(value) ? value.slice('Bearer '.length) : '';
  if (name.toLowerCase() === 'authorization' && token !== '') {
    return { authorization: { type: 'bearer' } as const, value: token };
  }
  return { authorization: { type: 'api-key', in: 'header', name } as const, value };
}
