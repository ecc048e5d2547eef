import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import {
  nameSeparator,
  type Provider,
  type SettingSpec,
  type SettingValue,
} from '../../../src-preload/contract/provider.ts';
import { createIssue } from './issues.ts';
import { readNames, type SettingValues, type UsedTargets } from './scope-rules.ts';
import { isMailAddress } from './validate-text.ts';

/** The values of all settings: what is stored where it still fits, else what the provider begins with. */
export function toSettingValues(
  provider: Provider,
  stored: ReadonlyMap<string, unknown>,
): Record<string, SettingValue> {
  return Object.fromEntries(
    provider.settings.map((spec) => {
      const value = stored.get(spec.id);
      return [spec.id, fits(spec, value) ? value : initialValue(spec)];
    }),
  );
}

/**
 * Checks the settings in `changed`, all of them seen together.
 * @param usedTargets names that webhooks belong to and that therefore cannot be taken away.
 */
export function validateSettings(
  provider: Provider,
  values: SettingValues,
  changed: readonly string[],
  usedTargets: UsedTargets,
): FieldIssue[] {
  return changed.flatMap((id) => {
    const spec = provider.settings.find((candidate) => candidate.id === id);
    const path = `settings.${id}`;
    if (!spec) return [createIssue(path, `${provider.name} has no setting “${id}”.`)];
    const problem = findProblem(spec, values, usedTargets) ?? findDependentProblem(spec, provider, values, changed);
    return problem === null ? [] : [createIssue(path, problem)];
  });
}

function initialValue(spec: SettingSpec): SettingValue {
  return spec.kind === 'names' ? [...spec.initial] : spec.initial;
}

function fits(spec: SettingSpec, value: unknown): value is SettingValue {
  switch (spec.kind) {
    case 'switch':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    case 'choice':
      return typeof value === 'string' && spec.choices.some((choice) => choice.value === value);
    case 'names':
      return Array.isArray(value) && value.every((name) => typeof name === 'string');
  }
}

function findProblem(spec: SettingSpec, values: SettingValues, usedTargets: UsedTargets): string | null {
  const value = values[spec.id];
  if (!fits(spec, value)) return `${spec.label} does not take this value. Choose one that is offered.`;
  if (spec.kind === 'text' && spec.format === 'email' && value !== '' && !isMailAddress(String(value))) {
    return `${spec.label} is not a mail address. Write one, such as ops@example.com, or leave it empty.`;
  }
  if (spec.kind !== 'names') return null;
  const names = readNames(values, spec.id);
  return findNameProblem(spec, names, values) ?? findRemovedProblem(spec, names, usedTargets);
}

function findNameProblem(
  spec: Extract<SettingSpec, { kind: 'names' }>,
  names: readonly string[],
  values: SettingValues,
): string | null {
  const parents = spec.within === null ? null : readNames(values, spec.within);
  for (const [index, name] of names.entries()) {
    if (name.trim() === '' || name !== name.trim()) return `${spec.label}: a name is empty or has spaces around it.`;
    if (names.indexOf(name) < index) return `${spec.label}: “${name}” is there twice. Remove one.`;
    if (spec.of !== undefined && !readNames(values, spec.of).includes(name)) {
      return `${spec.label}: there is no “${name}” to choose from any more.`;
    }
    if (parents === null) {
      if (name.includes(nameSeparator)) return `${spec.label}: “${name}” must not contain “${nameSeparator}”.`;
    } else if (!parents.some((parent) => name.startsWith(parent + nameSeparator))) {
      return `${spec.label}: “${name}” does not lie within one of: ${parents.join(', ')}.`;
    }
  }
  return null;
}

/** A name that others lie within, or that is chosen elsewhere, stays until those are gone. */
function findDependentProblem(
  spec: SettingSpec,
  { settings }: Provider,
  values: SettingValues,
  changed: readonly string[],
): string | null {
  if (spec.kind !== 'names') return null;
  const names = readNames(values, spec.id);
  for (const other of settings) {
    if (other.kind !== 'names' || changed.includes(other.id)) continue;
    const left = readNames(values, other.id).find((name) => {
      if (other.of === spec.id) return !names.includes(name);
      return other.within === spec.id && !names.some((parent) => name.startsWith(parent + nameSeparator));
    });
    if (left !== undefined) return `${spec.label}: “${left}” still stands in ${other.label}. Take it out there first.`;
  }
  return null;
}

function findRemovedProblem(spec: SettingSpec, names: readonly string[], usedTargets: UsedTargets): string | null {
  const missing = [...(usedTargets.get(spec.id) ?? [])].find((target) => !names.includes(target));
  if (missing === undefined) return null;
  return `${spec.label}: webhooks still belong to “${missing}”. Move or delete them first.`;
}
