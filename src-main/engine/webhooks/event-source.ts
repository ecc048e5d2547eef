import { nameSeparator, type Provider, type ScopeSpec } from '../../../src-preload/contract/provider.ts';
import type { Scope } from '../../../src-preload/contract/webhook.ts';
import { isSameScope } from './scope-rules.ts';

/**
 * Every scope that hears of an event: where it happens, all that this lies within (`Payments / Checkout` lies within the team
 * `Payments`), and the scopes that have no targets, because those stand for everything.
 */
export function listHearers(provider: Provider, source: Scope): Scope[] {
  const around = provider.scopes.flatMap(({ id, targets }): Scope[] =>
    targets === null ? [{ id, target: null }] : [],
  );
  const hearers: Scope[] = [];
  const seen = new Set<string>();
  let spec = findSpec(provider, source.id);
  let { target } = source;
  while (spec !== undefined && !seen.has(spec.id)) {
    seen.add(spec.id);
    hearers.push({ id: spec.id, target: spec.targets === null ? null : target });
    target = target?.includes(nameSeparator) ? dropLast(target) : target;
    spec = spec.parent === null ? undefined : findSpec(provider, spec.parent);
  }
  return [...hearers, ...around.filter((scope) => !hearers.some((hearer) => isSameScope(hearer, scope)))];
}

function findSpec(provider: Provider, id: string): ScopeSpec | undefined {
  return provider.scopes.find((scope) => scope.id === id);
}

function dropLast(target: string): string {
  return target.slice(0, target.lastIndexOf(nameSeparator));
}
