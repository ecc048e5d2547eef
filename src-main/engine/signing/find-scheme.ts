import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { getScheme } from './schemes.ts';

/** The scheme that is meant: the one that comes along, else the shipped one of that id. */
export function findScheme(by: { schemeId: string; scheme?: SigningScheme }): SigningScheme | undefined {
  return by.scheme ?? getScheme(by.schemeId);
}
