import { postponeVault, useVault } from '../../stores/vault.ts';
import { ChooseProtection } from './choose-protection.tsx';
import { UnlockVault } from './unlock-vault.tsx';
import { VaultTrouble } from './vault-trouble.tsx';

/** Asks what has to be known before secrets can be kept or read. Shows nothing once they can. */
export function VaultGate() {
  const status = useVault((state) => state.status);
  const postponed = useVault((state) => state.postponed);
  if (status === null || status.state === 'ready') return null;
  if (status.state === 'undecided') return <ChooseProtection />;
  if (postponed) return null;
  if (status.state === 'locked') return <UnlockVault onLater={postponeVault} />;
  return <VaultTrouble status={status} onLater={postponeVault} />;
}
