import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { decidePolicy } from '../compose/delivery-policy.ts';
import { planSigning } from '../compose/plan-signing.ts';
import type { RequestPlan, SigningPlan } from '../compose/types.ts';
import { onceOnly } from '../dispatch/replay/once-only.ts';
import type { DeliveryJob } from '../dispatch/stored-request.ts';
import { findOtherHost, reservedHeaderNames } from '../header-rules.ts';
import { findScheme } from '../signing/find-scheme.ts';
import type { ImportedRequest } from './imported-request.ts';

/**
 * How an imported request is made again. With a webhook it is signed anew by the webhook's rules and carries its credentials: the old
 * ones, and the old signature, are taken out, and the message id of its scheme stays. Without one nothing is added to it.
 */
export function toJob(request: ImportedRequest, owner: { webhook: Webhook; provider: Provider } | null): DeliveryJob {
  const body = request.body.length === 0 ? null : request.body;
  if (owner === null) return { plan: planUnsigned(request), policy: onceOnly(null), body };
  const { webhook, provider } = owner;
  const planned = planSigning(provider, webhook);
  const scheme = planned.signing === null ? undefined : findScheme(planned.signing);
  const replaced = new Set([...listSigningHeaders(scheme, planned.signing), ...listCredentialHeaders(webhook)]);
  const plan = planUnsigned(request);
  const messageId = findHeader(request, scheme?.idHeader ?? null);
  return {
    plan: {
      ...plan,
      headers: plan.headers.filter(({ name }) => !replaced.has(name.toLowerCase())),
      authorization: webhook.authorization,
      ...planned,
      ...(messageId === null ? {} : { messageId }),
    },
    policy: decidePolicy(provider, webhook),
    body,
  };
}

function planUnsigned({ method, url, target, headers }: ImportedRequest): RequestPlan {
  const host = findOtherHost(headers, url);
  return {
    method,
    url,
    ...(target === undefined ? {} : { target }),
    headers: headers
      .filter(([name]) => !reservedHeaderNames.has(name.toLowerCase()))
      .map(([name, value]) => ({ name, value, source: 'custom' as const })),
    ...(host === null ? {} : { host }),
    authorization: { type: 'none' },
    signing: null,
    unsignedBecause: 'It was imported and belongs to no webhook here, so there is no secret to sign it with.',
    allowLinkLocal: false,
  };
}

function listSigningHeaders(scheme: SigningScheme | undefined, signing: SigningPlan | null): string[] {
  if (scheme === undefined) return [];
  const { signature, timestamp, idHeader, alternateHeaders } = scheme;
  const names = [
    signing?.headerName ?? null,
    signature.place.in === 'header' ? signature.place.name : null,
    timestamp?.place.in === 'header' ? timestamp.place.name : null,
    idHeader,
    ...Object.keys(alternateHeaders ?? {}),
    ...Object.values(alternateHeaders ?? {}),
  ];
  return names.flatMap((name) => (name === null ? [] : [name.toLowerCase()]));
}

function listCredentialHeaders({ authorization }: Webhook): string[] {
  if (authorization.type === 'none') return [];
  if (authorization.type !== 'api-key') return ['authorization'];
  return authorization.in === 'header' ? [authorization.name.toLowerCase()] : [];
}

function findHeader({ headers }: ImportedRequest, wanted: string | null): string | null {
  if (wanted === null) return null;
  const name = wanted.toLowerCase();
  const value = headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
  return value === '' || value.length > 200 ? null : value;
}
