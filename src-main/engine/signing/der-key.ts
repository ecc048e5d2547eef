import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { SigningAlgorithm } from '../../../src-preload/contract/signing.ts';
import { decodeStrictly, explainEncoding } from './encoding.ts';
import type { DecodedKey } from './types.ts';

/** The algorithms whose key is a file of its own: a private one signs and verifies, a public one only verifies. */
export type KeyFileAlgorithm = SigningAlgorithm & ('ecdsa-p256-sha256' | 'rsa-sha256');

export function isKeyFileAlgorithm(algorithm: SigningAlgorithm): algorithm is KeyFileAlgorithm {
  return algorithm === 'ecdsa-p256-sha256' || algorithm === 'rsa-sha256';
}

const rsaOptions = {
  modulusLength: 2048,
  publicKeyEncoding: { format: 'pem', type: 'spki' },
  privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
} as const;
// What is in front of the 32 bytes of a P-256 private key in PKCS #8 (RFC 5208, RFC 5915), and between it and the point.
const p256Head = Buffer.from('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420', 'hex');
const p256Middle = Buffer.from('a144034200', 'hex');

/**
 * Reads PEM text, or the DER inside it in base64.
 * @returns the key as DER: PKCS #8 where it can sign, SubjectPublicKeyInfo where it can only verify
 */
export function decodeKeyFile(algorithm: KeyFileAlgorithm, text: string): DecodedKey {
  const name = algorithm === 'rsa-sha256' ? 'an RSA key' : 'a key of the curve P-256';
  const body = takeOutOfPem(text);
  const der = decodeStrictly(body, 'base64');
  if (der === null)
    return refuse(`The secret ${explainEncoding(body, 'base64')}. Enter the key as PEM, or its DER in base64.`);
  const found = readPrivateKey(der, text) ?? readPublicKey(der, text);
  if (found === null)
    return refuse(`The secret is not a key in PKCS #8 or SubjectPublicKeyInfo. Enter ${name} as PEM.`);
  if (!fits(found, algorithm)) return refuse(`The secret is a key of another kind. Enter ${name}.`);
  const canSign = found.type === 'private';
  const key = canSign ? found.export({ format: 'der', type: 'pkcs8' }) : found.export({ format: 'der', type: 'spki' });
  return { ok: true, key, canSign };
}

/** @returns a private key as PEM (PKCS #8). */
export function generateKeyFile(algorithm: KeyFileAlgorithm, random: { bytes(count: number): Buffer }): string {
  if (algorithm === 'rsa-sha256') {
    return generateKeyPairSync('rsa', rsaOptions).privateKey;
  }
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(pickScalar(random));
  const der = Buffer.concat([p256Head, leftPad(pair.getPrivateKey()), p256Middle, pair.getPublicKey()]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
}

/** An RSA key as PEM (PKCS #8), made on another thread: it takes up to a second. */
export function generateRsaKeyAside(): Promise<string> {
  return new Promise((resolve, reject) => {
    generateKeyPair('rsa', rsaOptions, (error, _publicKey, privateKey) =>
      error ? reject(error) : resolve(privateKey),
    );
  });
}

/** @throws Error where the key can only verify */
export function signWithKeyFile(key: Buffer, message: Buffer): Buffer {
  const { privateKey } = readKeyFile(key);
  if (privateKey === null) throw new Error('A public key cannot sign.');
  return sign('sha256', message, privateKey);
}

/** Whether the signature is right. Never throws for what arrived. */
export function verifyWithKeyFile(key: Buffer, message: Buffer, signature: Buffer): boolean {
  const { publicKey } = readKeyFile(key);
  return publicKey !== null && verify('sha256', message, publicKey, signature);
}

/** Whether the DER from `decodeKeyFile` can sign. */
export function isPrivateKeyFile(key: Buffer): boolean {
  return readKeyFile(key).privateKey !== null;
}

/** Both halves, as far as the DER holds them. Kept by the very buffer: reading DER can cost more than signing with it. */
function readKeyFile(key: Buffer): KeyFile {
  const known = keyFiles.get(key);
  if (known !== undefined) return known;
  const privateKey = readPrivateKey(key, '');
  const file = { privateKey, publicKey: privateKey === null ? readPublicKey(key, '') : createPublicKey(privateKey) };
  keyFiles.set(key, file);
  return file;
}

interface KeyFile {
  privateKey: KeyObject | null;
  publicKey: KeyObject | null;
}

const keyFiles = new WeakMap<Buffer, KeyFile>();

/** Between the lines that begin and end PEM; anything else is taken as it is. */
function takeOutOfPem(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const isPem = lines.some((line) => line.startsWith('-----BEGIN '));
  return isPem ? lines.filter((line) => line !== '' && !line.startsWith('-----')).join('') : text.trim();
}

/** @param text the PEM, which also says when the key is in an older form (PKCS #1, SEC 1) */
function readPrivateKey(der: Buffer, text: string): KeyObject | null {
  return firstThatReads([
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    ...(text.includes('PRIVATE KEY-----') ? [() => createPrivateKey({ key: text.trim(), format: 'pem' })] : []),
  ]);
}

function readPublicKey(der: Buffer, text: string): KeyObject | null {
  return firstThatReads([
    () => createPublicKey({ key: der, format: 'der', type: 'spki' }),
    ...(text.includes('PUBLIC KEY-----') ? [() => createPublicKey({ key: text.trim(), format: 'pem' })] : []),
  ]);
}

function firstThatReads(readers: readonly (() => KeyObject)[]): KeyObject | null {
  for (const read of readers) {
    try {
      return read();
    } catch {
      // The next form is tried.
    }
  }
  return null;
}

function fits(key: KeyObject, algorithm: KeyFileAlgorithm): boolean {
  if (algorithm === 'rsa-sha256') return key.asymmetricKeyType === 'rsa';
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

/** A scalar below the order of the curve; nearly every 32 bytes are. */
function pickScalar(random: { bytes(count: number): Buffer }): Buffer {
  const scalar = random.bytes(32);
  // The order of P-256 begins with ffffffff00000000: clearing one bit stays below it. Zero is no key.
  scalar[0] = (scalar[0] ?? 0) & 0x7f;
  scalar[31] = (scalar[31] ?? 0) | 0x01;
  return scalar;
}

function leftPad(scalar: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]);
}

function refuse(message: string): DecodedKey {
  return { ok: false, message };
}
