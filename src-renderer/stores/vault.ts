import { create } from 'zustand';
import type { VaultStatus } from '../../src-preload/contract/vault.ts';
import { call } from '../client/call.ts';

interface VaultState {
  status: VaultStatus | null;
  /** The user goes on without the secrets for now. */
  postponed: boolean;
}

/** How secrets are kept at rest, and whether they can be read now. */
export const useVault = create<VaultState>(() => ({ status: null, postponed: false }));

/** Fetches the state of the vault. */
export async function loadVault(): Promise<void> {
  useVault.setState({ status: await call('vault.status', {}) });
}

/** Stops asking in this run; what needs a secret stays refused. */
export function postponeVault(): void {
  useVault.setState({ postponed: true });
}

/** Decides once: a passphrase, or null for secrets that live only as long as this run. Throws ClientError. */
export async function chooseProtection(passphrase: string | null): Promise<void> {
  const choice =
    passphrase === null ? ({ protection: 'memory' } as const) : ({ protection: 'passphrase', passphrase } as const);
  useVault.setState({ status: await call('vault.choose', choice) });
}

/** Opens the vault. Throws ClientError when the passphrase is wrong. */
export async function unlockVault(passphrase: string): Promise<void> {
  useVault.setState({ status: await call('vault.unlock', { passphrase }) });
}

/** Protects the secrets with another passphrase. Throws ClientError when the present one is wrong. */
export async function changePassphrase(current: string, passphrase: string): Promise<void> {
  useVault.setState({ status: await call('vault.changePassphrase', { current, passphrase }) });
}

/** Starts over with a new key; every stored secret has to be entered again. Throws ClientError. */
export async function resetVault(): Promise<void> {
  useVault.setState({ status: await call('vault.reset', { confirm: 'forget every secret' }) });
}
