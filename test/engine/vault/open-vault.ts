import { onTestFinished } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { systemRandom } from '../../../src-main/engine/random.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { createSecretRepository, type SecretRepository } from '../../../src-main/engine/store/secret-repository.ts';
import type { Store } from '../../../src-main/engine/store/store.ts';
import type { KeyProtector } from '../../../src-main/engine/vault/key-protector.ts';
import { openVault, type Vault } from '../../../src-main/engine/vault/vault.ts';

export interface OpenedVault {
  vault: Vault;
  store: Store;
  repository: SecretRepository;
  close(): void;
}

/** The vault of a folder, as the engine opens it. */
export async function openVaultIn(directory: string, protector: KeyProtector | null = null): Promise<OpenedVault> {
  const store = openStore({ directory });
  const repository = createSecretRepository(store.db);
  const vault = await openVault({ store, repository, protector, clock: systemClock, random: systemRandom });
  const close = (): void => {
    vault.close();
    store.close();
  };
  onTestFinished(close);
  return { vault, store, repository, close };
}
