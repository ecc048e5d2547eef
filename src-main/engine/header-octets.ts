/**
 * Field values are octets (RFC 9110, section 5.5). Wherever a header is stored, sent or compared, its value is a byte string: each
 * character is one octet, U+0000 to U+00FF, which is what Node and undici read and write. These are the only ways in and out.
 */

const runsOfOctets = /[\0-\xff]+/g;
const beyondAscii = /[^\0-\x7f]/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text that a person typed or a file holds, as the octets that curl would send for it: UTF-8. */
export function toOctets(text: string): string {
  return beyondAscii.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/**
 * A field value to be read by a person: UTF-8 where its octets are that, else ISO 8859-1. Characters above U+00FF are no octets but
 * the dots in place of a secret; they stay.
 */
export function readOctets(octets: string): string {
  if (!beyondAscii.test(octets)) return octets;
  return octets.replace(runsOfOctets, (run) => decodeUtf8(Buffer.from(run, 'latin1')) ?? run);
}

/** Whether `readOctets` reads UTF-8, so that its text stands for these octets and no others. */
export function isUtf8(octets: string): boolean {
  if (!beyondAscii.test(octets)) return true;
  return (octets.match(runsOfOctets) ?? []).every((run) => decodeUtf8(Buffer.from(run, 'latin1')) !== null);
}

/** Headers to be read by a person. */
export function readHeaders(headers: readonly (readonly [string, string])[]): [string, string][] {
  return headers.map(([name, value]) => [name, readOctets(value)]);
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
