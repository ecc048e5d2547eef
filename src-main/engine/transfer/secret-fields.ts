import type { SecretField, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { FileSecretField } from './sealed-secrets.ts';

export const fileSecretFields = ['signing', 'signing-previous', 'authorization'] as const;

/** Which secret of a webhook one of a file is: a credential is of the kind that its webhook has there; null where that is none. */
export function toSecretField(
  { authorization }: Pick<WebhookDraft, 'authorization'>,
  field: FileSecretField,
): SecretField | null {
  if (field === 'signing' || field === 'signing-previous') return field;
  if (field !== 'authorization') return null;
  return authorization.type === 'none' ? null : authorization.type;
}
