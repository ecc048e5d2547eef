import { nameSeparator, type Provider, type ScopeSpec } from '../../../src-preload/contract/provider.ts';
import type { Scope } from '../../../src-preload/contract/webhook.ts';
import { setInJson } from '../template/index.ts';
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

/** A name that the place of an event has in its data; null where the place has none of that kind. */
export interface PlacedName {
  path: string;
  value: string | null;
}

/** The names that the place puts into the data of an event: those of what it is and lies within, and null for what it is not. */
export function listPlacedNames(provider: Provider, source: Scope): PlacedName[] {
  const around = new Map(listHearers(provider, source).map(({ id, target }) => [id, target]));
  return provider.scopes.flatMap(({ id, dataPath }): PlacedName[] => {
    if (dataPath === undefined) return [];
    const target = around.get(id) ?? null;
    return [{ path: dataPath, value: target === null ? null : lastOf(target) }];
  });
}

/** The data of an event with these names in it; as it was where it cannot be read. */
export function placeInData(dataText: string, names: readonly PlacedName[]): string {
  return names.reduce((text, { path, value }) => setInJson(text, path, JSON.stringify(value)) ?? text, dataText);
}

function findSpec(provider: Provider, id: string): ScopeSpec | undefined {
  return provider.scopes.find((scope) => scope.id === id);
}

function lastOf(target: string): string {
  const at = target.lastIndexOf(nameSeparator);
  return at === -1 ? target : target.slice(at + nameSeparator.length);
}

function dropLast(target: string): string {
  return target.slice(0, target.lastIndexOf(nameSeparator));
}
