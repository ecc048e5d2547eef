import type { PlaceholderSpec } from '../../../src-preload/contract/template.ts';

/** A placeholder that stands for any text, so that it cannot stand in an `if`. */
export function describe(path: string, label: string, description: string): PlaceholderSpec {
  return { path, label, description, values: null, slips: [] };
}
