import type { KeyProtector } from '../engine/vault/key-protector.ts';

/** What is used of Electron's safeStorage. The asynchronous calls exist in newer versions only, the others in older ones only. */
export interface SafeStorage {
  getSelectedStorageBackend?(): string;
  isEncryptionAvailable?(): boolean;
  encryptString?(text: string): Buffer;
  decryptString?(sealed: Buffer): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(sealed: Buffer): Promise<{ result: string }>;
}

/** On Linux, "available" includes a fixed password that everybody knows (`basic_text`), so only these names count. */
const LINUX_KEYRINGS: readonly string[] = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'];

/**
 * Protects the vault's data key with the keyring of the operating system. Only after the app is ready: before that, Linux does not
 * say which keyring it is.
 */
export function createKeyProtector(storage: SafeStorage, platform: NodeJS.Platform): KeyProtector {
  const name = nameKeyring(storage, platform);

  async function available(): Promise<boolean> {
    return (platform !== 'linux' || LINUX_KEYRINGS.includes(name)) && isAvailable(storage);
  }

  // Said once more here, so that nothing is ever called protected by a password that everybody knows.
  async function assertAvailable(): Promise<void> {
    if (!(await available())) throw new Error('There is no keyring that protects anything.');
  }

  return {
    name,
    available,
    async wrap(key) {
      await assertAvailable();
      return encrypt(storage, key.toString('base64'));
    },
    async unwrap(wrapped) {
      await assertAvailable();
      return Buffer.from(await decrypt(storage, wrapped), 'base64');
    },
  };
}

function nameKeyring(storage: SafeStorage, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'keychain';
  if (platform === 'win32') return 'dpapi';
  return storage.getSelectedStorageBackend?.() ?? 'unknown';
}

async function isAvailable(storage: SafeStorage): Promise<boolean> {
  if (storage.isAsyncEncryptionAvailable) return storage.isAsyncEncryptionAvailable();
  return storage.isEncryptionAvailable?.() ?? false;
}

async function encrypt(storage: SafeStorage, text: string): Promise<Buffer> {
  if (storage.encryptStringAsync) return storage.encryptStringAsync(text);
  if (storage.encryptString) return storage.encryptString(text);
  throw new Error('This Electron has no call to encrypt with the keyring.');
}

async function decrypt(storage: SafeStorage, sealed: Buffer): Promise<string> {
  if (storage.decryptStringAsync) return (await storage.decryptStringAsync(sealed)).result;
  if (storage.decryptString) return storage.decryptString(sealed);
  throw new Error('This Electron has no call to decrypt with the keyring.');
}
