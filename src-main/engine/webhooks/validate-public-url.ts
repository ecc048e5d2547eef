import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { parseEndpoint } from '../compose/endpoint.ts';
import { planSigning } from '../compose/plan-signing.ts';
import { findScheme } from '../signing/find-scheme.ts';
import { signsUrl } from '../signing/signed-urls.ts';
import { createIssue } from './issues.ts';
import { findPastedAlong } from './validate-address.ts';

/** The address by which the receiver is known outside; looked at only where the scheme signs it. */
export function validatePublicUrl(draft: WebhookDraft, provider: Provider): FieldIssue[] {
  const { publicUrl } = draft;
  const { signing } = planSigning(provider, draft);
  const scheme = signing === null ? undefined : findScheme(signing);
  if (publicUrl === '' || scheme === undefined || !signsUrl(scheme)) return [];
  const along = findPastedAlong('publicUrl', 'The public address', publicUrl);
  if (along?.severity === 'error') return [along];
  const reading = parseEndpoint(publicUrl);
  if (!reading.ok) return [createIssue('publicUrl', reading.message)];
  if (!/[?#]/.test(publicUrl)) return along === null ? [] : [along];
  const message = 'Write the public address without “?” and “#”: the query of each request is used.';
  return [createIssue('publicUrl', message)];
}
