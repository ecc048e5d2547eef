import type { PlaceholderSpec } from '../../../src-preload/contract/template.ts';

/** A placeholder that stands for any text, so that it cannot stand in an `if`. */
export function describe(path: string, label: string, description: string): PlaceholderSpec {
  return { path, label, description, values: null, slips: [] };
}

/**
 * A placeholder with known values, which may stand in an `if`.
 * @param slips other spellings that are read as this one inside `if`
 */
export function choose(
  path: string,
  label: string,
  description: string,
  values: readonly string[],
  slips: readonly string[] = [],
): PlaceholderSpec {
  return { path, label, description, values, slips };
}
