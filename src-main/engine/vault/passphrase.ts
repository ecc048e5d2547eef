import { type KeyObject, scrypt } from 'node:crypto';
import type { Random } from '../random.ts';
import { KEY_BYTES, toKeyObject } from './aead.ts';

/** Parameters of scrypt (RFC 7914), kept beside what they protect, so that they can be raised later. */
export interface ScryptParameters {
  kdf: 'scrypt';
  N: number;
  r: number;
  p: number;
  /** Hex. */
  salt: string;
}

const SALT_BYTES = 16;
/** 128 MiB and some tenths of a second: the first choice of OWASP's password storage cheat sheet. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
/** What parameters read from a file may ask for at most. */
const MAXIMUM_MEMORY = 512 * 1024 * 1024;

export function createParameters(random: Random): ScryptParameters {
  return { kdf: 'scrypt', ...COST, salt: random.bytes(SALT_BYTES).toString('hex') };
}

/** @returns null where the text is not such parameters, or asks for more memory than is sane. */
export function parseParameters(text: string): ScryptParameters | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isParameters(value) && 128 * value.N * value.r <= MAXIMUM_MEMORY ? value : null;
}

/**
 * The key that belongs to a passphrase. Runs on another thread. The passphrase is normalised (NFKC), because keyboards and
 * systems spell the same letters differently.
 */
export async function deriveKey(passphrase: string, parameters: ScryptParameters): Promise<KeyObject> {
  const bytes = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  const { N, r, p } = parameters;
  try {
    const key = await new Promise<Buffer>((resolve, reject) => {
      const options = { N, r, p, maxmem: 2 * MAXIMUM_MEMORY };
      scrypt(bytes, Buffer.from(parameters.salt, 'hex'), KEY_BYTES, options, (error, derived) =>
        error ? reject(error) : resolve(derived),
      );
    });
    return toKeyObject(key);
  } finally {
    bytes.fill(0);
  }
}

function isParameters(value: unknown): value is ScryptParameters {
  if (typeof value !== 'object' || value === null) return false;
  const { kdf, N, r, p, salt } = value as Partial<Record<keyof ScryptParameters, unknown>>;
  const isCount = (count: unknown): boolean => Number.isSafeInteger(count) && Number(count) > 0;
  return kdf === 'scrypt' && isCount(N) && isCount(r) && isCount(p) && typeof salt === 'string' && salt.length >= 32;
}
