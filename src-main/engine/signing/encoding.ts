import type { SigningScheme } from '../../../src-preload/contract/signing.ts';

type Encoding = SigningScheme['signature']['encoding'];

/**
 * Decodes only what an encoder would have written, because `Buffer.from` cuts hex off at the first odd character, skips
 * what is not base64, and so lets two texts be one signature. Hex is lower case, base64 is padded, base64url is not.
 * @returns the bytes, or null for anything else.
 */
export function decodeStrictly(text: string, encoding: Exclude<Encoding, 'verbatim'>): Buffer | null {
  if (text === '') return null;
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : null;
}

/** Says in words what is wrong with a text that `decodeStrictly` refused. Names no part of the text. */
export function explainEncoding(text: string, encoding: Exclude<Encoding, 'verbatim'>): string {
  if (text === '') return 'is empty';
  if (text.trim() !== text) return 'begins or ends with white space';
  if (encoding === 'hex') return explainHex(text);
  if (/^[A-Za-z0-9+/]+$/.test(text) && encoding === 'base64') return 'is base64 without its padding (=)';
  if (/^[A-Za-z0-9_=-]+$/.test(text) && encoding === 'base64') return 'is in the URL form of base64 (- and _)';
  if (/^[A-Za-z0-9+/=]+$/.test(text) && encoding === 'base64url') return 'is plain base64, not its URL form';
  return `is not ${encoding}`;
}

function explainHex(text: string): string {
  if (/^[0-9a-fA-F]+$/.test(text)) {
    return text.length % 2 === 1 ? 'has an odd number of hex digits' : 'is in upper-case hex';
  }
  return 'is not hex';
}
