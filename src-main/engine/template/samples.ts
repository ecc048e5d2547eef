import type { PlaceholderSpec } from '../../../src-preload/contract/template.ts';
import { cutToCodePoints } from './code-points.ts';
import { textOfValue } from './json-value.ts';
import type { RenderScope } from './scope.ts';

const longestSample = 200;

/** What the chosen event has for a placeholder, shortened to be shown; null where it has nothing. */
export function sampleOf(scope: RenderScope | null, spec: PlaceholderSpec): string | null {
  const value = scope?.get({ path: spec.path, steps: spec.path.split('.'), spec });
  if (value === undefined || value === null) return null;
  const text = textOfValue(value);
  const shown = cutToCodePoints(text, longestSample);
  return shown.length < text.length ? `${shown}…` : text;
}

/** What to know before choosing a placeholder that has nothing to insert; null where it has, or where no event is chosen. */
export function noteOf(scope: RenderScope | null, spec: PlaceholderSpec): string | null {
  if (scope === null) return null;
  const value = scope.get({ path: spec.path, steps: spec.path.split('.'), spec });
  if (value === undefined) return 'no value in this event';
  return value === null ? 'null in this event' : null;
}

/** The meaning of a placeholder, with its possible values. */
export function describePlaceholder(spec: PlaceholderSpec): string {
  if (spec.values === null || spec.values.length === 0) return spec.description;
  return `${spec.description}: ${spec.values.join(', ')}`;
}
