import type { SigningScheme } from '../../../src-preload/contract/signing.ts';

/**
 * What follows the prefix that the scheme writes; null where the value does not begin with it. In `Authorization` the name of
 * an authentication scheme, such as `Basic`, counts in any case (RFC 9110, section 11.1; RFC 7617, section 2).
 */
export function cutPrefix({ place, prefix }: SigningScheme['signature'], value: string): string | null {
  if (value.startsWith(prefix)) return value.slice(prefix.length);
  const isAnyCase = place.in === 'header' && place.name.toLowerCase() === 'authorization' && /^[a-z]+ $/i.test(prefix);
  const fits = isAnyCase && value.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase();
  return fits ? value.slice(prefix.length) : null;
}
