import { createHash } from 'node:crypto';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { decodeKeyFile, generateKeyFile, generateRsaKeyAside, isKeyFileAlgorithm } from './der-key.ts';
import { decodeEd25519Key, generateEd25519Key } from './ed25519.ts';
import { decodeStrictly, explainEncoding } from './encoding.ts';
import type { DecodedKey } from './types.ts';

/**
 * Turns a secret, as the user entered it, into the bytes of the key.
 * @returns the key (for ed25519: 32 bytes of seed and 32 of public key, or the public key alone), or what is wrong with
 *   the secret and what to do; the message never holds a piece of it.
 */
export function decodeKey(scheme: SigningScheme, secret: Buffer): DecodedKey {
  if (secret.length === 0) return refuse('The secret is empty. Enter it again.');
  if (scheme.algorithm === 'equality' && scheme.signature.encoding === 'verbatim') return decodeSentSecret(secret);
  const { encoding, stripPrefix, publicPrefix } = scheme.key;
  if (encoding === 'utf8') return { ok: true, key: withoutPrefix(secret, stripPrefix ?? ''), canSign: true };
  const text = secret.toString('utf8');
  if (isKeyFileAlgorithm(scheme.algorithm)) return decodeKeyFile(scheme.algorithm, text);
  if (encoding === 'der') return refuse('The scheme asks for a key file, which its algorithm does not have.');
  const prefix = [stripPrefix, publicPrefix].find((candidate) => candidate && text.startsWith(candidate)) ?? '';
  const encoded = text.slice(prefix.length);
  const misread = explainPrefix(text, prefix, stripPrefix);
  if (misread !== null) return refuse(misread);
  const key = decodeStrictly(encoding === 'hex' ? encoded.toLowerCase() : encoded, encoding);
  if (key === null) return refuse(`The secret ${explainEncoding(encoded, encoding)}. Enter it as ${describe(scheme)}.`);
  if (scheme.algorithm !== 'ed25519') return { ok: true, key, canSign: true };
  return decodeEd25519Key(key, prefix === '' ? 'unsaid' : prefix === publicPrefix ? 'public' : 'private');
}

/** First 8 hex digits of SHA-256 over the key bytes: enough to compare two keys, useless to find one. */
export function fingerprintKey(key: Buffer): string {
  const known = fingerprints.get(key);
  if (known !== undefined) return known;
  const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 8);
  fingerprints.set(key, fingerprint);
  return fingerprint;
}

/** By the very buffer, so that it lives no longer than the key; a verification would cost half as much again without. */
const fingerprints = new WeakMap<Buffer, string>();

/**
 * Makes a secret in the form that the scheme asks for: 20 random bytes in hex where any text will do, 24 bytes in base64
 * (the least of Standard Webhooks), 32 bytes in hex, an ed25519 key pair, or a private key as PEM.
 */
export function generateSecret(scheme: SigningScheme, random: { bytes(count: number): Buffer }): string {
  const { encoding, stripPrefix } = scheme.key;
  const prefix = stripPrefix ?? '';
  if (isKeyFileAlgorithm(scheme.algorithm)) return generateKeyFile(scheme.algorithm, random);
  if (encoding === 'utf8' || encoding === 'der') return prefix + random.bytes(20).toString('hex');
  if (scheme.algorithm === 'ed25519') return prefix + generateEd25519Key(random.bytes(32)).toString(encoding);
  return prefix + random.bytes(encoding === 'base64' ? 24 : 32).toString(encoding);
}

/** The same, in the background where it takes long: for RSA it is a promise. */
export function startSecret(scheme: SigningScheme, random: { bytes(count: number): Buffer }): string | Promise<string> {
  return scheme.algorithm === 'rsa-sha256' ? generateRsaKeyAside() : generateSecret(scheme, random);
}

/** A secret that travels in a header must survive it: HTTP drops outer white space and takes only Latin-1. */
function decodeSentSecret(secret: Buffer): DecodedKey {
  const text = secret.toString('utf8');
  if (text.trim() !== text) {
    return refuse('The secret begins or ends with white space, which a header loses on its way. Enter it without.');
  }
  const unsendable = /[^\t\x20-\x7e\xa0-\xff]/u.exec(text)?.[0];
  if (unsendable !== undefined) {
    const kind = /\p{Cc}/u.test(unsendable) ? 'a control character' : 'a character beyond Latin-1';
    return refuse(`The secret holds ${kind}, which a header cannot carry. Choose one of plain letters and digits.`);
  }
  return { ok: true, key: secret, canSign: true };
}

/** What is pasted in front of a secret, or in other letters, said by its name: decoding would blame the base64 for it. */
function explainPrefix(text: string, found: string, expected: string | null): string | null {
  if (text.startsWith('v1,') || text.startsWith('v1a,')) {
    const mark = text.slice(0, text.indexOf(',') + 1);
    const begin = expected === null ? 'what follows it' : `${expected} on`;
    return `The secret begins with “${mark}”, which marks signatures and is no part of a secret. Enter it from ${begin}.`;
  }
  const isOtherCase = found === '' && expected !== null && text.toLowerCase().startsWith(expected.toLowerCase());
  if (!isOtherCase) return null;
  return `The secret begins with “${text.slice(0, expected.length)}”; the prefix is “${expected}”, in these very letters. Correct it.`;
}

function withoutPrefix(secret: Buffer, prefix: string): Buffer {
  const bytes = Buffer.from(prefix, 'utf8');
  return bytes.length > 0 && secret.subarray(0, bytes.length).equals(bytes) ? secret.subarray(bytes.length) : secret;
}

function describe(scheme: SigningScheme): string {
  const { encoding, stripPrefix } = scheme.key;
  return stripPrefix === null ? encoding : `${encoding}, with or without ${stripPrefix} in front`;
}

function refuse(message: string): DecodedKey {
  return { ok: false, message };
}
