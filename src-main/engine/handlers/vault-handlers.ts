import type { vaultMethods } from '../../../src-preload/contract/vault.ts';
import { ratePassphrase } from '../vault/rate-passphrase.ts';
import type { Vault } from '../vault/vault.ts';
import type { HandlersOf } from './types.ts';

export function createVaultHandlers(vault: Vault): HandlersOf<typeof vaultMethods> {
  return {
    // Asked when the window shows it, so a keyring that was unlocked meanwhile is found.
    'vault.status': () => vault.recheck(),
    'vault.choose': (choice) => vault.choose(choice),
    'vault.unlock': ({ passphrase }) => vault.unlock(passphrase),
    'vault.changePassphrase': ({ current, passphrase }) => vault.changePassphrase(current, passphrase),
    'vault.ratePassphrase': ({ passphrase }) => ratePassphrase(passphrase),
    'vault.reset': () => vault.reset(),
  };
}
