import type { HeaderPair } from '../../../../src-preload/contract/compose.ts';

const digests: readonly (readonly [length: number, name: string])[] = [
  [40, 'SHA-1'],
  [64, 'SHA-256'],
  [128, 'SHA-512'],
];

/** Headers that look like a signature, for a request that no known scheme fits. @param most how many are named */
export function describeUnknownSignatures(headers: readonly HeaderPair[], most = 5): string[] {
  const found: string[] = [];
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const digest = findDigest(value.slice(0, 2000));
    const isCalledOne = ['signature', 'hmac', 'digest'].some((word) => lower.includes(word));
    if (digest !== null) found.push(`${name} holds ${digest}.`);
    else if (isCalledOne) found.push(`${name} is called a signature; its form is not a known one.`);
    if (found.length === most) break;
  }
  return found;
}

/** A run of hex digits, or of base64, that is as long as a hash. */
function findDigest(value: string): string | null {
  for (const run of value.split(/[^0-9a-fA-F]+/)) {
    const digest = digests.find(([length]) => length === run.length);
    if (digest !== undefined) return `${digest[0]} hex digits, as an HMAC with ${digest[1]} has`;
  }
  for (const run of value.split(/[^0-9A-Za-z+/=]+/)) {
    const bytes = run.length % 4 === 0 && run.endsWith('=') ? Buffer.from(run, 'base64').length : 0;
    const digest = digests.find(([length]) => length / 2 === bytes);
    if (digest !== undefined) return `${bytes} bytes in base64, as an HMAC with ${digest[1]} has`;
  }
  return null;
}
