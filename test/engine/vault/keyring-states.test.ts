import { describe, expect, test } from 'vitest';
import type { KeyProtector } from '../../../src-main/engine/vault/key-protector.ts';
import type { VaultStatus } from '../../../src-preload/contract/vault.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { createFakeKeyring } from './fake-keyring.ts';
import { openVaultIn } from './open-vault.ts';

const gnome = createFakeKeyring('gnome_libsecret');

/** A workspace that was made with the GNOME keyring, opened with what is there now. */
const states: { now: string; protector: KeyProtector | null; expected: Partial<VaultStatus>; readable: boolean }[] = [
  {
    now: 'the same keyring',
    protector: gnome,
    expected: { state: 'ready', protection: 'keyring', keyring: 'gnome_libsecret' },
    readable: true,
  },
  {
    now: 'no keyring',
    protector: null,
    expected: { state: 'mismatch', expected: 'gnome_libsecret', found: null },
    readable: false,
  },
  {
    now: 'basic_text, which protects nothing',
    protector: createFakeKeyring('basic_text', 'peanuts', false),
    expected: { state: 'mismatch', expected: 'gnome_libsecret', found: 'basic_text' },
    readable: false,
  },
  {
    now: 'another backend',
    protector: createFakeKeyring('kwallet6'),
    expected: { state: 'mismatch', expected: 'gnome_libsecret', found: 'kwallet6' },
    readable: false,
  },
  {
    now: 'the same backend of another login',
    protector: createFakeKeyring('gnome_libsecret', 'somebody else'),
    expected: { state: 'damaged' },
    readable: false,
  },
  {
    now: 'a keyring that does not answer',
    protector: { ...gnome, available: () => Promise.reject(new Error('no D-Bus')) },
    expected: { state: 'mismatch', expected: 'gnome_libsecret' },
    readable: false,
  },
];

describe('a workspace of one keyring never overwrites its key', () => {
  test.each(states)('with $now', async ({ protector, expected, readable }) => {
    const directory = makeTemporaryDirectory();
    const first = await openVaultIn(directory, gnome);
    first.vault.secrets.save('w1', 'signing', Buffer.from('kept'));
    const row = first.repository.readVault();
    const secrets = first.repository.list();
    first.close();

    const second = await openVaultIn(directory, protector);
    expect(second.vault.status()).toMatchObject(expected);
    expect(second.vault.secrets.state('w1', 'signing')).toBe(readable ? 'set' : 'locked');
    expect(second.repository.readVault()).toEqual(row);
    expect(second.repository.list()).toEqual(secrets);
    await expect(second.vault.choose({ protection: 'memory' })).rejects.toMatchObject({ code: 'conflict' });
    second.close();

    const again = await openVaultIn(directory, gnome);
    expect(again.vault.secrets.read('w1', 'signing')?.toString()).toBe('kept');
  });
});

test('a keyring that gives back something else is not trusted with the key', async () => {
  const liar: KeyProtector = { ...createFakeKeyring('liar'), unwrap: async () => Buffer.alloc(32) };
  const { vault, repository } = await openVaultIn(makeTemporaryDirectory(), liar);
  expect(vault.status()).toEqual({ state: 'undecided', keyring: 'liar' });
  expect(repository.readVault()).toBeNull();
});

test('a workspace with a passphrase stays with it when a keyring appears', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory);
  await first.vault.choose({ protection: 'passphrase', passphrase: 'mine' });
  first.close();
  const second = await openVaultIn(directory, gnome);
  expect(second.vault.status()).toEqual({ state: 'locked', protection: 'passphrase' });
});

test('the keyring that comes back is found by looking again', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory, gnome);
  first.vault.secrets.save('w1', 'signing', Buffer.from('kept'));
  first.close();
  let isThere = false;
  const second = await openVaultIn(directory, { ...gnome, available: async () => isThere });
  expect(second.vault.status()).toMatchObject({ state: 'mismatch' });
  isThere = true;
  expect(await second.vault.recheck()).toMatchObject({ state: 'ready' });
  expect(second.vault.secrets.read('w1', 'signing')?.toString()).toBe('kept');
});
