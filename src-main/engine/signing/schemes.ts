import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { serviceSchemes } from './schemes/services.ts';

/** Every shipped scheme, by id. */
export const schemes: ReadonlyMap<string, SigningScheme> = new Map(
  [...serviceSchemes].map((scheme) => [scheme.id, scheme]),
);

export function getScheme(id: string): SigningScheme | undefined {
  return schemes.get(id);
}
