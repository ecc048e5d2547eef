import { type FormEvent, useId, useState } from 'react';
import { toClientError } from '../../client/client-error.ts';
import { unlockVault } from '../../stores/vault.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyDerivation } from '../../ui/key-derivation.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ForgetSecrets } from './forget-secrets.tsx';
import styles from './vault.module.css';

/** Asks for the passphrase that protects the secrets. */
export function UnlockVault({ onLater }: { onLater: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useId();

  async function unlock(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (passphrase === '' || busy) return;
    setBusy(true);
    try {
      await unlockVault(passphrase);
    } catch (thrown) {
      setProblem(toClientError(thrown).message);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={null}
      size="small"
      title="Unlock your secrets"
      description="The secrets of this workspace are encrypted with a passphrase."
      footer={
        <div className={styles.foot}>
          <ForgetSecrets />
          <Button onClick={onLater}>Go on without them</Button>
          <Button variant="primary" type="submit" form={form} busy={busy} disabled={passphrase === ''}>
            Unlock
          </Button>
        </div>
      }
    >
      <form id={form} onSubmit={(event) => void unlock(event)}>
        <TextField
          label="Passphrase"
          type="password"
          autoComplete="current-password"
          autoFocus
          value={passphrase}
          problems={problem === null ? [] : [{ message: problem, severity: 'error' }]}
          onChange={(next) => {
            setPassphrase(next);
            setProblem(null);
          }}
        />
        {busy && <KeyDerivation />}
      </form>
    </Dialog>
  );
}
