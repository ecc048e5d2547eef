import type { VaultStatus } from '../../../src-preload/contract/vault.ts';
import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { SecretRepository, VaultRow } from '../store/secret-repository.ts';
import type { Store } from '../store/store.ts';
import { openBytes, sealBytes } from './aead.ts';
import {
  createDataKey,
  type DataKey,
  findRowDamage,
  unwrapWithKeyring,
  unwrapWithPassphrase,
  wrapWithKeyring,
  wrapWithPassphrase,
} from './data-key.ts';
import type { KeyProtector } from './key-protector.ts';
import { createRedaction, type Redaction } from './redaction.ts';
import { createSecretBox, type SecretBox } from './secret-box.ts';
import { createLockedError, createUndecidedError, createWrongPassphraseError, describeDamage } from './vault-errors.ts';

export type VaultChoice = { protection: 'passphrase'; passphrase: string } | { protection: 'memory' };

/** Keeps the data key, and with it every secret. */
export interface Vault {
  readonly secrets: SecretBox;
  readonly redaction: Redaction;
  status(): VaultStatus;
  /**
   * Decides how the key is kept, and remembers that. After `memory`, a passphrase may still be chosen, and then keeps what was entered.
   * @throws EngineError `conflict` where it was decided before.
   */
  choose(choice: VaultChoice): Promise<VaultStatus>;
  /** @throws EngineError `invalid` for a wrong passphrase, `conflict` where none is asked for. */
  unlock(passphrase: string): Promise<VaultStatus>;
  /**
   * Wraps the present key with another passphrase.
   * @throws EngineError `invalid` where `current` is not the present one, `conflict` where a passphrase does not protect the key
   */
  changePassphrase(current: string, passphrase: string): Promise<VaultStatus>;
  /** Forgets the key and every secret, and begins anew. */
  reset(): Promise<VaultStatus>;
  /** Looks again for the keyring that was missing or did not open the key. */
  recheck(): Promise<VaultStatus>;
  /** Calls back with every new status. Answers the end of it. */
  onChange(listener: (status: VaultStatus) => void): () => void;
  /** Encrypts with the data key. @throws EngineError `vault-locked`, `vault-undecided` without one. */
  seal(plain: Buffer, context: string): Buffer;
  /** @throws EngineError `vault-locked`, `vault-undecided` without a key, `secret-locked` where it is not the right one. */
  open(sealed: Buffer, context: string): Buffer;
  /** Forgets the key in memory. */
  close(): void;
}

export interface VaultParts {
  store: Store;
  repository: SecretRepository;
  /** The system's keyring; absent where there is none. */
  protector: KeyProtector | null;
  clock: Clock;
  random: Random;
}

/** Opens the vault as far as that goes without asking anybody. Never overwrites a key that it cannot open. */
export async function openVault(parts: VaultParts): Promise<Vault> {
  const { store, repository, protector, clock, random } = parts;
  const redaction = createRedaction();
  const secrets = createSecretBox({ ...parts, redaction });
  const listeners = new Set<(status: VaultStatus) => void>();
  let status: VaultStatus = { state: 'undecided', keyring: null };
  let dataKey: DataKey | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One change after the other: two at once would make two keys. */
  function inTurn(change: () => Promise<void>): Promise<VaultStatus> {
    const result = last.then(change).then(() => status);
    last = result.catch(() => {});
    return result;
  }

  function become(next: VaultStatus, key: DataKey | null): void {
    dataKey = key;
    status = next;
    secrets.switchKey(key?.key ?? null, next.state === 'ready' && next.protection !== 'memory');
    for (const listener of listeners) listener(next);
  }

  async function findKeyring(): Promise<KeyProtector | null> {
    try {
      return protector && (await protector.available()) ? protector : null;
    } catch {
      return null;
    }
  }

  async function load(): Promise<void> {
    const row = repository.readVault();
    const damage = row && findRowDamage(row);
    if (row === null) await beginWithKeyring();
    else if (damage) become({ state: 'damaged', message: describeDamage(damage) }, null);
    else if (row.protection === 'passphrase') become({ state: 'locked', protection: 'passphrase' }, null);
    else await openKeyring(row);
  }

  async function beginWithKeyring(): Promise<void> {
    const keyring = await findKeyring();
    try {
      if (keyring) {
        const key = createDataKey(random);
        const row = await wrapWithKeyring(key, keyring, clock.now());
        store.commitNow(() => repository.saveVault(row));
        return become({ state: 'ready', protection: 'keyring', keyring: keyring.name }, key);
      }
    } catch (error) {
      if (error instanceof EngineError) throw error;
      // A keyring that says it is there and does not work is none: the user decides.
    }
    if (repository.readMemoryChoice()) becomeMemory(createDataKey(random));
    else become({ state: 'undecided', keyring: protector?.name ?? null }, null);
  }

  function becomeMemory(key: DataKey): void {
    become({ state: 'ready', protection: 'memory', keyring: protector?.name ?? null }, key);
  }

  async function openKeyring(row: VaultRow): Promise<void> {
    const keyring = await findKeyring();
    if (!keyring || keyring.name !== row.backend) {
      const found = keyring?.name ?? protector?.name ?? null;
      return become({ state: 'mismatch', protection: 'keyring', expected: row.backend ?? '', found }, null);
    }
    const key = await unwrapWithKeyring(row, keyring).catch(() => null);
    if (key) become({ state: 'ready', protection: 'keyring', keyring: keyring.name }, key);
    else become({ state: 'damaged', message: describeDamage(`the keyring ${keyring.name} cannot open the key`) }, null);
  }

  /** Keeps the key with a passphrase, and with it the secrets that were only in memory. */
  async function keepWithPassphrase(key: DataKey, passphrase: string): Promise<void> {
    const row = await wrapWithPassphrase(key, passphrase, random, clock.now());
    store.commitNow(() => {
      repository.saveVault(row);
      repository.saveMemoryChoice(false);
      secrets.persist();
    });
    store.scrub();
    become({ state: 'ready', protection: 'passphrase', keyring: protector?.name ?? null }, key);
  }

  function requireKey(): DataKey {
    if (dataKey) return dataKey;
    throw status.state === 'undecided' ? createUndecidedError() : createLockedError(status);
  }

  const vault: Vault = {
    secrets,
    redaction,
    status: () => status,
    choose: (choice) =>
      inTurn(async () => {
        const inMemory = status.state === 'ready' && status.protection === 'memory';
        if (status.state !== 'undecided' && !inMemory) {
          throw new EngineError('conflict', 'How secrets are kept was decided before. Reset the vault to decide anew.');
        }
        const key = dataKey ?? createDataKey(random);
        if (choice.protection === 'passphrase') await keepWithPassphrase(key, choice.passphrase);
        else if (!inMemory) {
          store.commitNow(() => repository.saveMemoryChoice(true));
          becomeMemory(key);
        }
      }),
    unlock: (passphrase) =>
      inTurn(async () => {
        const row = repository.readVault();
        if (status.state !== 'locked' || row === null) {
          throw new EngineError('conflict', 'The vault does not wait for a passphrase. Look at its state again.');
        }
        const key = await unwrapWithPassphrase(row, passphrase);
        if (key === null) throw createWrongPassphraseError();
        become({ state: 'ready', protection: 'passphrase', keyring: protector?.name ?? null }, key);
      }),
    changePassphrase: (current, passphrase) =>
      inTurn(async () => {
        const row = repository.readVault();
        if (status.state !== 'ready' || row?.protection !== 'passphrase') {
          throw new EngineError(
            'conflict',
            'There is no passphrase to change now. Look at the state of the secrets again.',
          );
        }
        if ((await unwrapWithPassphrase(row, current)) === null) throw createWrongPassphraseError();
        await keepWithPassphrase(requireKey(), passphrase);
      }),
    reset: () =>
      inTurn(async () => {
        store.commitNow(() => {
          repository.removeVault();
          repository.saveMemoryChoice(false);
          repository.forgetValues();
        });
        store.scrub();
        dataKey = null;
        await beginWithKeyring();
      }),
    recheck: () =>
      inTurn(async () => {
        if (status.state === 'mismatch' || status.state === 'damaged') await load();
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    seal: (plain, context) => sealBytes(requireKey().key, random, plain, context),
    open(sealed, context) {
      const plain = openBytes(requireKey().key, sealed, context);
      if (plain) return plain;
      throw new EngineError(
        'secret-locked',
        'This part was encrypted with a key that is no longer there, so it cannot be shown or sent again.',
      );
    },
    close() {
      dataKey = null;
      secrets.forget();
      redaction.clear();
      listeners.clear();
    },
  };
  await load();
  return vault;
}
