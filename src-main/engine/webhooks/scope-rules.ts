import {
  nameSeparator,
  type Provider,
  type ScopeSpec,
  type SettingValue,
} from '../../../src-preload/contract/provider.ts';
import type { Scope } from '../../../src-preload/contract/webhook.ts';

export type SettingValues = Readonly<Record<string, SettingValue>>;

/** Names that webhooks belong to, by the id of the setting that lists them. */
export type UsedTargets = ReadonlyMap<string, ReadonlySet<string>>;

/** The names that a `names` setting holds; none where it is another kind of setting. */
export function readNames(settings: SettingValues, id: string): readonly string[] {
  const value = settings[id];
  return Array.isArray(value) ? value : [];
}

export function findScope(provider: Provider, scope: Scope): ScopeSpec | null {
  return provider.scopes.find(({ id }) => id === scope.id) ?? null;
}

export function isSameScope(one: Scope, other: Scope): boolean {
  return one.id === other.id && one.target === other.target;
}

/** Every scope and target that a webhook of this provider can belong to. */
export function listScopes(provider: Provider, settings: SettingValues): Scope[] {
  return provider.scopes.flatMap(({ id, targets }): Scope[] => {
    if (targets === null) return [{ id, target: null }];
    return readNames(settings, targets).map((target) => ({ id, target }));
  });
}

/** What is wrong with a scope itself, in a sentence; null where it is one that there is. */
export function findScopeProblem(provider: Provider, settings: SettingValues, scope: Scope): string | null {
  const spec = findScope(provider, scope);
  if (spec === null) return 'Choose what this webhook belongs to.';
  if (spec.targets === null) return scope.target === null ? null : `${spec.label} has nothing to choose from.`;
  if (scope.target === null) return `Choose the ${spec.label} that this webhook belongs to.`;
  if (readNames(settings, spec.targets).includes(scope.target)) return null;
  return `There is no ${spec.label} called “${scope.target}”. Choose another, or add it in the settings of ${provider.name}.`;
}

/**
 * Why the role that is chosen in the provider's settings may not create, change or delete webhooks of a scope; null where it
 * may. This rehearses the rules of the service; it guards nothing.
 */
export function findRoleProblem(provider: Provider, settings: SettingValues, scope: Scope): string | null {
  const spec = findScope(provider, scope);
  if (!spec?.roles || provider.roleSetting === null) return null;
  const role = String(settings[provider.roleSetting] ?? '');
  const whom = `${spec.label} webhooks may be created, changed and deleted by ${listRoles(provider, spec.roles)} alone`;
  const remedy = `Choose another role in the settings of ${provider.name} to try it`;
  if (!spec.roles.includes(role)) {
    return `${whom}; your role there is ${labelRole(provider, role)}. ${remedy}.`;
  }
  const limitedTo = provider.roleTargets[role];
  if (limitedTo === undefined || scope.target === null) return null;
  const named = readNames(settings, limitedTo);
  if (listWithParents(scope.target).some((target) => named.includes(target))) return null;
  return `${whom}; as ${labelRole(provider, role)} you do not manage “${scope.target}”. ${remedy}.`;
}

/** Why a role that may use no scope at all cannot add a webhook; null for one that some scope is open to. */
export function describeWhoMayAdd(provider: Provider, settings: SettingValues): string | null {
  if (provider.roleSetting === null) return null;
  const role = String(settings[provider.roleSetting] ?? '');
  const roles = [...new Set(provider.scopes.flatMap((scope) => scope.roles ?? []))];
  if (roles.includes(role)) return null;
  const who = roles.map((each) => labelRole(provider, each)).join('/');
  return (
    `Only the ${who} can add a webhook; your role at ${provider.name} is ${labelRole(provider, role)}. ` +
    `Choose another role in the settings of ${provider.name} to try it.`
  );
}

/** Why one more webhook does not fit into a scope, or null. `taken` counts the others that are in it. */
export function findLimitProblem(provider: Provider, scope: Scope, taken: number): string | null {
  const spec = findScope(provider, scope);
  if (!spec || spec.maximumWebhooks === null || taken < spec.maximumWebhooks) return null;
  const place = scope.target === null ? spec.label : `${spec.label} “${scope.target}”`;
  return `${place} has ${taken} webhooks, which is the most that ${provider.name} allows. Delete one, or choose another place.`;
}

/** `Payments / Checkout` lies within `Payments`. */
function listWithParents(target: string): string[] {
  const parts = target.split(nameSeparator);
  return parts.map((_part, index) => parts.slice(0, index + 1).join(nameSeparator));
}

function listRoles(provider: Provider, roles: readonly string[]): string {
  return roles.map((role) => labelRole(provider, role)).join(' or ');
}

function labelRole(provider: Provider, role: string): string {
  const setting = provider.settings.find(({ id }) => id === provider.roleSetting);
  const choice = setting?.kind === 'choice' ? setting.choices.find(({ value }) => value === role) : undefined;
  return choice?.label ?? role;
}
