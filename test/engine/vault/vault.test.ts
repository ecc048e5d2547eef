import { expect, test } from 'vitest';
import type { EngineError } from '../../../src-main/engine/errors.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { createFakeKeyring } from './fake-keyring.ts';
import { openVaultIn } from './open-vault.ts';

const value = Buffer.from('a secret of the test');

test('keeps the key in the keyring without asking, where there is one', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory, createFakeKeyring('gnome_libsecret'));
  expect(first.vault.status()).toEqual({ state: 'ready', protection: 'keyring', keyring: 'gnome_libsecret' });
  first.vault.secrets.save('w1', 'signing', value);
  first.close();
  const second = await openVaultIn(directory, createFakeKeyring('gnome_libsecret'));
  expect(second.vault.secrets.read('w1', 'signing')).toEqual(value);
});

test('asks where there is no keyring, and where the one there protects nothing', async () => {
  const without = await openVaultIn(makeTemporaryDirectory());
  expect(without.vault.status()).toEqual({ state: 'undecided', keyring: null });
  const basic = createFakeKeyring('basic_text', 'peanuts', false);
  const weak = await openVaultIn(makeTemporaryDirectory(), basic);
  expect(weak.vault.status()).toEqual({ state: 'undecided', keyring: 'basic_text' });
  expect(weak.repository.readVault()).toBeNull();
});

test('opens with the passphrase and with no other', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory);
  await first.vault.choose({ protection: 'passphrase', passphrase: 'correct horse' });
  first.vault.secrets.save('w1', 'signing', value);
  first.close();
  const second = await openVaultIn(directory);
  expect(second.vault.status()).toEqual({ state: 'locked', protection: 'passphrase' });
  expect(second.vault.secrets.list('w1')).toMatchObject([{ set: true, locked: true, fingerprint: null }]);
  expect(second.vault.secrets.read('w1', 'signing')).toBeNull();
  const wrong = await second.vault.unlock('correct horsf').catch((error: EngineError) => error);
  expect(wrong).toMatchObject({ code: 'invalid', detail: { issues: [{ path: 'passphrase' }] } });
  expect(await second.vault.unlock('correct horse')).toMatchObject({ state: 'ready', protection: 'passphrase' });
  expect(second.vault.secrets.read('w1', 'signing')).toEqual(value);
});

test('takes a passphrase in whatever way its letters are composed', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory);
  await first.vault.choose({ protection: 'passphrase', passphrase: 'Zürich'.normalize('NFC') });
  first.close();
  const second = await openVaultIn(directory);
  expect(await second.vault.unlock('Zürich'.normalize('NFD'))).toMatchObject({ state: 'ready' });
});

test('keeps a secret of this run out of the database, and says later that it must be entered again', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory);
  await first.vault.choose({ protection: 'memory' });
  first.vault.secrets.save('w1', 'signing', value);
  expect(first.vault.secrets.read('w1', 'signing')).toEqual(value);
  expect(first.repository.list()).toMatchObject([{ sealed: null }]);
  expect(first.repository.readVault()).toBeNull();
  first.close();
  const second = await openVaultIn(directory);
  expect(second.vault.secrets.list('w1')).toMatchObject([{ field: 'signing', set: true, locked: true }]);
});

test('asks once whether secrets live in memory alone, until they are forgotten', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory);
  await first.vault.choose({ protection: 'memory' });
  first.close();
  const second = await openVaultIn(directory);
  expect(second.vault.status()).toMatchObject({ state: 'ready', protection: 'memory' });
  second.vault.secrets.save('w1', 'signing', value);
  expect(await second.vault.reset()).toMatchObject({ state: 'undecided' });
  second.close();
  expect((await openVaultIn(directory)).vault.status()).toMatchObject({ state: 'undecided' });
});

test('asks for the passphrase once one was chosen after all', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory);
  await first.vault.choose({ protection: 'memory' });
  await first.vault.choose({ protection: 'passphrase', passphrase: 'after all' });
  first.close();
  const second = await openVaultIn(directory);
  expect(second.vault.status()).toMatchObject({ state: 'locked' });
  await second.vault.reset();
  expect(second.vault.status()).toMatchObject({ state: 'undecided' });
});

test('keeps what was only in memory when a passphrase is chosen after all', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory);
  await first.vault.choose({ protection: 'memory' });
  first.vault.secrets.save('w1', 'signing', value);
  await first.vault.choose({ protection: 'passphrase', passphrase: 'after all' });
  expect(first.vault.secrets.read('w1', 'signing')).toEqual(value);
  first.close();
  const second = await openVaultIn(directory);
  await second.vault.unlock('after all');
  expect(second.vault.secrets.read('w1', 'signing')).toEqual(value);
});

test('decides once', async () => {
  const { vault } = await openVaultIn(makeTemporaryDirectory());
  const choices = [1, 2].map((n) => vault.choose({ protection: 'passphrase', passphrase: `p${n}` }));
  const [first, second] = await Promise.allSettled(choices);
  expect(first?.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } });
});

test('changes the passphrase and keeps every secret', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openVaultIn(directory);
  await first.vault.choose({ protection: 'passphrase', passphrase: 'old' });
  first.vault.secrets.save('w1', 'signing', value);
  await expect(first.vault.changePassphrase('wrong', 'new')).rejects.toMatchObject({ code: 'invalid' });
  await first.vault.changePassphrase('old', 'new');
  first.close();
  const second = await openVaultIn(directory);
  await expect(second.vault.unlock('old')).rejects.toMatchObject({ code: 'invalid' });
  await second.vault.unlock('new');
  expect(second.vault.secrets.read('w1', 'signing')).toEqual(value);
});

test('has no passphrase to change where none protects the key', async () => {
  const { vault } = await openVaultIn(makeTemporaryDirectory());
  await expect(vault.changePassphrase('old', 'new')).rejects.toMatchObject({ code: 'conflict' });
  await vault.choose({ protection: 'memory' });
  await expect(vault.changePassphrase('old', 'new')).rejects.toMatchObject({ code: 'conflict' });
});

test('forgets everything on a reset, and says what has to be entered again', async () => {
  const directory = makeTemporaryDirectory();
  const { vault, repository } = await openVaultIn(directory, createFakeKeyring('kwallet6'));
  vault.secrets.save('w1', 'signing', value);
  const before = repository.readVault();
  const sealed = vault.seal(Buffer.from('kept'), 'somewhere');
  expect(await vault.reset()).toMatchObject({ state: 'ready', protection: 'keyring' });
  expect(repository.readVault()?.keyId).not.toBe(before?.keyId);
  expect(vault.secrets.list('w1')).toMatchObject([{ set: true, locked: true }]);
  expect(() => vault.open(sealed, 'somewhere')).toThrowError(expect.objectContaining({ code: 'secret-locked' }));
});

test('tells of every new status', async () => {
  const { vault } = await openVaultIn(makeTemporaryDirectory());
  const seen: string[] = [];
  const stop = vault.onChange((status) => seen.push(status.state));
  await vault.choose({ protection: 'memory' });
  await vault.reset();
  stop();
  await vault.choose({ protection: 'memory' });
  expect(seen).toEqual(['ready', 'undecided']);
});

test('refuses to seal without a key, and says why', async () => {
  const directory = makeTemporaryDirectory();
  const { vault, close } = await openVaultIn(directory);
  expect(() => vault.seal(value, 'x')).toThrowError(expect.objectContaining({ code: 'vault-undecided' }));
  await vault.choose({ protection: 'passphrase', passphrase: 'p' });
  close();
  const locked = await openVaultIn(directory);
  expect(() => locked.vault.seal(value, 'x')).toThrowError(expect.objectContaining({ code: 'vault-locked' }));
});
