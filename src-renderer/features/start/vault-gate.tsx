import { create } from 'zustand';
import { useVault } from '../../stores/vault.ts';
import { ChooseProtection } from './choose-protection.tsx';
import { UnlockVault } from './unlock-vault.tsx';
import { VaultTrouble } from './vault-trouble.tsx';

interface GateState {
  /** The user goes on without secrets for now. */
  postponed: boolean;
}

const useGate = create<GateState>(() => ({ postponed: false }));

const postpone = (): void => useGate.setState({ postponed: true });

/** Asks what has to be known before secrets can be kept or read. Shows nothing once they can. */
export function VaultGate() {
  const status = useVault((state) => state.status);
  const postponed = useGate((state) => state.postponed);
  if (status === null || status.state === 'ready') return null;
  if (status.state === 'undecided') return <ChooseProtection />;
  if (postponed) return null;
  if (status.state === 'locked') return <UnlockVault onLater={postpone} />;
  return <VaultTrouble status={status} onLater={postpone} />;
}
