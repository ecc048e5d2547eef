import { expect, test } from 'vitest';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { createFakeKeyring } from './fake-keyring.ts';
import { openVaultIn } from './open-vault.ts';

const keyring = createFakeKeyring('gnome_libsecret');

test('a damaged ciphertext locks that secret and no other', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory, keyring);
  first.vault.secrets.save('w1', 'signing', Buffer.from('one'));
  first.vault.secrets.save('w2', 'signing', Buffer.from('two'));
  const row = first.repository.list().find(({ ownerId }) => ownerId === 'w1');
  const damaged = Buffer.from(row?.sealed ?? '');
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
  first.store.db.prepare("UPDATE secret SET sealed = ? WHERE owner_id = 'w1'").run(damaged);
  first.close();
  const second = await openVaultIn(directory, keyring);
  expect(second.vault.status()).toMatchObject({ state: 'ready' });
  expect(second.vault.secrets.state('w1', 'signing')).toBe('locked');
  expect(second.vault.secrets.read('w1', 'signing')).toBeNull();
  expect(second.vault.secrets.read('w2', 'signing')?.toString()).toBe('two');
});

test('a ciphertext put in the place of another does not open', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory, keyring);
  first.vault.secrets.save('w1', 'signing', Buffer.from('one'));
  first.vault.secrets.save('w1', 'basic', Buffer.from('two'));
  first.store.db.exec("UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE field = 'signing')");
  first.close();
  const second = await openVaultIn(directory, keyring);
  expect(second.vault.secrets.state('w1', 'signing')).toBe('set');
  expect(second.vault.secrets.state('w1', 'basic')).toBe('locked');
});

test('tells of a secret no more than the first 8 hex digits of its SHA-256', async () => {
  const { vault } = await openVaultIn(makeTemporaryDirectory(), keyring);
  vault.secrets.save('w1', 'signing', Buffer.from('abc'));
  expect(vault.secrets.list('w1')).toEqual([
    { field: 'signing', set: true, fingerprint: 'ba7816bf', locked: false, changedAt: expect.any(Number) },
  ]);
});

test('keeps no fingerprint on the disk, where it would help to guess', async () => {
  const { vault, store } = await openVaultIn(makeTemporaryDirectory(), keyring);
  vault.secrets.save('w1', 'signing', Buffer.from('abc'));
  const columns = store.db.prepare('SELECT * FROM secret').get() as Record<string, unknown>;
  expect(JSON.stringify(columns)).not.toContain('ba7816bf');
});

test('a removed secret is gone, for one field and for all of an owner', async () => {
  const { vault, repository } = await openVaultIn(makeTemporaryDirectory(), keyring);
  vault.secrets.save('w1', 'signing', Buffer.from('one'));
  vault.secrets.save('w1', 'basic', Buffer.from('two'));
  vault.secrets.remove('w1', 'signing');
  expect(vault.secrets.state('w1', 'signing')).toBe('unset');
  vault.secrets.removeOwner('w1');
  expect(vault.secrets.list('w1')).toEqual([]);
  expect(repository.list()).toEqual([]);
});

test('what is sealed opens in its own context only', async () => {
  const { vault } = await openVaultIn(makeTemporaryDirectory(), keyring);
  const sealed = vault.seal(Buffer.from('body'), 'attempt 1');
  expect(vault.open(sealed, 'attempt 1').toString()).toBe('body');
  for (const open of [
    () => vault.open(sealed, 'attempt 2'),
    () => vault.open(sealed.subarray(0, 20), 'attempt 1'),
    () => vault.open(Buffer.alloc(0), 'attempt 1'),
  ]) {
    expect(open).toThrowError(expect.objectContaining({ code: 'secret-locked' }));
  }
});

test('opens a credential that was sealed before each kind had its own name, and no signing secret so', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory, keyring);
  // What an earlier version wrote, under the name that credentials had.
  first.vault.secrets.save('w1', 'authorization' as 'basic', Buffer.from('one'));
  first.vault.secrets.save('w2', 'authorization' as 'basic', Buffer.from('two'));
  first.store.db.exec("UPDATE secret SET field = 'bearer' WHERE owner_id = 'w1'");
  first.store.db.exec("UPDATE secret SET field = 'signing' WHERE owner_id = 'w2'");
  first.close();
  const second = await openVaultIn(directory, keyring);
  expect(second.vault.secrets.read('w1', 'bearer')?.toString()).toBe('one');
  expect(second.vault.secrets.state('w2', 'signing')).toBe('locked');
});
