import type { KeyObject } from 'node:crypto';
import type { Random } from '../random.ts';
import type { VaultRow } from '../store/secret-repository.ts';
import { KEY_BYTES, nameKey, openBytes, sealBytes, toKeyObject } from './aead.ts';
import type { KeyProtector } from './key-protector.ts';
import { createParameters, deriveKey, parseParameters } from './passphrase.ts';

/** The key that encrypts every secret. `id` tells one from another. */
export interface DataKey {
  key: KeyObject;
  id: string;
}

export function createDataKey(random: Random): DataKey {
  return toDataKey(random.bytes(KEY_BYTES));
}

/** Takes the bytes over and zeroes them. */
function toDataKey(bytes: Buffer): DataKey {
  const id = nameKey(bytes);
  return { key: toKeyObject(bytes), id };
}

/**
 * Wraps with the keyring, and unwraps again to see that it works before anything depends on it.
 * @throws what the keyring throws.
 */
export async function wrapWithKeyring({ key, id }: DataKey, protector: KeyProtector, now: number): Promise<VaultRow> {
  const bytes = key.export();
  try {
    const wrapped = await protector.wrap(bytes);
    const back = await protector.unwrap(wrapped);
    const same = back.equals(bytes);
    back.fill(0);
    if (!same) throw new Error('The keyring gave back something else than it was given.');
    return { protection: 'keyring', backend: protector.name, keyId: id, wrapped, parameters: '{}', createdAt: now };
  } finally {
    bytes.fill(0);
  }
}

/** @returns null where the keyring gives back another key. @throws what the keyring throws. */
export async function unwrapWithKeyring(row: VaultRow, protector: KeyProtector): Promise<DataKey | null> {
  return check(row, await protector.unwrap(row.wrapped));
}

export async function wrapWithPassphrase(
  { key, id }: DataKey,
  passphrase: string,
  random: Random,
  now: number,
): Promise<VaultRow> {
  const parameters = createParameters(random);
  const wrapping = await deriveKey(passphrase, parameters);
  const bytes = key.export();
  try {
    const wrapped = sealBytes(wrapping, random, bytes, describeWrapped(id));
    const text = JSON.stringify(parameters);
    return { protection: 'passphrase', backend: null, keyId: id, wrapped, parameters: text, createdAt: now };
  } finally {
    bytes.fill(0);
  }
}

/** @returns null where the passphrase is another one. */
export async function unwrapWithPassphrase(row: VaultRow, passphrase: string): Promise<DataKey | null> {
  const parameters = parseParameters(row.parameters);
  if (parameters === null) return null;
  const wrapping = await deriveKey(passphrase, parameters);
  const bytes = openBytes(wrapping, row.wrapped, describeWrapped(row.keyId));
  return bytes && check(row, bytes);
}

/** What is wrong with the row itself, whatever the passphrase; null where nothing is. */
export function findRowDamage(row: VaultRow): string | null {
  if (row.protection === 'passphrase' && parseParameters(row.parameters) === null) {
    return 'the parameters of the passphrase cannot be read';
  }
  return row.wrapped.length === 0 ? 'the key is missing' : null;
}

function check(row: VaultRow, bytes: Buffer): DataKey | null {
  if (bytes.length === KEY_BYTES && nameKey(bytes) === row.keyId) return toDataKey(bytes);
  bytes.fill(0);
  return null;
}

function describeWrapped(id: string): string {
  return `data key ${id}`;
}
