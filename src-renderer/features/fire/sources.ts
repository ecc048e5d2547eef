import type { ProviderState } from '../../../src-preload/contract/provider.ts';
import type { Scope } from '../../../src-preload/contract/webhook.ts';

/** A place where an event can happen. */
export interface Source {
  scope: Scope;
  key: string;
  /** `Payments / Checkout`, or `Global`. */
  label: string;
  /** What kind of place it is: `Service`. */
  kind: string;
}

export function keyOfScope({ id, target }: Scope): string {
  return JSON.stringify([id, target]);
}

/** Every place where an event of the provider can happen, the narrowest kind first: that is where most of them do. */
export function listSources({ provider, settings }: ProviderState): Source[] {
  return provider.scopes.toReversed().flatMap((spec): Source[] => {
    const names = spec.targets === null ? [null] : settings[spec.targets];
    if (!Array.isArray(names)) return [];
    return names.map((target: string | null) => {
      const scope = { id: spec.id, target };
      return { scope, key: keyOfScope(scope), label: target ?? spec.label, kind: spec.label };
    });
  });
}
