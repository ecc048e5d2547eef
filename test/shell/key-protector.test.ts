import { describe, expect, test } from 'vitest';
import { createKeyProtector, type SafeStorage } from '../../src-main/shell/key-protector.ts';

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 8));

interface FakeOptions {
  backend?: string;
  available?: boolean;
  /** Another login, or another machine, has another one. */
  password?: string;
}

function seal(password: string, text: string): Buffer {
  return Buffer.from(`${password}\0${text}`);
}

function unseal(password: string, sealed: Buffer): string {
  const [with_, text] = sealed.toString().split('\0');
  if (with_ !== password || text === undefined) throw new Error('Error while decrypting the ciphertext.');
  return text;
}

/** safeStorage as Electron 33 has it. */
function createOldStorage({
  backend = 'gnome_libsecret',
  available = true,
  password = 'a',
}: FakeOptions = {}): SafeStorage {
  return {
    getSelectedStorageBackend: () => backend,
    isEncryptionAvailable: () => available,
    encryptString: (text) => seal(password, text),
    decryptString: (sealed) => unseal(password, sealed),
  };
}

/** safeStorage as versions without the synchronous calls have it. */
function createNewStorage({
  backend = 'gnome_libsecret',
  available = true,
  password = 'a',
}: FakeOptions = {}): SafeStorage {
  return {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (text) => seal(password, text),
    decryptStringAsync: async (sealed) => ({ result: unseal(password, sealed) }),
  };
}

describe.each([
  ['the synchronous calls of Electron 33', createOldStorage],
  ['the asynchronous calls of newer ones', createNewStorage],
])('the keyring, over %s', (_what, createStorage) => {
  test('wraps the key and gives it back', async () => {
    const protector = createKeyProtector(createStorage(), 'linux');
    expect(protector.name).toBe('gnome_libsecret');
    expect(await protector.available()).toBe(true);
    expect(await protector.unwrap(await protector.wrap(key))).toEqual(key);
  });

  // The six states of a keyring: what is said of it, and whether it may touch a key.
  test.each<{ state: string; options: FakeOptions; available: boolean }>([
    { state: 'GNOME', options: { backend: 'gnome_libsecret' }, available: true },
    { state: 'KDE', options: { backend: 'kwallet6' }, available: true },
    { state: 'a password that everybody knows', options: { backend: 'basic_text' }, available: false },
    { state: 'not known yet', options: { backend: 'unknown' }, available: false },
    { state: 'one that Electron has no name for today', options: { backend: 'portal' }, available: false },
    {
      state: 'GNOME, but it does not answer',
      options: { backend: 'gnome_libsecret', available: false },
      available: false,
    },
  ])('with $state is available: $available', async ({ options, available }) => {
    const protector = createKeyProtector(createStorage(options), 'linux');
    expect(protector.name).toBe(options.backend);
    expect(await protector.available()).toBe(available);
    if (available) return;
    await expect(protector.wrap(key)).rejects.toThrow('no keyring');
    await expect(protector.unwrap(seal('a', key.toString('base64')))).rejects.toThrow('no keyring');
  });

  test('of another login opens nothing', async () => {
    const wrapped = await createKeyProtector(createStorage({ password: 'a' }), 'linux').wrap(key);
    const other = createKeyProtector(createStorage({ password: 'b' }), 'linux');
    await expect(other.unwrap(wrapped)).rejects.toThrow('decrypting');
  });

  test('is the keychain on macOS and DPAPI on Windows', async () => {
    for (const [platform, name] of [
      ['darwin', 'keychain'],
      ['win32', 'dpapi'],
    ] as const) {
      const { getSelectedStorageBackend: _linuxOnly, ...storage } = createStorage();
      const protector = createKeyProtector(storage, platform);
      expect(protector.name).toBe(name);
      expect(await protector.available()).toBe(true);
      expect(await protector.unwrap(await protector.wrap(key))).toEqual(key);
    }
  });
});

test('a key wrapped by an older Electron is opened by a newer one', async () => {
  const wrapped = await createKeyProtector(createOldStorage(), 'linux').wrap(key);
  expect(await createKeyProtector(createNewStorage(), 'linux').unwrap(wrapped)).toEqual(key);
});

test('the asynchronous calls are preferred where both exist', async () => {
  const both = { ...createOldStorage({ available: false }), ...createNewStorage() };
  expect(await createKeyProtector(both, 'linux').available()).toBe(true);
});

test('an Electron that has neither has no keyring', async () => {
  const protector = createKeyProtector({ getSelectedStorageBackend: () => 'gnome_libsecret' }, 'linux');
  expect(await protector.available()).toBe(false);
});
