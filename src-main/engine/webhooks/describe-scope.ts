import type { Scope } from '../../../src-preload/contract/webhook.ts';
import type { ProviderInUse } from './provider-states.ts';
import { findScope } from './scope-rules.ts';

/** What a webhook belongs to, within a sentence: `Global`, `the Team “Payments”`. */
export function describeScope({ provider }: Pick<ProviderInUse, 'provider'>, scope: Scope): string {
  const label = findScope(provider, scope)?.label ?? scope.id;
  return scope.target === null ? label : `the ${label} “${scope.target}”`;
}
